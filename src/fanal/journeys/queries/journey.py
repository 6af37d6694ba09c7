"""One journey: its people, its custodians, its legs, what is wrong and what to do."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from fanal.absences.queries import AgreedAbsence
from fanal.accounts.models import User
from fanal.cases import access as cases
from fanal.core.journeys.board import BoardRow, alike, worst_first
from fanal.core.journeys.custody import CustodyTrouble, When
from fanal.core.journeys.handovers import pair_up
from fanal.core.journeys.problems import NOT_EXPLAINED, Problem, not_confirmed
from fanal.core.journeys.state import JourneyState, state_of
from fanal.core.sealing.compartments import FILES
from fanal.core.words import Sentence
from fanal.journeys.models import Journey, JourneyCustodian, Leg, Paper
from fanal.journeys.numbers import number_of
from fanal.journeys.queries.awaited import what_was_counted, who_says_not_taken
from fanal.journeys.queries.board import rows_of, to_call
from fanal.journeys.queries.custodians import could_confirm, gave
from fanal.journeys.queries.custody import custody_troubles
from fanal.journeys.queries.departures import departures
from fanal.journeys.queries.events import events_of
from fanal.journeys.queries.go_no_go import absent_escorts
from fanal.journeys.queries.in_danger import with_danger
from fanal.journeys.queries.planned_custody import planned_by_custodian
from fanal.journeys.queries.signs_from_cases import with_heard
from fanal.sealed.references import with_rows


@dataclass(frozen=True)
class JourneyPage:
    """A journey as a page shows it; `codes` of people and `custodians` by id. `over`: what is still
    to be decided of it now that it has ended, by person."""

    journey: Journey
    state: JourneyState
    rows: list[BoardRow]
    codes: dict[str, str]
    custodians: dict[str, JourneyCustodian]
    over: list[tuple[str, CustodyTrouble]] = field(default_factory=list)

    @cached_property
    def labels(self) -> dict[str, str]:
        return {key: custodian.label for key, custodian in self.custodians.items()}

    @cached_property
    def not_known(self) -> frozenset[str]:
        return frozenset(key for key, custodian in self.custodians.items() if not custodian.known)

    @property
    def rows_alike(self) -> list[list[BoardRow]]:
        return alike(self.rows)

    @property
    # Proposed in forms, so that nobody chooses from a list of one; where two hold people a guess
    # would put somebody into the wrong hands.
    def only_custodian(self) -> JourneyCustodian | None:
        """The custodian who has everybody of it; None where several do, or nobody is on it."""
        held_by = {person.custodian for person in self.state.persons.values()}
        return self.custodians.get(held_by.pop()) if len(held_by) == 1 else None

    def named(self, persons: Iterable[str]) -> list[str]:
        return sorted(self.codes.get(person, "?") for person in persons)

    def people(self, only: Iterable[str] | None = None) -> list[tuple[str, str]]:
        """Return choices for a form, by code."""
        wanted = self.codes if only is None else only
        return sorted(((code, self.codes[code]) for code in wanted), key=lambda pair: pair[1])


def seen(journey: Journey, now: datetime, user: User | None = None) -> JourneyPage:
    """Return the journey as a page of `user` shows it; without one, no troubles of custodians."""
    # What their cases heard of those who are back counts too, or the page would ask for somebody
    # who has called already.
    events = events_of(journey.happenings.all())[journey.id]
    (state,) = with_heard([(state_of(events), journey.ended_on is not None)])
    custody = custody_troubles([(journey, state)], now, user) if user else None
    codes = {
        str(row.person_id): row.person.code_name
        for row in journey.travellers.select_related("person")
    }
    custodians = with_rows(journey.custodians.all(), "partner", "team", "colleagues")
    by_id = {str(custodian.id): custodian for custodian in custodians}
    rows = rows_of(journey, state, now, custody, departures([(journey, state)]))
    over = [
        (person, trouble)
        for person, troubles in (custody or {}).get(journey.id, {}).items()
        for trouble in troubles
        if trouble.when is When.OVER and not trouble.decided
    ]
    return JourneyPage(journey, state, worst_first(with_danger(rows, now)), codes, by_id, over)


def cases_by_person(journey: Journey, user: User) -> dict[str, str]:
    """The case in which each travels, where `user` may open its documents: ids of persons to ids of
    cases."""
    # Papers are sealed with the case: a link that opens to a refusal tells that there is one.
    rows = journey.travellers.filter(case__in=cases.cases_with(user, FILES))
    return {str(person): str(case) for person, case in rows.values_list("person", "case")}


def teams_elsewhere(journey: Journey, user: User) -> dict[str, str]:
    """Return the team that has the case of each who travels in one that `user` does not open, by
    the id of the person."""
    rows = journey.travellers.exclude(case__in=cases.cases_for(user).order_by().values("id"))
    links = rows.order_by().values_list("person", "case__team__name")
    return {str(person): team for person, team in links if team}


@dataclass(frozen=True)
class ShownProblem:
    """A problem as shown. `phones`: of both sides of the hand-over it is about, or of whoever holds
    them. `counted`: what was said of it: by the receiving side, by number, or that she does not
    come along."""

    problem: Problem
    who: list[str]
    phones: list[tuple[str, str]]
    counted: str

    @property
    def ends_by_words(self) -> bool:
        # Somebody who is missing is not explained away by a sentence: she has to be found.
        return self.problem.trouble not in NOT_EXPLAINED


def troubles(found: JourneyPage) -> list[ShownProblem]:
    """Return the problems, red ones first."""
    # `sorted` is stable: among the red ones the order of events stays.
    ordered = sorted(found.state.problems, key=lambda problem: not problem.red)
    return [
        ShownProblem(
            problem,
            found.named(problem.persons),
            _phones(found, problem),
            what_was_counted(found.state, problem),
        )
        for problem in ordered
    ]


def _phones(page: JourneyPage, problem: Problem) -> list[tuple[str, str]]:
    # First those of this hand-over: both sides know of it, and one of them has her. Whoever holds
    # them now is asked where a problem is about no hand-over.
    events = [e for e in page.state.events if problem.handover and e.handover == problem.handover]
    ids = [key for event in events for key in (event.custodian, event.to)]
    persons = page.state.persons
    ids = ids or [persons[person].custodian for person in problem.persons if person in persons]
    named = [page.custodians[key] for key in dict.fromkeys(ids) if key in page.custodians]
    about = [row for row in page.rows if row.person in problem.persons]
    # One rule for all pages on whom to call in place of a telephone that is in other hands.
    for row in about:
        named = to_call(row, named)
    return [(custodian.label, custodian.phone) for custodian in named if number_of(custodian)]


@dataclass(frozen=True)
class ShownCustodian:
    """A custodian as the page shows it, with what stands against it for anybody on the journey, and
    those of ours among it who are away then. `passed_on`: has nobody any more,
    nor a leg to come."""

    custodian: JourneyCustodian
    against: list[CustodyTrouble]
    waits: bool
    removable: bool
    absent: list[AgreedAbsence]
    passed_on: bool

    @property
    def over(self) -> bool:
        warns = self.against or self.waits or self.absent or not self.custodian.known
        return self.passed_on and not warns

    @property
    def red(self) -> bool:
        return any(trouble.red for trouble in self.against)

    @property
    def undecided(self) -> bool:
        return any(not trouble.decided for trouble in self.against)


def custodians(found: JourneyPage, user: User, now: datetime) -> list[ShownCustodian]:
    troubles = planned_by_custodian(found.journey, now, user)
    # Waits for a second person: nothing more can be asked of it meanwhile.
    open_ones = found.journey.decisions.filter(second=None, ended_on=None)
    waiting = set(open_ones.values_list("custodian", flat=True))
    # Whoever an event or a leg names stays: events are never rewritten.
    used = {key for event in found.state.events for key in (event.custodian, event.to)}
    legs, people = found.journey.legs.all(), found.state.persons.values()
    used |= {str(leg.hands_id) for leg in legs}
    had = {key for one in people for key in one.held_by}
    had -= {key for one in people for key in (one.custodian, *one.given_to)}
    had -= {str(leg.hands_id) for leg in legs if leg.arrives >= now}
    away = absent_escorts(found.journey, now.date())
    return [
        ShownCustodian(
            custodian,
            troubles.get(str(custodian.id), []),
            custodian.id in waiting,
            str(custodian.id) not in used,
            away.get(custodian.id, []),
            str(custodian.id) in had,
        )
        for custodian in found.custodians.values()
    ]


@dataclass(frozen=True)
class Against:
    """One thing that stands against whoever holds somebody, or will, and whom it is about."""

    trouble: CustodyTrouble
    who: list[str]


def custody(found: JourneyPage) -> list[Against]:
    """Return what stands against custodians: red first, each once, with all whom it is about."""
    # Twelve travellers with one escort: one line with twelve codes.
    about: dict[tuple[Sentence, str, When, bool], tuple[CustodyTrouble, set[str]]] = {}
    shown = [(row.person, one) for row in found.rows for one in row.custody if one.shown]
    for person, trouble in (*shown, *found.over):
        key = (trouble.sentence, trouble.custodian, trouble.when, trouble.decided)
        about.setdefault(key, (trouble, set()))[1].add(person)
    rows = [Against(trouble, found.named(persons)) for trouble, persons in about.values()]
    return sorted(rows, key=lambda one: not one.trouble.red)


@dataclass(frozen=True)
class UnconfirmedHandover:
    """A hand-over that was not confirmed to the end. `kept`: who says that they were not taken."""

    handover: str
    giver: str
    receiver: str
    persons: list[tuple[str, str]]
    gave: bool
    others: list[User]
    kept: list[str]


def waiting(found: JourneyPage, user: User) -> list[UnconfirmedHandover]:
    """Return the hand-overs that wait; where `user` gave, `others` may confirm."""
    pairs = pair_up(found.state.events)
    return [
        UnconfirmedHandover(
            problem.handover,
            found.labels.get(pairs[problem.handover].giver, ""),
            found.labels.get(pairs[problem.handover].receiver, ""),
            found.people(problem.persons),
            *confirms(found, problem.handover, user),
            who_says_not_taken(found.state, problem.handover),
        )
        for problem in found.state.problems
        if problem.trouble == "not_confirmed"
    ]


def confirms(found: JourneyPage, handover: str, user: User) -> tuple[bool, list[User]]:
    """Whether `user` is of the giving side, and who may confirm then."""
    handover_state = pair_up(found.state.events)[handover]
    giver = found.custodians.get(handover_state.giver)
    # Whoever gave cannot confirm that she arrived: both sides say so apart.
    if not gave(giver, handover_state, user):
        return False, []
    receiver = found.custodians.get(handover_state.receiver)
    return True, could_confirm(found.journey, giver, receiver, handover_state)


def waits_for(found: JourneyPage, handover: str) -> list[tuple[str, str]]:
    """Return those of the journey whom this hand-over waits for."""
    waits = not_confirmed(found.state.problems, handover)
    return [pair for pair in found.people() if pair[0] in waits]


def waiting_first(found: JourneyPage, handover: str) -> list[tuple[str, str]]:
    """Return everybody of the journey, those whom this hand-over waits for before the others."""
    waits = waits_for(found, handover)
    # The others stay in the list: who arrived with the wrong group has to be written down too.
    return sorted(found.people(), key=lambda pair: pair not in waits)


def legs(journey: Journey) -> list[Leg]:
    return with_rows(journey.legs.all(), "start", "end", "crossing", "hands")


def papers(journey: Journey) -> list[list[Paper]]:
    """Return the papers of everybody, those of one kind that one custodian holds together."""
    rows = Paper.objects.filter(traveller__journey=journey)
    together: dict[tuple[str, object], list[Paper]] = {}
    for paper in with_rows(rows.select_related("traveller__person"), "held_by"):
        together.setdefault((paper.kind, paper.held_by_id), []).append(paper)
    return list(together.values())
