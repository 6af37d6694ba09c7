"""What the codes of the journal are called, and a record that may be chosen."""

from django.utils.formats import date_format
from django.utils.text import Truncator

from fanal.core.casework.retention import ErasureGround, HoldReason, RegisterKind
from fanal.core.words import labels, say
from fanal.retention.erased_list import FORGOTTEN
from fanal.retention.queries.offering import ChoosableRecord
from fanal.web.words import translated

SHORT = 160  # signs of what a record says

JOURNAL_CODES = {
    "ground": labels((*ErasureGround, *RegisterKind))
    | {FORGOTTEN: say("participant of prevention")},
    "reason": labels(HoldReason),
    "register": labels(RegisterKind),
}


def record_words(one: ChoosableRecord) -> str:
    """Return one line: of which case, what, when and by whom; what it says, for whoever may read
    it."""
    number = f" {one.number}" if one.number else ""
    day = date_format(one.day, "DATE_FORMAT")
    line = f"{one.case.code_name} · {translated(one.what)}{number} · {day}, {one.by}"
    return f"{line} · {Truncator(one.words).chars(SHORT)}" if one.words else line
