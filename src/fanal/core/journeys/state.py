"""The state of a journey, computed from its events: each person, with exactly one custodian.

The state depends on the set of events alone: not on their order, nor on how often each came.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from fanal.core.journeys.events import Event, EventKind, LifeSign
from fanal.core.journeys.handovers import (
    CustodyMove,
    Handover,
    pair_up,
    without_wrong_confirmations,
)
from fanal.core.journeys.head_counts import not_all_there
from fanal.core.journeys.problems import Problem, ProblemKind
from fanal.core.journeys.problems_of_state import (
    is_settled,
    problem_about,
    strangers_in,
    told_differently,
    without_passed_on,
)
from fanal.core.journeys.still_travelling import back_since, found_again, last_seen, let_go
from fanal.core.words import LabelledEnum, say


class JourneyStage(LabelledEnum):
    IN_PREPARATION = "in_preparation", say("in preparation")
    ON_THE_WAY = "on_the_way", say("on the way")
    RETURNED = "returned", say("returned")
    LEFT = "left", say("went her own way")


@dataclass(frozen=True, slots=True)
class PersonState:
    """The state of one person on a journey.

    `custodian` holds her since `since`; `signs`: all, oldest first; `held_by`: all who held her, in
    order. `given_to`: to whom `custodian` gave her, unconfirmed. `kept`: whether her case says who
    has her since, None if it never did. `left_at`: she goes on without us or, by `stays`, stays."""

    person: str
    stage: JourneyStage
    custodian: str
    since: datetime
    signs: tuple[LifeSign, ...] = ()
    returned_at: datetime | None = None
    reason: str = ""
    left_at: datetime | None = None
    stays: bool = False
    held_by: tuple[str, ...] = ()
    given_to: tuple[str, ...] = ()
    kept: bool | None = None

    @property
    def last_sign(self) -> LifeSign | None:
        return self.signs[-1] if self.signs else None

    @property
    def last_proof(self) -> LifeSign | None:
        return next((sign for sign in reversed(self.signs) if sign.proves), None)


@dataclass(frozen=True)
class JourneyState:
    """The state of a journey. `named_only`: persons whom an event names and nobody put on it;
    `events`: those that count; `all_events`: with the confirmations that were a mistake."""

    persons: Mapping[str, PersonState]
    named_only: frozenset[str]
    problems: tuple[Problem, ...]
    events: tuple[Event, ...] = field(repr=False)
    all_events: tuple[Event, ...] = field(repr=False)

    @property
    def red(self) -> bool:
        return any(problem.red for problem in self.problems)

    def problems_of(self, person: str) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if person in problem.persons)


def state_of(events: Iterable[Event]) -> JourneyState:
    """Return what `events` say together. Never loses a person; never invents a custodian."""
    # A set: the same event comes twice when a line drops. `repr` orders two that share an id.
    every = tuple(sorted(set(events), key=lambda event: (event.order, repr(event))))
    ordered = without_wrong_confirmations(every)
    about: dict[str, list[Event]] = {}
    for event in ordered:
        for person in event.persons:
            about.setdefault(person, []).append(event)
    handovers = pair_up(ordered)
    departed = next((event.at for event in ordered if event.kind is EventKind.DEPARTED), None)
    persons: dict[str, PersonState] = {}
    passed: dict[str, list[CustodyMove]] = {}
    problems = [*told_differently(every)]
    for person in sorted(about):
        if any(event.kind is EventKind.PREPARED for event in about[person]):
            one, moves, found = _person(person, about[person], handovers, departed)
            persons[person], passed[person] = one, moves
            problems += found
    for handover in handovers.values():
        found = [without_passed_on(p, handover, passed, about) for p in handover.problems()]
        problems += [*found, *not_all_there(handover, found, ordered)]
    strangers = frozenset(about) - frozenset(persons)
    problems += strangers_in(strangers, about)
    open_ones = {problem for problem in problems if not is_settled(problem, ordered)}
    return JourneyState(persons, strangers, tuple(sorted(open_ones)), ordered, every)


def _person(
    person: str, events: list[Event], handovers: Mapping[str, Handover], departed: datetime | None
) -> tuple[PersonState, list[CustodyMove], list[Problem]]:
    starts = [event for event in events if event.kind is EventKind.PREPARED]
    passed, problems = _walk(person, starts[0], events, handovers)
    if len({event.custodian for event in starts}) > 1:
        problems.append(problem_about(ProblemKind.TWO_HANDS_AT_START, person, starts))
    if departed is not None and departed < starts[0].at:
        problems.append(problem_about(ProblemKind.ADDED_AFTER_DEPARTURE, person, starts[:1]))
    left = [event for event in events if event.kind is EventKind.LEFT]
    gone = let_go(events, last_seen(events))
    if left and not gone and not found_again(left, events):
        problems.append(problem_about(ProblemKind.LEFT_SAID_BY_ONE, person, left))
    custodian = passed[-1].receiver if passed else starts[0].custodian
    open_ones = _not_confirmed(person, events, handovers, custodian)
    given_to = tuple(dict.fromkeys(handover.receiver for handover in open_ones))
    if len(given_to) > 1:
        given = [event for one in open_ones for event in one.given]
        problems.append(problem_about(ProblemKind.GIVEN_TO_TWO, person, given))
    state = PersonState(
        person,
        _stage(events),
        custodian=(gone.to if gone else "") or custodian,
        since=max([starts[0].at, *(move.at for move in passed)]),
        signs=tuple(_signs(events, _doubted(person, handovers))),
        returned_at=back_since(events),
        reason=gone.reason if gone else "",
        left_at=gone.at if gone else None,
        stays=bool(gone and gone.to),
        held_by=(starts[0].custodian, *(move.receiver for move in passed)),
        given_to=given_to,
    )
    return state, passed, problems


def _walk(
    person: str, start: Event, events: list[Event], handovers: Mapping[str, Handover]
) -> tuple[list[CustodyMove], list[Problem]]:
    """Follow her from custodian to custodian. A move by one who does not hold her moves nobody."""
    ids = sorted({event.handover for event in events if event.handover in handovers})
    moves = [move for one in ids if (move := handovers[one].move(person)) is not None]
    moves.sort(key=lambda move: (move.at, move.handover))
    custodian, since = start.custodian, start.at
    passed, problems = [], []
    # By who gives, not by time alone: clocks are wrong, but nobody gives whom they do not hold.
    while (move := _next(moves, custodian)) is not None:
        moves.remove(move)
        if move.at < since:
            problems.append(Problem(ProblemKind.CLOCK, (person,), (), move.handover))
        passed.append(move)
        custodian, since = move.receiver, max(since, move.at)
    # Reported, not dropped: somebody claims to have given her who did not have her.
    for unused in moves:
        problems.append(Problem(ProblemKind.NOT_IN_THEIR_HANDS, (person,), (), unused.handover))
    return passed, problems


def _not_confirmed(
    person: str, events: list[Event], handovers: Mapping[str, Handover], custodian: str
) -> list[Handover]:
    """The hand-overs in which `custodian` gave her, and the other side has not confirmed it."""
    ids = sorted({event.handover for event in events if event.handover in handovers})
    named = (handovers[one] for one in ids)
    return [
        one
        for one in named
        if one.giver == custodian
        and (given := one.first(person, EventKind.GIVEN)) is not None
        and not one.move(person)
        and person not in one.not_taken
        and not let_go(events, given.at)
    ]


def _next(moves: list[CustodyMove], custodian: str) -> CustodyMove | None:
    return next((move for move in moves if move.giver == custodian), None)


def _stage(events: list[Event]) -> JourneyStage:
    kinds = {event.kind for event in events}
    if let_go(events, last_seen(events)):
        return JourneyStage.LEFT
    if back_since(events) is not None:
        return JourneyStage.RETURNED
    on_the_way = {
        EventKind.DEPARTED,
        EventKind.CROSSED,
        EventKind.ARRIVED,
        EventKind.GIVEN,
        EventKind.RECEIVED,
        EventKind.RETURNED,
    }
    return JourneyStage.ON_THE_WAY if kinds & on_the_way else JourneyStage.IN_PREPARATION


def _signs(events: list[Event], doubted: frozenset[str]) -> Iterator[LifeSign]:
    for event in events:
        if event.shows is not None:
            yield LifeSign(event.at, event.shows, event.id, event.day, event.id in doubted)


def _doubted(person: str, handovers: Mapping[str, Handover]) -> frozenset[str]:
    """Return by id the confirmations of which one says that she did not arrive."""
    doubted = (one for one in handovers.values() if person in one.doubted)
    return frozenset(event.id for one in doubted for event in one.received)
