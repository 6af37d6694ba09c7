"""Support and reintegration in numbers, of the whole organisation, from coded facts: without a key,
and in as many queries for a hundred thousand people as for one."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from typing import Protocol
from uuid import UUID

from fanal.accounts.access import teams_counted_together
from fanal.accounts.models import User
from fanal.core.care.windows import CameWithin
from fanal.core.coded_facts import indicators as reckon
from fanal.core.coded_facts.day_figures import DayFigures
from fanal.core.coded_facts.leaving_shelters import back_to_exploiter, left_shelters, nights_of
from fanal.core.coded_facts.outcome_rates import (
    BY_YEAR,
    NOT_APART,
    FiveCounts,
    not_apart,
    printed_of,
    tell_on_each_other,
)
from fanal.core.coded_facts.periods import YEAR, ReportedPeriod
from fanal.core.number_pages import support as of
from fanal.core.number_pages.definitions import CodedWord, Defined
from fanal.core.number_pages.measures import COUNTED, OF_DAYS
from fanal.core.number_pages.printed import PrintedNumber, by_item, row_of
from fanal.core.shelters.kinds import IncidentKind
from fanal.core.words import Sentence
from fanal.services.queries.known_facts import (
    NOTHING,
    ReadFacts,
    by_who_knows,
    known_to,
    read_facts,
)

type Counts = list[tuple[CodedWord, Sentence]]  # what, and how many as it is printed
type Tally = Mapping[CountedCode, int]


class CountedCode(Hashable, CodedWord, Protocol):
    """A code that says what it is."""


@dataclass(frozen=True)
class RateLine:
    """One line of the table: what is asked, of whom, and the answers of everybody. `of_known`: of
    how many is printed beside it, on this page or with the rates of reintegration."""

    line: Defined
    counts: FiveCounts
    of_known: bool = False

    @property
    def name(self) -> Sentence:
        return self.line.name

    @property
    def of_whom(self) -> Sentence:
        return self.line.what

    @property
    def labelled(self) -> list[tuple[Sentence, Sentence]]:
        """The five counts, each with its name."""
        return self.counts.labelled()

    @property
    def printed(self) -> list[Sentence]:
        """All seven numbers of the line."""
        return [*self.counts.columns(), self.counts.of_reached(), self.counts.between()]


@dataclass(frozen=True)
class IndicatorsPage:
    period: ReportedPeriod
    lines: list[RateLine]
    stay: DayFigures
    contact: DayFigures
    refused_by: Counts
    refused_why: Counts
    incidents: Counts


@dataclass(frozen=True)
class _Counted:
    """What is counted of a period: of the whole organisation, or of what some reader knows."""

    lines: list[RateLine]
    stay: DayFigures
    contact: DayFigures
    refused_by: Tally
    refused_why: Tally
    incidents: Tally

    def plus(self, other: _Counted) -> _Counted:
        each = zip(self.lines, other.lines, strict=True)
        return _Counted(
            [replace(one, counts=one.counts.plus(two.counts)) for one, two in each],
            DayFigures(self.stay.of + other.stay.of, None),
            DayFigures(self.contact.of + other.contact.of, None),
            _sum(self.refused_by, other.refused_by),
            _sum(self.refused_why, other.refused_why),
            _sum(self.incidents, other.incidents),
        )


@dataclass(frozen=True)
class _Period:
    """What is counted of a period: of the whole organisation, and of it what each reader knows."""

    house: _Counted
    known: list[_Counted]


@dataclass(frozen=True)
class _Beside:
    """The counts of a period beside those of each quarter of the year."""

    whole: _Period
    quarters: list[_Period]


def indicators_page(user: User, period: ReportedPeriod, today: date) -> IndicatorsPage:
    """A quarter is read with its year: what the other quarters would tell of it is not printed. Nor
    is what one or two readers would learn of the other teams, taking their own from it (ADR 36)."""
    quarters = [] if period.months == YEAR else period.quarters
    house = read_facts((quarters or [period])[0].first)
    read = _ReadFacts(house, known_to(user, house), by_who_knows(house), teams_counted_together())
    whole, *each = (_in_period(read, one, today) for one in (period, *quarters))
    beside = _Beside(whole, each)
    lines = [_line(n, beside) for n in range(len(whole.house.lines))]
    contact = _days(beside, lambda one: one.contact)
    reached = next(line.counts for line in lines if line.line is of.REACHED_SINCE)
    if reached.instead:  # of how many the days are would be the number of the reached
        contact = replace(contact, instead=reached.instead)
    return IndicatorsPage(
        period,
        lines,
        _days(beside, lambda one: one.stay),
        contact,
        _by_code(beside, lambda one: one.refused_by),
        _by_code(beside, lambda one: one.refused_why),
        _by_code(beside, lambda one: one.incidents),
    )


@dataclass(frozen=True)
class _ReadFacts:
    """The facts of the organisation: of these what the reader knows, what is known to the same
    teams, and the teams whose people one or two readers can count."""

    house: ReadFacts
    own: ReadFacts
    by_teams: Mapping[frozenset[UUID], ReadFacts]
    together: Iterable[frozenset[UUID]]


def _in_period(read: _ReadFacts, period: ReportedPeriod, today: date) -> _Period:
    own = _counted_indicators(read.own, period, today)
    nothing = _counted_indicators(NOTHING, period, today)
    each = {
        teams: _counted_indicators(facts, period, today) for teams, facts in read.by_teams.items()
    }
    known = [
        reduce(_Counted.plus, (one for those, one in each.items() if those & teams), nothing)
        for teams in read.together
    ]
    return _Period(_counted_indicators(read.house, period, today), [own, *known])


def _counted_indicators(read: ReadFacts, period: ReportedPeriod, today: date) -> _Counted:
    begun = reckon.plans_begun(read.plans, period)
    contact = reckon.first_contact(begun, read.waves, today)
    left = left_shelters(read.stays, period)
    by_her_word = reckon.goals_by_her_word(begun, read.reviews, today)
    refused = reckon.refusals(read.services, period)
    happened = (incident.kind for incident in read.incidents if period.covers(incident.on))
    return _Counted(
        [
            RateLine(of.FIRST_VISIT, reckon.first_visits(read.services, period, today)),
            *_care(read, period, today),
            RateLine(of.HIV_COURSE, reckon.courses_taken(read.courses, period, today)),
            RateLine(of.REACHED_SINCE, contact.counts, of_known=True),
            RateLine(of.GOAL_BY_HER_WORD, by_her_word, of_known=True),
            RateLine(of.BACK_TO_EXPLOITER, back_to_exploiter(left), of_known=True),
        ],
        nights_of(left),
        contact.days,
        dict(reckon.refused_by(refused)),
        dict(reckon.refused_why(refused)),
        dict(reckon.by_code(IncidentKind, happened)),
    )


def _line(n: int, beside: _Beside) -> RateLine:
    def counted(period: _Period) -> FiveCounts:
        known = tuple(one.lines[n].counts for one in period.known)
        return replace(period.house.lines[n].counts, known=known)

    counts = counted(beside.whole).beside([counted(quarter) for quarter in beside.quarters])
    line = beside.whole.house.lines[n]
    return replace(line, counts=counts.within() if line.of_known else counts)


def _days(beside: _Beside, days: Callable[[_Counted], DayFigures]) -> DayFigures:
    def others(period: _Period) -> list[int]:
        house = days(period.house).of
        return [house, *(house - days(one).of for one in period.known)]

    quarters = zip(*map(others, beside.quarters), strict=True)
    return days(beside.whole.house).beside((days(one).of for one in beside.whole.known), quarters)


def _by_code(beside: _Beside, tally: Callable[[_Counted], Tally]) -> Counts:
    """The most frequent first; of what stands in the year alone that it is there, and no more."""
    tallied, known = tally(beside.whole.house), [tally(one) for one in beside.whole.known]
    by_year = _only_by_year(beside, tally)
    apart = {code for rest in _rests(beside.whole, tally) for code in not_apart(rest)}
    shown = [
        (code, NOT_APART if code in apart else printed_of(n, (own.get(code, 0) for own in known)))
        for code, n in tallied.items()
        if code not in by_year
    ]
    shown += [(code, BY_YEAR) for code in by_year]
    return [(code, n) for code, n in shown]


def _only_by_year(beside: _Beside, tally: Callable[[_Counted], Tally]) -> list[CountedCode]:
    among = dict.fromkeys(code for quarter in beside.quarters for code in tally(quarter.house))
    readers = list(zip(*(_rests(quarter, tally) for quarter in beside.quarters), strict=True))
    return [
        code
        for code in among
        if any(tell_on_each_other([n.get(code, 0) for n in each]) for each in readers)
    ]


def _rests(period: _Period, tally: Callable[[_Counted], Tally]) -> list[Tally]:
    """Return the counts, and for each reader those of whom she knows nothing but these numbers."""
    house = tally(period.house)
    known = (tally(one) for one in period.known)
    return [house, *({code: n - own.get(code, 0) for code, n in house.items()} for own in known)]


def _sum(one: Tally, other: Tally) -> Tally:
    return {code: one.get(code, 0) + other.get(code, 0) for code in one.keys() | other.keys()}


def _care(read: ReadFacts, period: ReportedPeriod, today: date) -> list[RateLine]:
    lines = {CameWithin.THREE_DAYS: of.CARE_IN_72, CameWithin.FIVE_DAYS: of.CARE_IN_120}
    return [
        RateLine(line, reckon.care_reached(read.requests, came, period, today))
        for came, line in lines.items()
    ]


def numbers_of(page: IndicatorsPage) -> list[PrintedNumber]:
    """Return every number of the page, as it is printed there."""
    by_code = (
        (of.REFUSED_BY, page.refused_by),
        (of.REFUSED_WHY, page.refused_why),
        (of.INCIDENTS, page.incidents),
    )
    return [
        *(n for line in page.lines for n in row_of(line.line, of.RATES, line.printed)),
        *row_of(of.NIGHTS, OF_DAYS, page.stay.columns()),
        *row_of(of.DAYS_TO_CONTACT, OF_DAYS, page.contact.columns()),
        *(n for line, counts in by_code for n in by_item(line, COUNTED, counts)),
    ]
