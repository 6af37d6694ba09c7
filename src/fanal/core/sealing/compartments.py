"""The compartments of a folder: one data key each, so that a lawyer reads legal without medical."""

from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache


class Compartment(StrEnum):
    """What a group of sealed fields is about. The order never changes."""

    # A wrap holds the data keys of its compartments one after the other, without their names
    # (`keys.wrapping`): in another order a grant of before would hand out the wrong key.

    IDENTITY = "identity"
    WHEREABOUTS = "whereabouts"
    NARRATIVE = "narrative"
    MEDICAL = "medical"
    LEGAL = "legal"
    FINANCE = "finance"
    FILES = "files"


IDENTITY = Compartment.IDENTITY
WHEREABOUTS = Compartment.WHEREABOUTS
NARRATIVE = Compartment.NARRATIVE
MEDICAL = Compartment.MEDICAL
LEGAL = Compartment.LEGAL
FINANCE = Compartment.FINANCE
FILES = Compartment.FILES

# Where she sleeps is for the maker of the folder and the leads, not for the whole team.
TEAM_COMPARTMENTS = tuple(part for part in Compartment if part is not WHEREABOUTS)


def in_order(compartments: Iterable[str]) -> tuple[Compartment, ...]:
    """The given compartments (values or members), each once, in the order of the list above."""
    wanted = {Compartment(compartment) for compartment in compartments}
    return tuple(compartment for compartment in Compartment if compartment in wanted)


@lru_cache(maxsize=1_000)
def listed(text: str) -> tuple[Compartment, ...]:
    """The compartments that a grant names, with commas between, in the order of the list above."""
    return in_order(text.split(","))
