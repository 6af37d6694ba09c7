"""Which legs of a way are still ahead of somebody, whatever their planned hours say."""

from collections.abc import Collection, Sequence

from fanal.core.journeys.events import departures
from fanal.core.journeys.state import JourneyStage, JourneyState, PersonState

GOES_NO_FURTHER = frozenset({JourneyStage.RETURNED, JourneyStage.LEFT})


def legs_behind(
    state: JourneyState, custodians: Sequence[str], people: Collection[str] | None = None
) -> int:
    """Return how many legs, from the first, lie behind everybody on a journey, or behind these of
    its people. `custodians`: by whom each leg goes, in the order of the legs."""
    found = [
        person_state
        for person, person_state in state.persons.items()
        if people is None or person in people
    ]
    return min((_behind(state, one, custodians) for one in found), default=0)


def _behind(state: JourneyState, one: PersonState, custodians: Sequence[str]) -> int:
    # Whoever is back, or went her own way, takes none of the legs that were planned after that.
    if one.stage in GOES_NO_FURTHER:
        return len(custodians)
    left = len(departures(state.events, one.person))
    return min(len(custodians), max(left, _handed_on(one.held_by, custodians)))


def _handed_on(held_by: Sequence[str], custodians: Sequence[str]) -> int:
    """Return how many legs come before that of whoever holds her: one leads several legs at times,
    so they are walked through in the order in which she was handed on."""
    at = 0
    for holder in held_by:
        if holder in custodians[at:]:
            at = custodians.index(holder, at)
    return at
