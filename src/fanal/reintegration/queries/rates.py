"""What is known after 6, 12, 18, 24 and 36 months, of everybody: read without a key, in as many
queries for five thousand plans as for one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Min, QuerySet
from django.utils import timezone

from fanal.accounts.models import User
from fanal.core.reintegration.codes import PromiseState
from fanal.core.reintegration.goals import SMALLEST_GROUP, group_mean
from fanal.core.reintegration.rates import WaveRate, rates_of_kept
from fanal.core.reintegration.timers import PlanTimer
from fanal.reintegration import access
from fanal.reintegration.models import FamilyAssessment, Plan, PlanRecord
from fanal.reintegration.queries.tallies import PlanTally, tally_of


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


@dataclass(frozen=True)
class CountedPlan:
    person: UUID
    start: date | None
    said: PlanTally


def rates_page(user: User, today: date | None = None) -> RatesPage:
    """Of each plan the wave of each month: one of five, and nobody is left out."""
    plans = access.plans_counted_for(user)
    found = list(_counted(plans))
    waves = [(one.start, one.said["waves"]) for one in found if one.start]
    rates = rates_of_kept(waves, today or timezone.localdate())
    levels = [one.said["levels"] for one in found if one.said["levels"]]
    returned = [one for one in found if one.said["returned"]]
    return RatesPage(
        [(months, rates.get(months, WaveRate())) for months in PlanTimer.WAVE_MONTHS.numbers],
        len(found),
        sum(one.start is None for one in found),
        group_mean(levels),
        len(levels),
        _promises(found),
        len(returned),
        _assessed(plans, returned),
    )


def _counted(plans: QuerySet[Plan]) -> Iterator[CountedPlan]:
    """One sealed value each; of plans of before the tallies what is written in them."""
    rows = plans.exclude(tally=None).values_list("id", "person", "start", "tally")
    for id, person, start, tally in rows:
        assert tally is not None  # excluded above
        yield CountedPlan(person, start, tally.of(id, person_id=person))
    before = plans.filter(tally=None)
    records: dict[UUID, list[PlanRecord]] = defaultdict(list)
    written = PlanRecord.objects.filter(plan__in=before.values("id")).defer("sealed")
    for row in written.order_by("number"):
        records[row.plan_id].append(row)
    for one in before:
        yield CountedPlan(one.person_id, one.start, tally_of(one, records[one.id]))


def _promises(found: list[CountedPlan]) -> dict[PromiseState, int]:
    count: Counter[str] = Counter()
    for one in found:
        count.update(one.said["promises"])
    return {state: count[state] for state in PromiseState}


def _assessed(plans: QuerySet[Plan], returned: list[CountedPlan]) -> int:
    """Of those who returned, how many had their family assessed before that day."""
    rows = FamilyAssessment.objects.filter(person__in=plans.values("person")).order_by()
    first = dict(rows.values_list("person").annotate(first=Min("on")))
    return sum(
        one.person in first and one.start is not None and first[one.person] <= one.start
        for one in returned
    )
