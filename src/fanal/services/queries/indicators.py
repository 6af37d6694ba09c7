"""Support and reintegration in numbers, of the whole organisation, from coded facts: without a key,
and in as many queries for a hundred thousand people as for one."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from fanal.accounts.models import User
from fanal.core.care.windows import CameWithin
from fanal.core.coded_facts import indicators as reckon
from fanal.core.coded_facts.five_counts import (
    BY_YEAR,
    NOT_APART,
    FiveCounts,
    not_apart,
    printed_of,
    tell_on_each_other,
)
from fanal.core.coded_facts.indicators import DayFigures
from fanal.core.coded_facts.leaving_shelters import back_to_exploiter, left_shelters, nights_of
from fanal.core.coded_facts.periods import YEAR, ReportedPeriod
from fanal.core.number_pages import of_support as of
from fanal.core.number_pages.definitions import CodedWord, Defined
from fanal.core.number_pages.measures import COUNTED, OF_DAYS
from fanal.core.number_pages.printed import PrintedNumber, by_item, row_of
from fanal.core.shelters.kinds import IncidentKind
from fanal.core.words import Sentence
from fanal.services.queries.known_facts import ReadFacts, known_to, read_facts

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
    """What is counted of a period: of the whole organisation, or of what the reader knows."""

    lines: list[RateLine]
    stay: DayFigures
    contact: DayFigures
    refused_by: Tally
    refused_why: Tally
    incidents: Tally


@dataclass(frozen=True)
class _Beside:
    """The counts of the organisation beside those of what the reader knows, and of each quarter of
    the year."""

    house: _Counted
    own: _Counted
    quarters: list[tuple[_Counted, _Counted]]


def indicators_page(user: User, period: ReportedPeriod, today: date) -> IndicatorsPage:
    """A quarter is read with its year: what the other quarters would tell of it is not printed. Nor
    is what a lead would learn of the other teams, taking her own from it."""
    quarters = [] if period.months == YEAR else period.quarters
    house = read_facts((quarters or [period])[0].first)
    readable = known_to(user, house)
    whole, *each = (
        (
            _counted_indicators(house, each_period, today),
            _counted_indicators(readable, each_period, today),
        )
        for each_period in (period, *quarters)
    )
    beside = _Beside(*whole, each)
    lines = [_line(n, beside) for n in range(len(beside.house.lines))]
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
    def counted(house: _Counted, own: _Counted) -> FiveCounts:
        return replace(house.lines[n].counts, known=own.lines[n].counts)

    counts = counted(beside.house, beside.own).beside(
        [counted(*quarter) for quarter in beside.quarters]
    )
    line = beside.house.lines[n]
    return replace(line, counts=counts.within() if line.of_known else counts)


def _days(beside: _Beside, days: Callable[[_Counted], DayFigures]) -> DayFigures:
    others = [days(house).of - days(own).of for house, own in beside.quarters]
    return days(beside.house).beside(days(beside.own).of, others)


def _by_code(beside: _Beside, tally: Callable[[_Counted], Tally]) -> Counts:
    """The most frequent first; of what stands in the year alone that it is there, and no more."""
    tallied, own = tally(beside.house), tally(beside.own)
    each = [_rest(tally(house), tally(mine)) for house, mine in beside.quarters]
    among = dict.fromkeys(code for house, _own in beside.quarters for code in tally(house))
    by_year = [code for code in among if tell_on_each_other([n.get(code, 0) for n in each])]
    apart = not_apart(_rest(tallied, own))
    shown = [
        (code, NOT_APART if code in apart else printed_of(n, own.get(code, 0)))
        for code, n in tallied.items()
        if code not in by_year
    ]
    shown += [(code, BY_YEAR) for code in by_year]
    return [(code, n) for code, n in shown]


def _rest(house: Tally, own: Tally) -> Tally:
    """Return the counts of those of whom the reader knows nothing but these numbers."""
    return {code: n - own.get(code, 0) for code, n in house.items()}


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
