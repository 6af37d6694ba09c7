"""One estimate a group (sex, age, country, year), added up; and one for all together.

Groups that differ in how easily they are recorded make the estimate of all together too low
(Sekar & Deming 1949, J. Am. Stat. Assoc. 44); groups that are small make their own unsteady. Both
answers are given. Years are groups whose estimates may follow a trend.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp, log, sqrt

import numpy as np
from numpy.random import Generator
from scipy.special import chdtrc, stdtrit

from unseen.data.lists import Lists
from unseen.errors import BadInput, Refused, check_kind
from unseen.messages import Sentence, joined, say
from unseen.results.answer import Answer, Method

Z95 = 1.959963984540054
FEWEST_YEARS = 3


SMALL_MISFIT = 0.05


@dataclass(frozen=True)
class Strata:
    """parts: by group, those that could be estimated; refused: by group, why the others not.

    unpooled: the parts added up, None as soon as one is refused. pooled: all people together.
    """

    parts: Mapping[str, Answer]
    refused: Mapping[str, Sentence]
    unpooled: Answer | None
    pooled: Answer | None

    @property
    def ratio(self) -> float | None:
        """How many times the pooled answer the unpooled one is."""
        if self.unpooled is None or self.pooled is None:
            return None
        return self.unpooled.estimate / self.pooled.estimate


@dataclass(frozen=True, repr=False)
class Trend:
    """The yearly ratio of the number of people, with 95% limits.

    misfit: the chance of years lying so far off the trend if it held (Cochran's Q); small means
    that no steady trend describes these years.
    """

    yearly_ratio: float
    low: float
    high: float
    misfit: float

    def __repr__(self) -> str:
        lines = [
            f"each year {self.yearly_ratio:.2f} times the year before"
            f" (95 %: {self.low:.2f} – {self.high:.2f}), misfit {self.misfit:.3f}"
        ]
        if self.low <= 1 <= self.high:
            lines.append("  No clear change: the interval holds 1.")
        if self.misfit < SMALL_MISFIT:
            lines.append("  These years follow no steady trend.")
        return "\n".join(lines)


@dataclass(frozen=True)
class LeftOut:
    """A group of which no estimate can be tried with these lists. counts: its people."""

    counts: Mapping[int, int]
    why: Sentence

    @property
    def n(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True)
class Groups:
    """tables: the lists of each group. left_out: by name, the groups that have no such table, since
    a list names nobody in them. names: the lists, those of every group."""

    names: tuple[str, ...]
    tables: Mapping[str, Lists]
    left_out: Mapping[str, LeftOut]

    @classmethod
    def of(cls, tables: Mapping[str, Lists]) -> Groups:
        """Return the groups of these tables. Raises BadInput unless all have the same lists."""
        for group, table in tables.items():
            check_kind(f"group {group}", table, Lists)
        names = {table.names for table in tables.values()}
        if len(names) != 1:
            raise BadInput("groups", say("every group needs the same lists in the same order"))
        return cls(names.pop(), dict(tables), {})

    @property
    def whole(self) -> Lists:
        """Everyone in one table, also the people of the groups that are left out."""
        counts: dict[int, int] = {}
        each = [table.counts for table in self.tables.values()]
        each += [group.counts for group in self.left_out.values()]
        for of_group in each:
            for history, count in of_group.items():
                counts[history] = counts.get(history, 0) + count
        return Lists(self.names, counts)


def split(names: tuple[str, ...], histories: Iterable[int], groups: Iterable[str]) -> Groups:
    """Return one table a group from one history (bitmask) and one group a person."""
    counts: dict[str, dict[int, int]] = {}
    for history, group in zip(histories, groups, strict=True):
        of_group = counts.setdefault(group, {})
        of_group[history] = of_group.get(history, 0) + 1
    return grouped(names, dict(sorted(counts.items())))


def grouped(names: tuple[str, ...], counts: Mapping[str, Mapping[int, int]]) -> Groups:
    """Return one table a group. A group in which a list names nobody stops none of the others.

    Raises BadInput where no group can be estimated.
    """
    tables: dict[str, Lists] = {}
    left_out: dict[str, LeftOut] = {}
    for group, of_group in counts.items():
        try:
            tables[group] = Lists(names, of_group)
        except BadInput as problem:
            left_out[group] = LeftOut(of_group, _what_to_do(problem))
    if not tables:
        group, first = next(iter(left_out.items()), ("", None))
        raise BadInput(f"group {group}", first.why if first else say("there are no people"))
    return Groups(names, tables, left_out)


def _what_to_do(problem: BadInput) -> Sentence:
    return say(
        "{why}: estimate this group by itself with fewer lists, or merge it with another",
        why=problem.why,
    )


def by_stratum(groups: Groups, method: Method, rng: Generator) -> Strata:
    """A group that is refused is named, and then there is no sum: nobody is left out unsaid."""
    parts: dict[str, Answer] = {}
    refused = {group: one.why for group, one in groups.left_out.items()}
    for group, table in groups.tables.items():
        try:
            parts[group] = method(table, rng)
        except Refused as refusal:
            refused[group] = joined(*refusal.reasons)
    try:
        pooled = method(groups.whole, rng)
    except Refused:
        pooled = None
    # A sum without one of the groups would look like the whole.
    return Strata(parts, refused, None if refused else added(list(parts.values())), pooled)


def added(parts: list[Answer]) -> Answer:
    """The sum of independent estimates; distances to the limits add up as squares.

    Zou & Donner 2008, Statistics in Medicine 27 (the method of variance estimates recovery).
    """
    total = sum(part.estimate for part in parts)
    # Each side by itself: intervals of these estimates are lopsided, and a symmetric sum would fall
    # below the people seen.
    down = sqrt(sum((part.estimate - part.low) ** 2 for part in parts))
    up = sqrt(sum((part.high - part.estimate) ** 2 for part in parts))
    return Answer(total, total - down, total + up)


def trend(years: Mapping[int, Answer]) -> Trend:
    """Weighted least squares on the logarithm, weights from the intervals.

    When the years scatter more than their intervals allow, the limits are widened by it and by
    Student's t. Raises Refused with fewer than three years.
    """
    if len(years) < FEWEST_YEARS:
        raise Refused(
            say("a trend needs {fewest} years, there are {n}", fewest=FEWEST_YEARS, n=len(years))
        )
    when = np.array(sorted(years), float)
    answers = [years[int(year)] for year in when]
    for answer in answers:
        check_kind("years", answer, Answer)
    if not all(0 < answer.low < answer.high and answer.finite for answer in answers):
        raise Refused(say("a year has no interval to weigh it by"))
    level = np.array([log(answer.estimate) for answer in answers])
    # A 95 % interval on the logarithm is 2 * 1.96 standard errors wide: the weight is 1 / error
    # squared.
    weight = np.array([(2 * Z95 / log(answer.high / answer.low)) ** 2 for answer in answers])
    middle = float(np.average(when, weights=weight))
    spread = float(weight @ (when - middle) ** 2)
    slope = float(weight @ ((when - middle) * level)) / spread
    fitted = np.average(level, weights=weight) + slope * (when - middle)
    scatter, free = float(weight @ (level - fitted) ** 2), len(when) - 2
    # Less scatter than expected is luck and narrows nothing; more widens the interval (Birge's
    # ratio).
    reach = Z95 if scatter <= free else sqrt(scatter / free) * float(stdtrit(free, 0.975))
    reach /= sqrt(spread)
    return Trend(
        exp(slope), exp(slope - reach), exp(slope + reach), misfit=float(chdtrc(free, scatter))
    )
