"""Reconciliation of a group: who is missing between two columns, by name."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from fanal.core.journeys.events import Event, EventKind
from fanal.core.journeys.handovers import pair_up
from fanal.core.journeys.state import JourneyState
from fanal.core.words import LabelledEnum, say


class CountColumn(LabelledEnum):
    PREPARED = "prepared", say("prepared")
    DEPARTED = "departed", say("departed")
    CROSSED = "crossed", say("crossed")
    ARRIVED = "arrived", say("arrived")
    RECEIVED = "received", say("received")
    SEEN_AFTER_RETURN = "seen_after_return", say("seen after return")


_BY_KIND = {
    EventKind.PREPARED: CountColumn.PREPARED,
    EventKind.DEPARTED: CountColumn.DEPARTED,
    EventKind.CROSSED: CountColumn.CROSSED,
    EventKind.ARRIVED: CountColumn.ARRIVED,
}


@dataclass(frozen=True, slots=True)
class Gap:
    """Persons in `before` who are not in `after`, and who never left by their own will."""

    before: CountColumn
    after: CountColumn
    persons: tuple[str, ...]


def columns(state: JourneyState) -> dict[CountColumn, frozenset[str]]:
    """Return who was named at each step. Strangers count too: a person too many must be seen."""
    found: dict[CountColumn, set[str]] = {column: set() for column in CountColumn}
    for event in state.events:
        if event.kind in _BY_KIND:
            found[_BY_KIND[event.kind]] |= event.persons
    found[CountColumn.RECEIVED] = _received(state)
    for one in state.persons.values():
        back = one.returned_at
        # After the return, not at it: to be brought home is not to have been seen there since.
        if back is not None and any(s.proves and s.at > back for s in one.signs):
            found[CountColumn.SEEN_AFTER_RETURN].add(one.person)
    return {column: frozenset(persons) for column, persons in found.items()}


def _received(state: JourneyState) -> set[str]:
    """Return who was confirmed at the last hand-over that names her, since she departed.

    That an escort took her over before the way began is not that she was received at its end.
    """
    departed: dict[str, datetime] = {}
    last: dict[str, tuple[datetime, str]] = {}
    for event in state.events:
        for person in event.persons:
            if event.kind is EventKind.DEPARTED:
                departed.setdefault(person, event.at)
            if event.kind in (EventKind.GIVEN, EventKind.RECEIVED):
                last[person] = max(last.get(person, (event.at, "")), (event.at, event.handover))
    pairs = pair_up(state.events)
    confirmed = {
        (person, event.handover)
        for event in state.events
        if event.kind is EventKind.RECEIVED and _right(state, event)
        # Whoever is looked for since one said that she did not arrive is not received.
        for person in event.persons - pairs[event.handover].doubted
    }
    return {
        person
        for person, (at, handover) in last.items()
        if (person, handover) in confirmed and at >= departed.get(person, at)
    }


def _right(state: JourneyState, received: Event) -> bool:
    """Whether it is the side to which somebody was given, or nobody was given at all."""
    given = (
        event
        for event in state.events
        if event.kind is EventKind.GIVEN and event.handover == received.handover
    )
    first = next(given, None)
    # Counted also where nobody was given: who is physically there must not be missing in the count;
    # the problem is shown apart.
    return first is None or first.to == received.custodian


def gaps(state: JourneyState) -> tuple[Gap, ...]:
    """Return between each two columns that have anybody in them who is in the first
    and not the next."""
    # A step that nobody noted is passed over: otherwise everybody would be missing there.
    by_column = {column: persons for column, persons in columns(state).items() if persons}
    used = list(by_column)
    # A reason is kept only when two have said that she left (`state._let_go`).
    left = {one.person for one in state.persons.values() if one.reason}
    return tuple(
        Gap(before, after, tuple(sorted(by_column[before] - by_column[after] - left)))
        for before, after in pairwise(used)
        if by_column[before] - by_column[after] - left
    )


def counts_by(state: JourneyState, group: Mapping[str, str]) -> dict[str, dict[CountColumn, int]]:
    """Numbers of each column for each group, for instance by nationality; '' where not known."""
    by_column = columns(state)
    # Everybody who is named anywhere, so that strangers and those of no known group make up the
    # sum.
    names = sorted({group.get(person, "") for persons in by_column.values() for person in persons})
    return {
        name: {
            column: sum(group.get(person, "") == name for person in persons)
            for column, persons in by_column.items()
        }
        for name in names
    }
