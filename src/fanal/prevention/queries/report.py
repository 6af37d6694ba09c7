"""A quarter in figures: heads, completions, tests, scholars. Heads are never added to people."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from fanal.coded_facts.queries import codes_between
from fanal.core.coded_facts.checks import Code
from fanal.core.coded_facts.periods import ReportedPeriod
from fanal.core.prevention.call_backs import CallBackCounts, counted_call_backs
from fanal.core.prevention.courses import Completed, Completions, completions_in
from fanal.core.prevention.earnings import EarningCounts, earned
from fanal.core.prevention.knowledge import PairedTests, together
from fanal.core.prevention.scholarships import (
    LookBackCounts,
    TermCounts,
    looked_back,
    terms_counted,
)
from fanal.core.prevention.sessions import WITH_HEADS, Heads, SessionState, attendance_of
from fanal.core.thresholds import SMALLEST_GROUP
from fanal.prevention.models import (
    AdviceCallBack,
    EarningLook,
    Enrolment,
    LookBack,
    MigrationAdvice,
    PreventionSession,
    Scholarship,
    SessionTests,
    Volunteer,
    VolunteerHours,
)


@dataclass(frozen=True)
class PreventionReport:
    """The figures of a quarter.

    `until`: the last day that is known of it. `runs`: it is the quarter of today. `side`: how many
    asked for help at the side, None where they are too few to be counted. `unwritten`: sessions of
    days that are over and that nobody wrote up. `look_backs`, `earnings`: of every quarter so far.
    """

    quarter: ReportedPeriod
    until: date
    runs: bool
    states: list[tuple[SessionState, int]]
    heads: Heads
    unwritten: int
    side: int | None
    completions: Completions
    knowledge: PairedTests
    advice: int
    call_backs: CallBackCounts
    volunteers: int
    scholars: int
    terms: TermCounts
    look_backs: list[tuple[int, LookBackCounts]]
    earnings: list[tuple[int, EarningCounts]]
    hours: int
    hours_open: int

    @property
    def is_over(self) -> bool:
        return self.until == self.quarter.last


def report(quarter: ReportedPeriod, today: date) -> PreventionReport:
    within = (quarter.first, quarter.last)
    sessions = list(PreventionSession.objects.filter(on__range=within))
    counted = [session for session in sessions if session.stands in WITH_HEADS]
    states = Counter(session.stands for session in sessions)
    side = sum(session.side for session in counted)
    tests = SessionTests.objects.filter(session__on__range=within)
    return PreventionReport(
        quarter=quarter,
        until=(until := min(today, quarter.last)),
        runs=quarter.covers(today),
        states=[(state, states[state]) for state in SessionState],
        heads=attendance_of(session.heads for session in counted),
        unwritten=sum(one.stands is SessionState.PLANNED and one.on < today for one in sessions),
        # Whoever asked at the side may be recognised by everybody who was there.
        side=side if side >= SMALLEST_GROUP or not side else None,
        completions=_completions(quarter),
        knowledge=together([session_tests.paired() for session_tests in tests]),
        advice=MigrationAdvice.objects.filter(on__range=within).count(),
        call_backs=_call_backs(quarter, today),
        # As of today and not of the quarter: the column holds the last end of a vetting alone.
        volunteers=Volunteer.objects.filter(state="active", vetted_until__gte=today).count(),
        scholars=Scholarship.objects.filter(ended_on=None).count(),
        terms=_terms(quarter),
        look_backs=_look_backs(until),
        earnings=_earnings(until),
        **_hours(quarter),
    )


def _call_backs(quarter: ReportedPeriod, today: date) -> CallBackCounts:
    rows = AdviceCallBack.objects.filter(due__range=(quarter.first, min(today, quarter.last)))
    return counted_call_backs(row.outcome for row in rows)


def _hours(quarter: ReportedPeriod) -> dict[str, int]:
    """Return the countersigned hours, and beside them those that nobody has countersigned."""
    rows = list(VolunteerHours.objects.filter(on__range=(quarter.first, quarter.last)))
    # Hours count as a contribution to a grant: only what a second person signed is one.
    signed = sum(row.hours for row in rows if row.countersigned_on)
    return {"hours": signed, "hours_open": sum(row.hours for row in rows) - signed}


def _completions(quarter: ReportedPeriod) -> Completions:
    rows = Enrolment.objects.filter(completed_on__range=(quarter.first, quarter.last))
    columns = rows.values_list("participant", "course", "completed_on")
    completed = [Completed(who, course, on) for who, course, on in columns if on]
    return completions_in(completed, quarter.first, quarter.last)


def _terms(quarter: ReportedPeriod) -> TermCounts:
    """The days are sealed with their scholar: they are counted as their facts say."""
    facts = codes_between("school_term", quarter.first, quarter.last)
    return terms_counted(
        (_number(fact["days_open"]), _number(fact["present"]), str(fact["result"] or ""))
        for fact in facts
    )


def _number(code: Code) -> int:
    return code if isinstance(code, int) else 0


def _look_backs(by: date) -> list[tuple[int, LookBackCounts]]:
    """Return the looks back that were due by this day, by the months after the end."""
    # By the day they were due, so that those whom nobody asked stand in the count.
    due = list(LookBack.objects.filter(due__lte=by))
    months = sorted({look_back.months for look_back in due})
    return [
        (n, looked_back(look_back.answer for look_back in due if look_back.months == n))
        for n in months
    ]


def _earnings(by: date) -> list[tuple[int, EarningCounts]]:
    """Return the looks at earnings that were due by this day, by the months after the course."""
    due = list(EarningLook.objects.filter(due__lte=by))
    months = sorted({earning_look.months for earning_look in due})
    return [
        (n, earned(earning_look.result for earning_look in due if earning_look.months == n))
        for n in months
    ]
