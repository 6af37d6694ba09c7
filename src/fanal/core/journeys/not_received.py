"""People whom the other side may not have taken, and from whom a rescue gets them."""

from collections.abc import Collection, Iterable, Mapping

from fanal.core.errors import BadInput
from fanal.core.journeys.events import Event, EventKind
from fanal.core.journeys.handovers import Handover, pair_up, without_persons
from fanal.core.journeys.planning import RESCUE
from fanal.core.journeys.problems import not_confirmed
from fanal.core.journeys.state import JourneyState, PersonState
from fanal.core.words import say


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
