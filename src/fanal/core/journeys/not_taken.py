"""People whom the side to which they were given may not have taken."""

from collections.abc import Iterable

from fanal.core.journeys.events import Event, EventKind
from fanal.core.journeys.handovers import Handover, pair_up, without_persons
from fanal.core.journeys.problems import not_confirmed
from fanal.core.journeys.state import JourneyState


def may_be_not_taken(state: JourneyState, handover: str) -> frozenset[str]:
    """Return of whom it can be said that the other side of this hand-over did not take them: whom
    nobody has confirmed, and who came to that side by it last and is there still."""
    pairs = pair_up(state.events)
    if (here := pairs.get(handover)) is None:
        return frozenset()
    later = [one for one in pairs.values() if one.id != handover]
    there = {
        person
        for person in here.confirmed & state.persons.keys()
        if state.persons[person].custodian == here.receiver
        and not state.persons[person].given_to
        and here.move(person)
        and not any(_moved_later(one, here, person) for one in later)
    }
    return not_confirmed(state.problems, handover) | there


def _moved_later(other: Handover, here: Handover, person: str) -> bool:
    move, last = other.move(person), here.move(person)
    return move is not None and last is not None and move.at >= last.at


def without_doubted(events: Iterable[Event], handover: str) -> tuple[Event, ...]:
    """Return the events without the confirmations of a hand-over that one says are wrong, and
    nobody has repeated since: she is looked for from where she was given."""
    told = tuple(events)
    doubted = pair_up(told)[handover].doubted
    kept = (
        without_persons(event, doubted)
        if (event.kind, event.handover) == (EventKind.RECEIVED, handover)
        else event
        for event in told
    )
    return tuple(event for event in kept if event)
