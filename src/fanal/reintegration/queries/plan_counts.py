"""The plans of each team as they are counted: read without a key, one sealed value each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NotRequired, TypedDict
from uuid import UUID

from django.db.models import Min, QuerySet

from fanal.coded_facts.queries import left_out
from fanal.core.coded_facts.outcome_rates import FiveCounts
from fanal.core.reintegration.codes import PlanEndReason, PromiseState, StartKind, end_of
from fanal.core.reintegration.rates import kept_waves, rates_of_kept
from fanal.reintegration.models import FamilyAssessment, Plan, PlanRecord, PlanRecordKind
from fanal.reintegration.queries.facts import facts_from


# What the rates of all plans read of one: kept with it, so that thousands cost one value each.
class PlanTally(TypedDict):
    """The tally of a plan. `waves`: as `kept_waves`; `levels`: of each goal the last by her own
    word; `promises`: how many of each state; `returned`: whether it counts from a return;
    `elsewhere`: she is counted by the plan of another file, which goes on."""

    waves: str
    levels: list[int]
    promises: dict[str, int]
    returned: bool
    elsewhere: NotRequired[bool]


def tally_of(plan: Plan, records: Iterable[PlanRecord]) -> PlanTally:
    levels: dict[UUID | None, int] = {}
    promises: dict[str, int] = {}
    rows = sorted(records, key=lambda record: (record.on, record.number))
    for row in rows:
        if row.kind == PlanRecordKind.PROMISE:
            state = row.coded["state"]
            promises[state] = promises.get(state, 0) + 1
        elif row.kind == PlanRecordKind.REVIEW and row.coded["rater"] == "hers":
            # Her own word alone counts; rows are in order, so that her last one is left.
            levels[row.goal_id] = row.coded["level"]
    return {
        "waves": kept_waves(facts_from(plan, rows)),
        "levels": list(levels.values()),
        "promises": promises,
        "returned": plan.coded.get("start") == StartKind.RETURNED,
        "elsewhere": bool(plan.ended_on) and end_of(plan.coded) is PlanEndReason.PUT_TOGETHER,
    }


# Of `PlanCounts`, what two teams have together is the sum of.
NUMBERS = ("plans", "unknown", "left_out", "with_goals", "returns", "assessed")


@dataclass(frozen=True)
class CountedPlan:
    person: UUID
    team: UUID
    start: date | None
    said: PlanTally


@dataclass(frozen=True)
class PlanCounts:
    """What is counted of plans. `waves`: by months after the start. `unknown`: those of which
    nobody knows the first day, in no wave. `left_out`: those of people who said no to figures, in
    no number. `returns`: those whose day is known."""

    waves: Mapping[int, FiveCounts] = field(default_factory=dict)
    plans: int = 0
    unknown: int = 0
    left_out: int = 0
    with_goals: int = 0
    promises: Mapping[PromiseState, int] = field(default_factory=dict)
    returns: int = 0
    assessed: int = 0

    @property
    def begun(self) -> int:
        """How many there are in every wave."""
        return self.plans - self.unknown

    def wave(self, months: int) -> FiveCounts:
        return self.waves.get(months, FiveCounts())

    def promised(self, state: PromiseState) -> int:
        return self.promises.get(state, 0)

    def plus(self, other: PlanCounts) -> PlanCounts:
        months = self.waves.keys() | other.waves.keys()
        return PlanCounts(
            {month: self.wave(month).plus(other.wave(month)) for month in months},
            promises={
                state: self.promised(state) + other.promised(state) for state in PromiseState
            },
            **{name: getattr(self, name) + getattr(other, name) for name in NUMBERS},
        )


@dataclass(frozen=True)
class CountedPlans:
    """The plans that are counted, the counts of each team, and the levels of each plan that has a
    goal that she looked at."""

    by_team: Mapping[UUID, PlanCounts]
    levels: list[list[int]]

    @property
    def all(self) -> PlanCounts:
        return self.of(self.by_team)

    def of(self, teams: Iterable[UUID]) -> PlanCounts:
        counts = PlanCounts()
        for team in teams:
            counts = counts.plus(self.by_team.get(team, PlanCounts()))
        return counts


def count_plans(plans: QuerySet[Plan], today: date) -> CountedPlans:
    """Count for each plan the wave of each month: one of five. Nobody is left out but who said no
    to figures."""
    # A person with two files is in each number once, by the plan that goes on.
    every = [plan for plan in _counted_plans(plans) if not plan.said.get("elsewhere")]
    saying_no = left_out({plan.person for plan in every})
    counted: dict[UUID, list[CountedPlan]] = defaultdict(list)
    no: Counter[UUID] = Counter()
    for plan in every:
        if plan.person in saying_no:
            no[plan.team] += 1
        else:
            counted[plan.team].append(plan)
    assessed = _first_assessed(plans)
    by_team = {
        team: _counts(counted[team], no[team], assessed, today) for team in counted.keys() | no
    }
    levels = [plan.said["levels"] for of_team in counted.values() for plan in of_team]
    return CountedPlans(by_team, [one for one in levels if one])


def _counts(
    plans: list[CountedPlan], saying_no: int, assessed: Mapping[UUID, date], today: date
) -> PlanCounts:
    returned = [(plan, plan.start) for plan in plans if plan.said["returned"] and plan.start]
    promises: Counter[str] = Counter()
    for plan in plans:
        promises.update(plan.said["promises"])
    return PlanCounts(
        rates_of_kept(((plan.start, plan.said["waves"]) for plan in plans if plan.start), today),
        len(plans),
        # Said beside the waves: without it the rates would look as if everybody were in them.
        sum(plan.start is None for plan in plans),
        saying_no,
        sum(bool(plan.said["levels"]) for plan in plans),
        {state: promises[state] for state in PromiseState},
        len(returned),
        sum(assessed.get(plan.person, date.max) <= start for plan, start in returned),
    )


def _counted_plans(plans: QuerySet[Plan]) -> Iterator[CountedPlan]:
    """Yield the plans as counted: one sealed value each; of plans of before the tallies what is
    written in them."""
    columns = ("id", "person", "person__team", "start", "tally")
    for id, person, team, start, tally in plans.exclude(tally=None).values_list(*columns):
        assert tally is not None  # excluded above
        yield CountedPlan(person, team, start, tally.of(id, person_id=person))
    before = plans.filter(tally=None)
    records: dict[UUID, list[PlanRecord]] = defaultdict(list)
    written = PlanRecord.objects.filter(plan__in=before.values("id")).defer("sealed")
    for row in written.order_by("number"):
        records[row.plan_id].append(row)
    for plan in before.select_related("person"):
        said = tally_of(plan, records[plan.id])
        yield CountedPlan(plan.person_id, plan.person.team_id, plan.start, said)


def _first_assessed(plans: QuerySet[Plan]) -> dict[UUID, date]:
    """When the family of each of these people was assessed first."""
    rows = FamilyAssessment.objects.filter(person__in=plans.values("person")).order_by()
    return dict(rows.values_list("person").annotate(first=Min("on")))
