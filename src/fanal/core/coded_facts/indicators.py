"""The indicators of support and of reintegration, computed from coded facts.

Each is of those who began in the period (a service asked, a stay left, a plan begun), as they stand
today: who refused, was lost or died stays in the number from which it is taken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from fanal.core.calendars.months import add_months
from fanal.core.care.asking import CareState
from fanal.core.care.prophylaxis import RUNNING, CourseStep, length
from fanal.core.care.windows import CameWithin
from fanal.core.coded_facts.checks import MONTHS, Code, Codes
from fanal.core.coded_facts.day_figures import DayFigures, days_of
from fanal.core.coded_facts.histories import CodedHistory, by_person
from fanal.core.coded_facts.outcome_rates import CountedAs, FiveCounts, five_counts
from fanal.core.coded_facts.periods import ReportedPeriod
from fanal.core.reintegration.codes import ContactResult, PlanEndReason, StartKind
from fanal.core.reintegration.timers import PlanTimer
from fanal.core.services.history import ServiceTimer
from fanal.core.services.states import EXPECTED, Barrier, Refuser, ServiceState

K = CountedAs
# Wanted alone is no request: nobody was asked yet.
ASKED = frozenset({*EXPECTED, ServiceState.BEGUN})
COURSE_OVER: dict[str, CountedAs] = {
    CourseStep.COMPLETED: K.YES,
    CourseStep.STOPPED: K.NO,
    CourseStep.DECLINED: K.REFUSED,
    CourseStep.LOST: K.LOST,
    CourseStep.DIED: K.DIED,
}
PLAN_OVER = {
    PlanEndReason.REFUSED: K.REFUSED,
    PlanEndReason.OUT_OF_CONTACT: K.LOST,
    PlanEndReason.DIED: K.DIED,
}


# ── Services ─────────────────────────────────────────────────────────────────
def first_visits(
    services: Iterable[CodedHistory], period: ReportedPeriod, today: date
) -> FiveCounts:
    """Asked in the period: whether the first visit happened in time."""
    asked = ((service, asked_on(service)) for service in services)
    return five_counts(
        (_visit(one, day, today) for one, day in asked if day and period.covers(day)),
        of_refused=False,
    )


def asked_on(service: CodedHistory) -> date | None:
    # The first day on which it was asked; a second asking is not a new service.
    return next((day for day, codes in service.facts if codes["state"] in ASKED), None)


def _visit(service: CodedHistory, asked: date, today: date) -> CountedAs:
    in_time = ServiceTimer.FIRST_VISIT.span
    if service.now["begun"]:
        if service.facts[0][1]["begun"]:
            return K.LOST  # coded after it had begun: nobody knows how long it took
        begun = next(day for day, codes in service.facts if codes["begun"])
        return K.YES if begun - asked <= in_time else K.NO
    if service.now["state"] == ServiceState.REFUSED:
        return K.REFUSED
    over = service.now["state"] == ServiceState.NOT_AVAILABLE
    return K.LOST if over or today - asked > in_time else K.NOT_DUE


def refusals(services: Iterable[CodedHistory], period: ReportedPeriod) -> list[Codes]:
    """Refused or not available, by the day on which it was said."""
    ended = (ServiceState.REFUSED, ServiceState.NOT_AVAILABLE)
    return [
        service.now
        for service in services
        if service.now["state"] in ended and period.covers(service.day)
    ]


def by_code[One: StrEnum](codes: type[One], said: Iterable[Code]) -> list[tuple[One, int]]:
    """Return the counts by code, the most frequent first; a code that is not in the
    list is left out."""
    n = Counter(said)
    found = [(code, n[str(code)]) for code in codes if n[str(code)]]
    # By number, and among equals in the order of the list, so that two prints agree.
    return sorted(found, key=lambda row: -row[1])


def refused_by(refused: Sequence[Codes]) -> list[tuple[Refuser, int]]:
    return by_code(Refuser, (one["refused_by"] for one in refused))


def refused_why(refused: Sequence[Codes]) -> list[tuple[Barrier, int]]:
    return by_code(Barrier, (one["barrier"] for one in refused))


# ── Care ─────────────────────────────────────────────────────────────────────
def care_reached(
    requests: Iterable[CodedHistory], came: CameWithin, period: ReportedPeriod, today: date
) -> FiveCounts:
    """A health worker asked in the period about somebody who came that soon after an act."""
    return five_counts(
        _care(request, today)
        for request in requests
        if request.now["came"] == came and period.covers(request.first_day)
    )


def _care(request: CodedHistory, today: date) -> CountedAs:
    states = {codes["state"] for _day, codes in request.facts}
    # Ever taken into care, whatever came after.
    if states & {CareState.TAKEN, CareState.ENDED}:
        return K.YES
    if request.now["state"] == CareState.SHE_DECLINED:
        return K.REFUSED
    # On the day itself it may still be answered.
    waits = request.now["state"] == CareState.ASKED and request.first_day == today
    return K.NOT_DUE if waits else K.LOST


def courses_taken(years: Iterable[CodedHistory], period: ReportedPeriod, today: date) -> FiveCounts:
    """Return how many of the courses of medicine that began in the period were taken to their last
    day, as health workers counted them."""
    n: Counter[CountedAs] = Counter()
    for year in years:
        for month in range(MONTHS):
            first = date(year.day.year, month + 1, 1)
            if period.covers(first):
                n.update(_of_month(year.now, month, first, today))
    return five_counts(n.elements(), of_refused=False)


def _of_month(said: Codes, month: int, first: date, today: date) -> Counter[CountedAs]:
    """A running course is not due before its last day if it began on the last of the month."""
    # From the last day of the month: the course that began last is the last to end.
    over = today > add_months(first, 1) - timedelta(days=1) + length()
    ends = COURSE_OVER | {RUNNING: K.LOST if over else K.NOT_DUE}
    n: Counter[CountedAs] = Counter()
    for name, what in ends.items():
        months = said[name]
        # A month that nobody counted is in no number, not a zero.
        n[what] += int(months[month]) if isinstance(months, list) else 0
    return n


# ── Reintegration ────────────────────────────────────────────────────────────
def plans_begun(plans: Iterable[CodedHistory], period: ReportedPeriod) -> list[CodedHistory]:
    """Return the plans begun in the period whose first day somebody knows; that day
    is the day of the fact."""
    # Plans without a first day are named beside the rates.
    return [plan for plan in plans if plan.now["start_known"] and period.covers(plan.day)]


@dataclass(frozen=True, slots=True)
class FirstContact:
    """Who returned in the period: whether anybody reached them since, and after how many days."""

    counts: FiveCounts
    days: DayFigures


def first_contact(
    plans: Iterable[CodedHistory], waves: Iterable[CodedHistory], today: date
) -> FirstContact:
    heard = by_person(waves)
    found: list[CountedAs] = []
    days: list[int] = []
    for plan in plans:
        if plan.now["start"] != StartKind.RETURNED:
            continue
        since = [one for one in heard.get(plan.pseudonym, ()) if one.day >= plan.day]
        reached = [one.day for one in since if one.now["result"] == ContactResult.REACHED]
        if reached:
            # From the return to the first contact; later ones do not count.
            days.append((min(reached) - plan.day).days)
        found.append(K.YES if reached else _not_reached(plan, since, today))
    return FirstContact(five_counts(found), days_of(days))


def _not_reached(plan: CodedHistory, since: Iterable[CodedHistory], today: date) -> CountedAs:
    results = {history.now["result"] for history in since}
    if ContactResult.DIED in results:
        return K.DIED
    if ContactResult.REFUSED in results:
        return K.REFUSED
    # Two weeks, as for a first visit of a service.
    soon = today - plan.day <= ServiceTimer.FIRST_VISIT.span
    return _over(plan) or (K.NOT_DUE if soon else K.LOST)


def _over(plan: CodedHistory) -> CountedAs | None:
    end = plan.now["end"]
    return PLAN_OVER.get(PlanEndReason(end)) if isinstance(end, str) and end != "other" else None


def goals_by_her_word(
    plans: Iterable[CodedHistory], reviews: Iterable[CodedHistory], today: date
) -> FiveCounts:
    """Plans begun in the period: whether one of her goals is as hoped or better, as she says."""
    hers = by_person(review for review in reviews if review.now["rater"] == "hers")
    return five_counts(
        _goals(plan, [one for one in hers.get(plan.pseudonym, ()) if one.day >= plan.day], today)
        for plan in plans
    )


def _goals(plan: CodedHistory, reviews: Iterable[CodedHistory], today: date) -> CountedAs:
    last: dict[Code, int] = {}
    # By day and then by id, since several reviews fall on one day: the last level of each goal
    # stays.
    for review in sorted(reviews, key=lambda row: (row.day, row.fact)):
        last[review.now["domain"]] = int(str(review.now["level"]))
    if last:
        # 0 is "as hoped" on the scale from -2 to +2 (Kiresuk and Sherman 1968).
        return K.YES if max(last.values()) >= 0 else K.NO
    months = PlanTimer.WAVE_MONTHS.numbers[0]
    # By months: nobody has asked her before the first agreed contact at six months.
    soon = (today.year - plan.day.year) * 12 + today.month - plan.day.month <= months
    return _over(plan) or (K.NOT_DUE if soon else K.LOST)
