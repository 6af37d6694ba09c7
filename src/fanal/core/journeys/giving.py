"""The people whom somebody may hand over: those who are with them and not handed over already; and
from whom they are fetched, to whom nobody is handed over."""

from collections.abc import Collection, Iterable, Mapping

from fanal.core.errors import BadInput
from fanal.core.journeys.planning import RESCUE
from fanal.core.journeys.state import PersonState
from fanal.core.words import say

GIVEN_ALREADY = say(
    "Somebody named was handed over to somebody else, who has not confirmed it: settle that first."
)


def check_held(held: Mapping[str, PersonState], persons: Iterable[str], giver: str) -> None:
    """Check that `giver` may hand them over. Raises `BadInput` for whom `giver` does not hold or
    has given already. Of whom the journey says nothing nobody is asked: that is a trouble of its
    own."""
    for one in (held[person] for person in persons if person in held):
        if one.custodian != giver:
            raise BadInput("persons", say("Somebody named is not with them."))
        # Given twice, two sides would each wait for the other to have her.
        if one.given_to:
            raise BadInput("persons", GIVEN_ALREADY)


def fetched_from(
    kind: str, people: Iterable[PersonState], known: Collection[str]
) -> frozenset[str]:
    """Return the custodians from whom a rescue gets these people: with whom each was at first, and
    of whom nothing is known but a name. They take nobody in, and nobody stays with them."""
    if kind != RESCUE:
        return frozenset()
    return frozenset(one.held_by[0] for one in people if one.held_by) - frozenset(known)
