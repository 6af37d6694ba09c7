"""The codes of cases that the journal shows, as words."""

from fanal.core.casework.prints import PrintKind, PrintPurpose

JOURNAL_CODES = {
    "print": {str(one): one.sentence() for one in PrintKind},
    "printed_for": {str(one): one.sentence() for one in PrintPurpose},
}
