"""Support and reintegration in numbers, of the whole house, from coded facts: without a key, and in
as many queries for a hundred thousand people as for one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fanal.coded_facts.queries import histories
from fanal.core.care.windows import CameWithin
from fanal.core.coded_facts import indicators as reckon
from fanal.core.coded_facts.checks import Codes
from fanal.core.coded_facts.five_counts import FiveCounts, printed
from fanal.core.coded_facts.indicators import DayFigures, FirstContact
from fanal.core.coded_facts.periods import ReportedPeriod
from fanal.core.shelters.kinds import IncidentKind
from fanal.core.words import Sentence, say
from fanal.shelters.models import Incident

type Counts = list[tuple[Sentence, Sentence]]  # what, and how many as it is printed
COLUMNS = (say("Reached"), say("Said no"), say("Lost"), say("Died"), say("Not due"))


@dataclass(frozen=True)
class RateLine:
    """One line of the table: what is asked, of whom, and the answers of everybody."""

    name: Sentence
    of_whom: Sentence
    counts: FiveCounts

    @property
    def labelled(self) -> Counts:
        """The five counts, each with its name."""
        return list(zip(COLUMNS, self.counts.columns(), strict=True))


@dataclass(frozen=True)
class IndicatorsPage:
    period: ReportedPeriod
    lines: list[RateLine]
    stay: DayFigures
    contact: DayFigures
    refused_by: Counts
    refused_why: Counts
    incidents: Counts


def indicators_page(period: ReportedPeriod, today: date) -> IndicatorsPage:
    services = histories("service_given", period.first)
    refused = reckon.refusals(services, period)
    left = reckon.stays_left(histories("stay", period.first), period)
    begun = reckon.plans_begun(histories("plan"), period)
    contact = reckon.first_contact(begun, histories("wave", period.first), today)
    hers = reckon.goals_by_her_word(begun, histories("goal_review", period.first), today)
    visits = reckon.first_visits(services, period, today)
    return IndicatorsPage(
        period,
        [
            _visits(visits),
            *_care(period, today),
            _courses(period, today),
            *_after(contact, hers),
            _back(left),
        ],
        reckon.length_of_stay(left),
        contact.days,
        [(one.sentence(), printed(n)) for one, n in reckon.refused_by(refused)],
        [(one.sentence(), printed(n)) for one, n in reckon.refused_why(refused)],
        _incidents(period),
    )


def _visits(counts: FiveCounts) -> RateLine:
    name = say("First visit within 14 days")
    whom = say(
        "services asked for in the period. Said no: whoever it was. Lost: none was available, or "
        "nobody knows of a visit."
    )
    return RateLine(name, whom, counts)


def _care(period: ReportedPeriod, today: date) -> list[RateLine]:
    requests = histories("care", period.first)
    names = {
        CameWithin.THREE_DAYS: say("Seen in care, came within 72 hours"),
        CameWithin.FIVE_DAYS: say("Seen in care, came after 72 and within 120 hours"),
    }
    whom = say(
        "a health worker was asked in the period. Reached: taken into care; the hour is kept in "
        "the care file alone. Lost: passed back, or not answered on the day."
    )
    return [
        RateLine(name, whom, reckon.care_reached(requests, came, period, today))
        for came, name in names.items()
    ]


def _courses(period: ReportedPeriod, today: date) -> RateLine:
    whom = say(
        "courses that began in the period, or were offered in it, as each health worker counted "
        "those of the files that she keeps. Said no: she did not want it. Lost: nobody reaches "
        "her, or 28 days after the month no end is written. What nobody has counted is in no "
        "number."
    )
    counts = reckon.courses_taken(histories("care_count"), period, today)
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


def _incidents(period: ReportedPeriod) -> Counts:
    rows = Incident.objects.filter(on__range=(period.first, period.last)).order_by()
    found = reckon.by_code(IncidentKind, rows.values_list("kind", flat=True))
    return [(one.sentence(), printed(n)) for one, n in found]
