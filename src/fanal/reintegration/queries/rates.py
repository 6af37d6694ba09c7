"""What is known after 6, 12, 18, 24 and 36 months, of everybody: read without a key, in as many
queries for five thousand plans as for one.

A lead, who may open the files of her team, reads the numbers; whoever sees those of all teams reads
none that is small (domain page on figures, 1.4), nor one that leaves a small one to two leads who
know their own (ADR 36).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import floor

from django.template.defaultfilters import floatformat
from django.utils import timezone

from fanal.accounts.access import teams_counted_together
from fanal.accounts.models import User
from fanal.core.coded_facts.day_figures import few_besides
from fanal.core.coded_facts.outcome_rates import (
    FEW_PEOPLE,
    NOT_APART,
    FiveCounts,
    printed_of,
    printed_part,
)
from fanal.core.number_pages import reintegration as of
from fanal.core.number_pages.definitions import Defined
from fanal.core.number_pages.measures import COUNTED, OF_PEOPLE
from fanal.core.number_pages.printed import PrintedNumber, by_item, row_of
from fanal.core.reintegration.codes import PromiseState
from fanal.core.reintegration.goals import group_mean
from fanal.core.reintegration.timers import PlanTimer
from fanal.core.thresholds import SMALLEST_COUNT, SMALLEST_GROUP
from fanal.core.words import Sentence, say
from fanal.reintegration import access
from fanal.reintegration.queries.plan_counts import PlanCounts, count_plans

type Labelled = list[tuple[Sentence, Sentence]]
type CountOf = Callable[[PlanCounts], int]


@dataclass(frozen=True)
class RatesPage:
    """`exact`: for who may read small numbers. `counted`: what is counted of these plans; `known`:
    of these what each reader can count herself, and every two. `mean`: of the people who have a
    goal that they looked at; None of a small group.
    """

    exact: bool
    counted: PlanCounts
    mean: float | None
    known: Sequence[PlanCounts] = ()

    @property
    def smallest(self) -> int:
        return SMALLEST_GROUP

    @property
    def few(self) -> int:
        return SMALLEST_COUNT

    @property
    def rates(self) -> list[tuple[int, FiveCounts]]:
        """The five counts by months after the start."""
        return [(months, self._rate(months)) for months in PlanTimer.WAVE_MONTHS.numbers]

    def _rate(self, months: int) -> FiveCounts:
        known = tuple(one.wave(months) for one in self.known)
        return replace(self.counted.wave(months), known=known)

    def numbers(self) -> list[PrintedNumber]:
        """Return every number as whoever sees all teams reads it: a file that travels holds no
        small one, also where its reader may open the files of her team."""
        # Never exact in a file: nobody knows who reads it after this reader.
        page = replace(self, exact=False)
        return [
            *(n for months, rate in page.rates for n in _of_contacts(months, rate)),
            *(PrintedNumber(line, COUNTED, number) for line, number in page._lines()),
            *by_item(of.PROMISES, COUNTED, [(one, page._promised(one)) for one in PromiseState]),
            PrintedNumber(of.GOALS, of.MEAN, page._of_goals(floor((self.mean or 0) + 0.5))),
            PrintedNumber(of.GOALS, OF_PEOPLE, page._of_goals(self.counted.with_goals)),
        ]

    def _of_goals(self, n: int) -> Sentence:
        if self.mean is None:
            return FEW_PEOPLE
        return NOT_APART if self.hides_mean else say("{n}", n=n)

    def _lines(self) -> list[tuple[Defined, Sentence]]:
        return [
            (of.PLANS, self._printed(lambda one: one.begun)),
            (of.NO_FIRST_DAY, self._printed(lambda one: one.unknown)),
            (of.LEFT_OUT, self._printed(lambda one: one.left_out)),
            (of.RETURNS, self._part(lambda one: one.returns, lambda one: one.begun)),
            (of.ASSESSED, self._part(lambda one: one.assessed, lambda one: one.returns)),
        ]

    def _part(self, n: CountOf, whole: CountOf) -> Sentence:
        """A number beside another of which it is a part: of all but a few tells as much as of a
        few."""
        if self.exact:
            return self._printed(n)
        known = ((n(one), whole(one)) for one in self.known)
        return printed_part(n(self.counted), whole(self.counted), known)

    @property
    def hides_mean(self) -> bool:
        """Whether the mean is not told: beside that of a team it would be one of few people."""
        known = (one.with_goals for one in self.known)
        return not self.exact and few_besides(self.counted.with_goals, known)

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
            (say("Promises: {what}", what=state.sentence()), self._promised(state))
            for state in PromiseState
        )
        return [*((line.name, number) for line, number in self._lines()), *promised]

    def _promised(self, state: PromiseState) -> Sentence:
        return self._printed(lambda one: one.promised(state))

    def _printed(self, n: CountOf) -> Sentence:
        if self.exact:
            return say("{n}", n=n(self.counted))
        return printed_of(n(self.counted), map(n, self.known))


def _of_contacts(months: int, rate: FiveCounts) -> Iterator[PrintedNumber]:
    counts, name = rate.within(), say("{n} months", n=months)
    numbers = [*counts.columns(), counts.of_reached(), counts.between()]
    for number in row_of(of.AFTER, of.OF_CONTACTS, numbers):
        yield replace(number, item=str(months), item_name=name)


def rates_page(user: User) -> RatesPage:
    counted = count_plans(access.plans_counted_for(user), timezone.localdate())
    return RatesPage(
        not access.counts_all(user),
        counted.all,
        group_mean(counted.levels),
        [counted.of(teams) for teams in teams_counted_together()],
    )
