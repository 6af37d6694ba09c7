"""What is known after 6, 12, 18, 24 and 36 months, of everybody: read without a key."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from fanal.accounts.models import User
from fanal.core.reintegration.codes import GoalLevel, PromiseState, StartKind
from fanal.core.reintegration.goals import SMALLEST_GROUP, group_mean
from fanal.core.reintegration.rates import WaveRate, rate_of
from fanal.core.reintegration.timers import PlanTimer
from fanal.core.reintegration.waves import Wave, waves
from fanal.reintegration import access
from fanal.reintegration.models import FamilyAssessment, Plan, PlanRecord, PlanRecordKind
from fanal.reintegration.queries.facts import facts_of_each


@dataclass(frozen=True)
class RatesPage:
    """`rates`: by months after the start. `unknown`: plans of which nobody knows the first day, in
    no wave. `mean`: of the people who have a goal that they looked at; None of fewer than eleven.
    """

    rates: list[tuple[int, WaveRate]]
    plans: int
    unknown: int
    mean: float | None
    with_goals: int
    promises: dict[PromiseState, int]
    returns: int
    assessed: int

    @property
    def smallest(self) -> int:
        return SMALLEST_GROUP

    @property
    def promise_counts(self) -> list[tuple[PromiseState, int]]:
        return [(one, self.promises[one]) for one in PromiseState]


def rates_page(user: User, today: date | None = None) -> RatesPage:
    """Of each plan the wave of each month: one of five, and nobody is left out."""
    today = today or timezone.localdate()
    plans = list(access.plans_counted_for(user))
    facts = facts_of_each(plans)
    by_month: dict[int, list[Wave]] = {one: [] for one in PlanTimer.WAVE_MONTHS.numbers}
    for one in plans:
        for wave in waves(facts[one.id], today):
            by_month[wave.months].append(wave)
    levels, promises = _said([one.id for one in plans])
    returned = [one for one in plans if one.coded.get("start") == StartKind.RETURNED]
    return RatesPage(
        [(months, rate_of(some)) for months, some in by_month.items()], len(plans),
        sum(one.start is None for one in plans), group_mean(levels), len(levels), promises,
        len(returned), _assessed(returned),
    )  # fmt: skip


def _said(plans: Iterable[object]) -> tuple[list[list[int]], dict[PromiseState, int]]:
    """Of each person the last level of each goal by her own word; promises by what became of
    them."""
    last: dict[object, dict[object, int]] = {}
    promises = dict.fromkeys(PromiseState, 0)
    rows = PlanRecord.objects.filter(plan__in=list(plans)).defer("sealed").order_by("on", "number")
    for row in rows:
        if row.kind == PlanRecordKind.PROMISE:
            promises[PromiseState(row.coded["state"])] += 1
        elif row.kind == PlanRecordKind.REVIEW and row.coded["rater"] == "hers":
            last.setdefault(row.plan_id, {})[row.goal_id] = GoalLevel(row.coded["level"])
    return [list(map(int, one.values())) for one in last.values()], promises


def _assessed(plans: Iterable[Plan]) -> int:
    """Of those who returned, how many had their family assessed before that day."""
    starts = {one.person_id: one.start for one in plans}
    rows = FamilyAssessment.objects.filter(person__in=starts).order_by().values_list("person", "on")
    return len({person for person, on in rows if (day := starts[person]) and on <= day})
