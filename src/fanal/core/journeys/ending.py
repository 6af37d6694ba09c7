"""Who is still on the way when somebody would end a journey: nobody is lost by its end."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from fanal.core.errors import BadInput
from fanal.core.journeys.events import Event, EventKind
from fanal.core.journeys.problems import NOT_EXPLAINED
from fanal.core.journeys.state import JourneyStage, JourneyState, PersonState
from fanal.core.words import say

ON_HER_WAY = frozenset({EventKind.DEPARTED, EventKind.CROSSED, EventKind.GIVEN})
AFTER_DEPARTURE = frozenset({EventKind.CROSSED, EventKind.ARRIVED, EventKind.RETURNED})
THERE = frozenset({EventKind.ARRIVED, EventKind.RETURNED})


@dataclass(frozen=True, slots=True)
class StillAway:
    """`between`: she was given to somebody who has not said that she arrived."""

    one: PersonState
    between: bool


def still_away(state: JourneyState, escorts: Collection[str]) -> tuple[StillAway, ...]:
    """Return everybody who has left and of whom nobody has said that she is there, or who is said
    to be home while an escort has her; those between two custodians first. `escorts`: who only
    takes people along."""
    given = {
        person
        for problem in state.problems
        if problem.trouble in NOT_EXPLAINED
        for person in problem.persons
    }
    found = [
        StillAway(one, one.person in given)
        for one in state.persons.values()
        if one.person in given or _is_away(state, one, escorts)
    ]
    return tuple(sorted(found, key=lambda each: (not each.between, each.one.person)))


def _is_away(state: JourneyState, one: PersonState, escorts: Collection[str]) -> bool:
    if one.stage is JourneyStage.RETURNED:
        return one.custodian in escorts
    if one.stage is not JourneyStage.ON_THE_WAY:
        return False
    hers = (event for event in state.events if one.person in event.persons)
    last = [there for event in hers if (there := _is_there(event, escorts)) is not None]
    return not (last and last[-1])


def _is_there(event: Event, escorts: Collection[str]) -> bool | None:
    """Whether it says that she is where she was to go; None where it says nothing of that."""
    if event.kind is EventKind.RECEIVED:
        return event.custodian not in escorts
    return event.kind in THERE if event.kind in ON_HER_WAY | THERE else None


def last_step(state: JourneyState, person: str) -> Event:
    """Return the last that happened to her on a journey, more than that she was heard from."""
    hers = [event for event in state.events if person in event.persons]
    return [event for event in hers if event.kind is not EventKind.SIGN_OF_LIFE][-1]


def check_after_departure(event: Event, told: Iterable[Event]) -> None:
    """Refuse an arrival before the departure: one of the two hours is wrong, and she would be on
    the way for good. Raises `BadInput`."""
    if event.kind not in AFTER_DEPARTURE:
        return
    left = [one for one in told if one.kind is EventKind.DEPARTED]
    for person in event.persons:
        first = min((one.at for one in left if person in one.persons), default=event.at)
        if event.at < first:
            raise BadInput("at", say("This is before the departure ({at}).", at=first))


def to_leave(state: JourneyState) -> set[str]:
    """Return who has not left yet."""
    persons = state.persons.values()
    return {one.person for one in persons if one.stage is JourneyStage.IN_PREPARATION}
