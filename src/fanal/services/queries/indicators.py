"""Support and reintegration in numbers, of the whole house, from coded facts: without a key, and in
as many queries for a hundred thousand people as for one."""

from __future__ import annotations

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
from fanal.core.coded_facts.indicators import DayFigures, FirstContact
from fanal.core.coded_facts.leaving_shelters import (
    LeftShelters,
    back_to_exploiter,
    left_shelters,
    nights_of,
)
from fanal.core.coded_facts.periods import YEAR, ReportedPeriod
from fanal.core.shelters.kinds import IncidentKind
from fanal.core.words import Sentence, say
from fanal.services.queries.known_facts import ReadFacts, known_to, read_facts

REACHED = say("Reached since the return")

type Counts = list[tuple[Sentence, Sentence]]  # what, and how many as it is printed
type Tally = Mapping[CountedCode, int]


class CountedCode(Hashable, Protocol):
    """A code that says what it is."""

    def sentence(self) -> Sentence: ...


@dataclass(frozen=True)
class RateLine:
    """One line of the table: what is asked, of whom, and the answers of everybody. `of_known`: of
    how many is printed beside it, on this page or with the rates of reintegration."""

    name: Sentence
    of_whom: Sentence
    counts: FiveCounts
    of_known: bool = False

    @property
    def labelled(self) -> Counts:
        """The five counts, each with its name."""
        return self.counts.labelled()


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
    """What is counted of a period: of the whole house, or of what the reader knows herself."""

    lines: list[RateLine]
    stay: DayFigures
    contact: DayFigures
    refused_by: Tally
    refused_why: Tally
    incidents: Tally


@dataclass(frozen=True)
class _Beside:
    """The same of the house and of what the reader knows, and of each quarter of the year."""

    house: _Counted
    own: _Counted
    quarters: list[tuple[_Counted, _Counted]]


def indicators_page(user: User, period: ReportedPeriod, today: date) -> IndicatorsPage:
    """A quarter is read with its year: what the other quarters would tell of it is not printed. Nor
    is what a lead would learn of the other teams, taking her own from it."""
    quarters = [] if period.months == YEAR else period.quarters
    house = read_facts((quarters or [period])[0].first)
    hers = known_to(user, house)
    found, *each = (
        (_counted(house, one, today), _counted(hers, one, today)) for one in (period, *quarters)
    )
    beside = _Beside(*found, each)
    lines = [_line(n, beside) for n in range(len(beside.house.lines))]
    contact = _days(beside, lambda one: one.contact)
    reached = next(one.counts for one in lines if one.name == REACHED)
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


def _counted(read: ReadFacts, period: ReportedPeriod, today: date) -> _Counted:
    begun = reckon.plans_begun(read.plans, period)
    contact = reckon.first_contact(begun, read.waves, today)
    left = left_shelters(read.stays, period)
    refused = reckon.refusals(read.services, period)
    happened = (one.kind for one in read.incidents if period.covers(one.on))
    return _Counted(
        [
            _visits(reckon.first_visits(read.services, period, today)),
            *_care(read, period, today),
            _courses(reckon.courses_taken(read.courses, period, today)),
            *_after(contact, reckon.goals_by_her_word(begun, read.reviews, today)),
            _back(left),
        ],
        nights_of(left),
        contact.days,
        dict(reckon.refused_by(refused)),
        dict(reckon.refused_why(refused)),
        dict(reckon.by_code(IncidentKind, happened)),
    )


def _line(n: int, beside: _Beside) -> RateLine:
    def of(house: _Counted, own: _Counted) -> FiveCounts:
        return replace(house.lines[n].counts, known=own.lines[n].counts)

    counts = of(beside.house, beside.own).beside([of(*one) for one in beside.quarters])
    line = beside.house.lines[n]
    return replace(line, counts=counts.within() if line.of_known else counts)


def _days(beside: _Beside, of: Callable[[_Counted], DayFigures]) -> DayFigures:
    others = [of(house).of - of(own).of for house, own in beside.quarters]
    return of(beside.house).beside(of(beside.own).of, others)


def _by_code(beside: _Beside, of: Callable[[_Counted], Tally]) -> Counts:
    """The most frequent first; of what stands in the year alone that it is there, and no more."""
    found, own = of(beside.house), of(beside.own)
    each = [_rest(of(house), of(mine)) for house, mine in beside.quarters]
    among = dict.fromkeys(code for house, _own in beside.quarters for code in of(house))
    by_year = [one for one in among if tell_on_each_other([n.get(one, 0) for n in each])]
    apart = not_apart(_rest(found, own))
    shown = [
        (one, NOT_APART if one in apart else printed_of(n, own.get(one, 0)))
        for one, n in found.items()
        if one not in by_year
    ]
    shown += [(one, BY_YEAR) for one in by_year]
    return [(one.sentence(), n) for one, n in shown]


def _rest(house: Tally, own: Tally) -> Tally:
    """Of whom the reader knows nothing but these numbers."""
    return {one: n - own.get(one, 0) for one, n in house.items()}


def _visits(counts: FiveCounts) -> RateLine:
    name = say("First visit within 14 days")
    whom = say(
        "services asked for in the period. Said no: whoever it was. Lost: none was available, or "
        "nobody knows of a visit."
    )
    return RateLine(name, whom, counts)


def _care(read: ReadFacts, period: ReportedPeriod, today: date) -> list[RateLine]:
    names = {
        CameWithin.THREE_DAYS: say("Seen in care, came within 72 hours"),
        CameWithin.FIVE_DAYS: say("Seen in care, came after 72 and within 120 hours"),
    }
    whom = say(
        "a health worker was asked in the period. Reached: taken into care; the hour is kept in "
        "the care file alone. Lost: passed back, or not answered on the day."
    )
    return [
        RateLine(name, whom, reckon.care_reached(read.requests, came, period, today))
        for came, name in names.items()
    ]


def _courses(counts: FiveCounts) -> RateLine:
    whom = say(
        "courses that began in the period, or were offered in it, as each health worker counted "
        "those of the files that she keeps. Said no: she did not want it. Lost: nobody reaches "
        "her, or 28 days after the month no end is written. What nobody has counted is in no "
        "number."
    )
    return RateLine(say("Medicine after exposure to HIV (PEP) taken for 28 days"), whom, counts)


def _after(contact: FirstContact, hers: FiveCounts) -> list[RateLine]:
    return [
        RateLine(
            REACHED,
            say("returned in the period. Lost: not reached so far, 14 days and more after it."),
            contact.counts,
            of_known=True,
        ),
        RateLine(
            say("A goal as hoped or better, by her word"),
            say("plans that began in the period. Lost: nobody asked her in the first six months."),
            hers,
            of_known=True,
        ),
    ]


def _back(left: list[LeftShelters]) -> RateLine:
    return RateLine(
        say("Known to be exploited again: went back to whoever exploited her"),
        say(
            "people who left our shelters in the period, each once, as she left last. Lost: nobody "
            "knows where she went."
        ),
        back_to_exploiter(left),
        of_known=True,
    )
