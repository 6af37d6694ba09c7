"""Support and reintegration in numbers, of the whole house, from coded facts: without a key, and in
as many queries for a hundred thousand people as for one."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from fanal.coded_facts.queries import histories
from fanal.core.care.windows import CameWithin
from fanal.core.coded_facts import indicators as reckon
from fanal.core.coded_facts.checks import Codes
from fanal.core.coded_facts.five_counts import BY_YEAR, FiveCounts, printed, tell_on_each_other
from fanal.core.coded_facts.indicators import CodedHistory, DayFigures, FirstContact
from fanal.core.coded_facts.periods import YEAR, ReportedPeriod
from fanal.core.shelters.kinds import IncidentKind
from fanal.core.words import Sentence, say
from fanal.shelters.models import Incident

type Counts = list[tuple[Sentence, Sentence]]  # what, and how many as it is printed


class CountedCode(Hashable, Protocol):
    """A code that says what it is."""

    def sentence(self) -> Sentence: ...


@dataclass(frozen=True)
class RateLine:
    """One line of the table: what is asked, of whom, and the answers of everybody."""

    name: Sentence
    of_whom: Sentence
    counts: FiveCounts

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
class _Read:
    """The facts of a year; who began a plan in its last days was reached in the next."""

    services: list[CodedHistory]
    requests: list[CodedHistory]
    courses: list[CodedHistory]
    stays: list[CodedHistory]
    plans: list[CodedHistory]
    waves: list[CodedHistory]
    reviews: list[CodedHistory]

    def refusals(self, period: ReportedPeriod) -> list[Codes]:
        return reckon.refusals(self.services, period)


def _read(first: date) -> _Read:
    since = ("service_given", first), ("care", first), ("care_count", None), ("stay", first)
    plans = ("plan", None), ("wave", first), ("goal_review", first)
    return _Read(*(histories(kind, day) for kind, day in (*since, *plans)))


def indicators_page(period: ReportedPeriod, today: date) -> IndicatorsPage:
    """A quarter is read with its year: what the other quarters would tell of it is not printed."""
    quarters = [] if period.months == YEAR else period.quarters
    read = _read((quarters or [period])[0].first)
    each = [_lines(read, one, today) for one in quarters]
    lines = [
        replace(line, counts=line.counts.beside([one[n].counts for one in each]))
        for n, line in enumerate(_lines(read, period, today))
    ]
    begun = reckon.plans_begun(read.plans, period)
    return IndicatorsPage(
        period,
        lines,
        reckon.length_of_stay(reckon.stays_left(read.stays, period)),
        reckon.first_contact(begun, read.waves, today).days,
        _by_code(lambda one: reckon.refused_by(read.refusals(one)), period, quarters),
        _by_code(lambda one: reckon.refused_why(read.refusals(one)), period, quarters),
        _by_code(_incidents, period, quarters),
    )


def _lines(read: _Read, period: ReportedPeriod, today: date) -> list[RateLine]:
    begun = reckon.plans_begun(read.plans, period)
    return [
        _visits(reckon.first_visits(read.services, period, today)),
        *_care(read, period, today),
        _courses(reckon.courses_taken(read.courses, period, today)),
        *_after(
            reckon.first_contact(begun, read.waves, today),
            reckon.goals_by_her_word(begun, read.reviews, today),
        ),
        _back(reckon.stays_left(read.stays, period)),
    ]


def _by_code[One: CountedCode](
    found: Callable[[ReportedPeriod], list[tuple[One, int]]],
    period: ReportedPeriod,
    quarters: list[ReportedPeriod],
) -> Counts:
    """The most frequent first; of what stands in the year alone that it is there, and no more."""
    each = [dict(found(one)) for one in quarters]
    among = dict.fromkeys(code for one in each for code in one)
    by_year = [one for one in among if tell_on_each_other([n.get(one, 0) for n in each])]
    shown = [(one, printed(n)) for one, n in found(period) if one not in by_year]
    shown += [(one, BY_YEAR) for one in by_year]
    return [(one.sentence(), n) for one, n in shown]


def _visits(counts: FiveCounts) -> RateLine:
    name = say("First visit within 14 days")
    whom = say(
        "services asked for in the period. Said no: whoever it was. Lost: none was available, or "
        "nobody knows of a visit."
    )
    return RateLine(name, whom, counts)


def _care(read: _Read, period: ReportedPeriod, today: date) -> list[RateLine]:
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
    return RateLine(say("Medicine after exposure to HIV taken for 28 days"), whom, counts)


def _after(contact: FirstContact, hers: FiveCounts) -> list[RateLine]:
    return [
        RateLine(
            say("Reached since the return"),
            say("returned in the period. Lost: not reached so far, 14 days and more after it."),
            contact.counts,
        ),
        RateLine(
            say("A goal as hoped or better, by her word"),
            say("plans that began in the period. Lost: nobody asked her in the first six months."),
            hers,
        ),
    ]


def _back(left: list[Codes]) -> RateLine:
    return RateLine(
        say("Known to be exploited again: went back to who exploited her"),
        say("left a shelter in the period. Lost: nobody knows where she went."),
        reckon.back_to_exploiter(left),
    )


def _incidents(period: ReportedPeriod) -> list[tuple[IncidentKind, int]]:
    rows = Incident.objects.filter(on__range=(period.first, period.last)).order_by()
    return reckon.by_code(IncidentKind, rows.values_list("kind", flat=True))
