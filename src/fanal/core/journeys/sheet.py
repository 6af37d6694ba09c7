"""What a sheet for a whole group says: where it passes from hand to hand, and when it calls."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from fanal.core.journeys.events import Event, EventKind
from fanal.core.journeys.planning import PlannedLeg, in_order

MOST_CHECK_INS = 24


@dataclass(frozen=True, slots=True)
class Passing:
    """A hand-over that the legs ask for, in the area where the next leg begins."""

    giver: str
    receiver: str
    area: str
    at: datetime


def passings(legs: Iterable[PlannedLeg], held_by: Collection[str] = ()) -> tuple[Passing, ...]:
    """Return each change of custodian on the way, in order; `held_by`: those before
    the first leg."""
    way = in_order(legs)
    if not way:
        return ()
    first = way[0]
    start = (Passing(one, first.custodian, first.start, first.leaves) for one in sorted(held_by))
    later = (
        Passing(before.custodian, leg.custodian, leg.start, leg.leaves)
        for before, leg in pairwise(way)
    )
    # Two legs of one custodian pass nobody on.
    return tuple(one for one in (*start, *later) if one.giver != one.receiver)


def check_ins(legs: Sequence[PlannedLeg], every: timedelta) -> tuple[datetime, ...]:
    """Return when the group calls, from the first leaving to the last arrival, at most 24 times."""
    if not legs:
        return ()
    start, end = min(leg.leaves for leg in legs), max(leg.arrives for leg in legs)
    times = (start + every * n for n in range(1, MOST_CHECK_INS + 1))
    return tuple(one for one in times if one <= end)


def meets(custodians: Collection[str], passed: Iterable[Passing]) -> frozenset[str]:
    """Return who gives to `custodians` or receives from them; nobody else is told of to them."""
    # Need to know: a sheet that is lost at one border must not give away the whole chain.
    near = {one.giver for one in passed if one.receiver in custodians}
    return frozenset(near | {one.receiver for one in passed if one.giver in custodians}) - set(
        custodians
    )


def counted(
    events: Iterable[Event], passing: Passing, persons: Collection[str]
) -> tuple[int | None, int | None]:
    """Return how many of `persons` were given and received there; None while a side
    has not spoken."""
    handovers = [
        event
        for event in events
        if event.kind is EventKind.GIVEN
        and (event.custodian, event.to) == (passing.giver, passing.receiver)
    ]
    given = _named(handovers, persons)
    ids = {event.handover for event in handovers}
    received = _named(
        (e for e in events if e.kind is EventKind.RECEIVED and e.handover in ids), persons
    )
    return given, received


def _named(events: Iterable[Event], persons: Collection[str]) -> int | None:
    event_list = list(events)
    return (
        len(frozenset().union(*(e.persons for e in event_list)) & set(persons))
        if event_list
        else None
    )
