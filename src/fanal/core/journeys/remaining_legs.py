"""Which legs of a way are still ahead of somebody, whatever their planned hours say.

In doubt a leg is named once too often: a leg that is named no more is one that nobody prepares.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from fanal.core.journeys.events import Event, EventKind
from fanal.core.journeys.state import JourneyStage, JourneyState, PersonState

K = EventKind
ENDS_A_LEG = frozenset({K.ARRIVED, K.RECEIVED, K.RETURNED})


class LegOfWay(NamedTuple):
    """A leg as it was planned: by whom, and when it leaves."""

    custodian: str
    leaves: datetime


def legs_behind(
    state: JourneyState,
    way: Sequence[LegOfWay],
    people: Collection[str] | None = None,
    *,
    comes_back: bool = False,
) -> int:
    """Return how many legs of the way, from the first, lie behind everybody on a journey, or behind
    these of its people. `comes_back`: each evening she may be home, and leave again."""
    found = [
        person_state
        for person, person_state in state.persons.items()
        if people is None or person in people
    ]
    return min((_behind(state, one, way, comes_back) for one in found), default=0)


def _behind(
    state: JourneyState, one: PersonState, way: Sequence[LegOfWay], comes_back: bool
) -> int:
    # Whoever is back, or went her own way, takes none of the legs that were planned after that.
    if one.stage is JourneyStage.LEFT or (one.stage is JourneyStage.RETURNED and not comes_back):
        return len(way)
    if one.stage is JourneyStage.RETURNED and one.returned_at:
        return sum(leg.leaves <= one.returned_at for leg in way)
    left = _legs_begun(event for event in state.events if one.person in event.persons)
    return min(len(way), max(left, _handed_on(one.held_by, [leg.custodian for leg in way])))


def _legs_begun(events: Iterable[Event]) -> int:
    """Return on how many legs she set out. Two may write down one departure: the next leg begins
    only once something ended the one before."""
    begun, going = 0, False
    for event in events:
        if event.kind is K.DEPARTED and not going:
            begun, going = begun + 1, True
        elif event.kind in ENDS_A_LEG:
            going = False
    return begun


def _handed_on(held_by: Sequence[str], custodians: Sequence[str]) -> int:
    """Return how many legs come before that of whoever holds her: one leads several legs at times,
    so they are walked through in the order in which she was handed on."""
    at = 0
    for holder in held_by[1:]:  # nobody handed her to the first
        if holder in custodians[at:]:
            at = custodians.index(holder, at)
    return at
