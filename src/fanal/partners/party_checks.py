"""What is asked of the name of a partner and of what it belongs to, typed or read from a list."""

from fanal.core.closed_lists import check_code
from fanal.core.errors import BadInput
from fanal.core.trust.vocabulary import PartyKind
from fanal.core.words import say

LONGEST_NAME = 200


def check_party(kind: str, name: str, *, belongs: bool) -> None:
    """Raise `BadInput` naming the field. `belongs`: whether it is said to what."""
    check_code("kind", kind, PartyKind)
    if not name.strip() or len(name) > LONGEST_NAME:
        raise BadInput("name", say("Write a name of at most {n} characters.", n=LONGEST_NAME))
    if kind == PartyKind.UNIT and not belongs:
        raise BadInput("within", say("Say which organisation this is a unit of."))
