"""The codes of cases that the journal shows, as words."""

from fanal.core.casework.prints import PrintKind, PrintPurpose
from fanal.core.casework.whose_consent import CarerGround

JOURNAL_CODES = {
    "ground": {str(one): one.sentence() for one in CarerGround},
    "print": {str(one): one.sentence() for one in PrintKind},
    "printed_for": {str(one): one.sentence() for one in PrintPurpose},
}
