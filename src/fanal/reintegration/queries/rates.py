"""What is known after 6, 12, 18, 24 and 36 months, of everybody: read without a key, in as many
queries for five thousand plans as for one.

A lead, who may open the files of her team, reads the numbers; whoever sees those of all teams reads
none that is small (domain page on figures, 1.4).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from math import floor
from typing import NotRequired, TypedDict
from uuid import UUID

from django.db.models import Min, QuerySet
from django.template.defaultfilters import floatformat
from django.utils import timezone

from fanal.accounts.models import User
from fanal.coded_facts.queries import left_out
from fanal.core.coded_facts.five_counts import (
    FEW_PEOPLE,
    SMALLEST_COUNT,
    FiveCounts,
    printed,
    printed_part,
)
from fanal.core.number_pages import of_reintegration as of
from fanal.core.number_pages.definitions import Defined
from fanal.core.number_pages.measures import COUNTED, OF_PEOPLE
from fanal.core.number_pages.printed import PrintedNumber, by_item, row_of
from fanal.core.reintegration.codes import PlanEndReason, PromiseState, StartKind, end_of
from fanal.core.reintegration.goals import SMALLEST_GROUP, group_mean
from fanal.core.reintegration.rates import kept_waves, rates_of_kept
from fanal.core.reintegration.timers import PlanTimer
from fanal.core.words import Sentence, say
from fanal.reintegration import access
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


type Labelled = list[tuple[Sentence, Sentence]]


@dataclass(frozen=True)
class RatesPage:
    """`exact`: for who may read small numbers. `rates`: by months after the start. `unknown`: plans
    of which nobody knows the first day, in no wave. `left_out`: plans of those who said no to
    figures, in no number. `mean`: of the people who have a goal that they looked at; None of fewer
    than eleven. `returns`: those whose day is known.
    """

    exact: bool
    rates: list[tuple[int, FiveCounts]]
    plans: int
    unknown: int
    left_out: int
    mean: float | None
    with_goals: int
    promises: dict[PromiseState, int]
    returns: int
    assessed: int

    @property
    def smallest(self) -> int:
        return SMALLEST_GROUP

    @property
    def few(self) -> int:
        return SMALLEST_COUNT

    def numbers(self) -> list[PrintedNumber]:
        """Return every number as whoever sees all teams reads it: a file that travels holds no
        small one, also where its reader may open the files of her team."""
        # Never exact in a file: nobody knows who reads it after this reader.
        page = replace(self, exact=False)
        mean = FEW_PEOPLE if self.mean is None else say("{n}", n=floor(self.mean + 0.5))
        goals = FEW_PEOPLE if self.mean is None else say("{n}", n=self.with_goals)
        promises = [(state, page._printed(n)) for state, n in self.promises.items()]
        return [
            *(n for months, rate in self.rates for n in _of_contacts(months, rate)),
            *(PrintedNumber(line, COUNTED, number) for line, number in page._lines()),
            *by_item(of.PROMISES, COUNTED, promises),
            PrintedNumber(of.GOALS, of.MEAN, mean),
            PrintedNumber(of.GOALS, OF_PEOPLE, goals),
        ]

    def _lines(self) -> list[tuple[Defined, Sentence]]:
        known = self.plans - self.unknown
        return [
            (of.PLANS, self._printed(known)),
            (of.NO_FIRST_DAY, self._printed(self.unknown)),
            (of.LEFT_OUT, self._printed(self.left_out)),
            (of.RETURNS, self._part(self.returns, known)),
            (of.ASSESSED, self._part(self.assessed, self.returns)),
        ]

    def _part(self, n: int, whole: int) -> Sentence:
        """A number beside another of which it is a part: of all but a few tells as much as of a
        few."""
        return self._printed(n) if self.exact else printed_part(n, whole)

    @property
    def mean_told(self) -> str:
        """The mean, whole for whoever reads no small number: with a tenth, the mean of twelve
        people less that of the day before, of eleven, would be the score of one."""
        if self.mean is None or self.exact:
            return floatformat(self.mean, 1)
        return str(floor(self.mean + 0.5))

    @property
    def not_exact(self) -> list[tuple[int, Labelled, FiveCounts]]:
        """The five counts by months, each with its name, and the same for what is made of them."""
        each = ((months, rate.within()) for months, rate in self.rates)
        return [(months, counts.labelled(), counts) for months, counts in each]

    @property
    def counts(self) -> Labelled:
        """What is counted beside the waves, as it is printed."""
        promised = (
            (say("Promises: {what}", what=state.sentence()), self._printed(self.promises[state]))
            for state in PromiseState
        )
        return [*((line.name, number) for line, number in self._lines()), *promised]

    def _printed(self, n: int) -> Sentence:
        return say("{n}", n=n) if self.exact else printed(n)


def _of_contacts(months: int, rate: FiveCounts) -> Iterator[PrintedNumber]:
    counts, name = rate.within(), say("{n} months", n=months)
    numbers = [*counts.columns(), counts.of_reached(), counts.between()]
    for number in row_of(of.AFTER, of.OF_CONTACTS, numbers):
        yield replace(number, item=str(months), item_name=name)


@dataclass(frozen=True)
class CountedPlan:
    person: UUID
    start: date | None
    said: PlanTally


def rates_page(user: User) -> RatesPage:
    """Return for each plan the wave of each month: one of five. Nobody is left out but who said no
    to figures."""
    plans = access.plans_counted_for(user)
    # A person with two files is in each number once, by the plan that goes on.
    every = [plan for plan in _counted_plans(plans) if not plan.said.get("elsewhere")]
    saying_no = left_out({plan.person for plan in every})
    counted = [plan for plan in every if plan.person not in saying_no]
    waves = [(plan.start, plan.said["waves"]) for plan in counted if plan.start]
    rates = rates_of_kept(waves, timezone.localdate())
    levels = [plan.said["levels"] for plan in counted if plan.said["levels"]]
    returned = [plan for plan in counted if plan.said["returned"] and plan.start]
    return RatesPage(
        not access.counts_all(user),
        [(months, rates.get(months, FiveCounts())) for months in PlanTimer.WAVE_MONTHS.numbers],
        len(counted),
        # Said beside the waves: without it the rates would look as if everybody were in them.
        sum(plan.start is None for plan in counted),
        len(every) - len(counted),
        group_mean(levels),
        len(levels),
        _promises(counted),
        len(returned),
        _assessed(plans, returned),
    )


def _counted_plans(plans: QuerySet[Plan]) -> Iterator[CountedPlan]:
    """Yield the plans as counted: one sealed value each; of plans of before the tallies what is
    written in them."""
    rows = plans.exclude(tally=None).values_list("id", "person", "start", "tally")
    for id, person, start, tally in rows:
        assert tally is not None  # excluded above
        yield CountedPlan(person, start, tally.of(id, person_id=person))
    before = plans.filter(tally=None)
    records: dict[UUID, list[PlanRecord]] = defaultdict(list)
    written = PlanRecord.objects.filter(plan__in=before.values("id")).defer("sealed")
    for row in written.order_by("number"):
        records[row.plan_id].append(row)
    for plan in before:
        yield CountedPlan(plan.person_id, plan.start, tally_of(plan, records[plan.id]))


def _promises(plans: list[CountedPlan]) -> dict[PromiseState, int]:
    count: Counter[str] = Counter()
    for plan in plans:
        count.update(plan.said["promises"])
    return {state: count[state] for state in PromiseState}


def _assessed(plans: QuerySet[Plan], returned: list[CountedPlan]) -> int:
    """Return how many of those who returned had their family assessed before that day."""
    rows = FamilyAssessment.objects.filter(person__in=plans.values("person")).order_by()
    first = dict(rows.values_list("person").annotate(first=Min("on")))
    return sum(
        plan.person in first and plan.start is not None and first[plan.person] <= plan.start
        for plan in returned
    )
