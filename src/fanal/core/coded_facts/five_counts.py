"""A rate with everybody in it: reached, refused, lost, died, not due; and its bounds.

It is of the whole house, and whoever leads one team reads it: a number below five is not told
apart, and no rate is made of fewer than eleven. The bounds are those of the printed numbers alone,
so that nothing hidden can be reckoned back from them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from math import ceil, floor

from fanal.core.reintegration.goals import SMALLEST_GROUP
from fanal.core.words import Sentence, say

SMALLEST_COUNT = 5
TOO_FEW = say("fewer than {n}", n=SMALLEST_COUNT)
NO_RATE = say("fewer than {n} due: no rate", n=SMALLEST_GROUP)
type Range = tuple[int, int]


class CountedAs(StrEnum):
    """What is known of one who is counted. Reached are YES and NO."""

    YES = "yes"
    NO = "no"
    REFUSED = "refused"
    LOST = "lost"
    DIED = "died"
    NOT_DUE = "not_due"


K = CountedAs


def printed(count: int) -> Sentence:
    """The number; none that is small but not zero."""
    return TOO_FEW if 0 < count < SMALLEST_COUNT else say("{n}", n=count)


@dataclass(frozen=True, slots=True)
class FiveCounts:
    """`of_refused`: whether nothing is known of those who refused, so that either may be true of
    them; it is False where the refusal itself is the answer."""

    yes: int = 0
    no: int = 0
    refused: int = 0
    lost: int = 0
    died: int = 0
    not_due: int = 0
    of_refused: bool = True

    @property
    def reached(self) -> int:
        return self.yes + self.no

    @property
    def due(self) -> int:
        return self.reached + self.refused + self.lost + self.died

    @property
    def is_rate(self) -> bool:
        return self.due >= SMALLEST_GROUP

    def columns(self) -> list[Sentence]:
        """Reached, refused, lost, died, not due."""
        five = (self.reached, self.refused, self.lost, self.died, self.not_due)
        return [printed(one) for one in five]

    def of_reached(self) -> Sentence:
        """How many of the reached it is true of. Of all but a few tells as much as of a few."""
        if 0 < self.reached < SMALLEST_COUNT:
            return TOO_FEW
        if 0 < self.no < SMALLEST_COUNT:
            return say("all but {few}", few=TOO_FEW)
        return printed(self.yes)

    def between(self) -> Sentence:
        """The share of all due in percent, at least and at most, rounded outwards."""
        if not self.is_rate:
            return NO_RATE
        low, high = self.bounds()
        return say("{low} to {high} %", low=low, high=high)

    def bounds(self) -> Range:
        """Least if it is true of nobody of whom nothing is known, most if of each of them."""
        yes, no = self._reached_ranges()
        refused, lost, died = (_range(one) for one in (self.refused, self.lost, self.died))
        unknown = (lost, refused) if self.of_refused else (lost,)
        false = (no, died) if self.of_refused else (no, died, refused)
        most = yes[1] + sum(one[1] for one in unknown)
        low = _share(yes[0], sum(one[1] for one in (no, refused, lost, died)))
        return floor(low), ceil(_share(most, sum(one[0] for one in false)))

    def _reached_ranges(self) -> tuple[Range, Range]:
        """Between which numbers yes and no lie, as they are printed."""
        if 0 < self.reached < SMALLEST_COUNT:
            return (0, SMALLEST_COUNT - 1), (0, SMALLEST_COUNT - 1)
        if 0 < self.no < SMALLEST_COUNT:
            return _rest(self.reached), _range(self.no)
        if 0 < self.yes < SMALLEST_COUNT:
            return _range(self.yes), _rest(self.reached)
        return (self.yes, self.yes), (self.no, self.no)


def five_counts(known: Iterable[CountedAs], *, of_refused: bool = True) -> FiveCounts:
    n = Counter(known)
    return FiveCounts(
        n[K.YES], n[K.NO], n[K.REFUSED], n[K.LOST], n[K.DIED], n[K.NOT_DUE], of_refused
    )


def _range(count: int) -> Range:
    """What a printed number leaves open."""
    return (1, SMALLEST_COUNT - 1) if 0 < count < SMALLEST_COUNT else (count, count)


def _rest(reached: int) -> Range:
    return reached - SMALLEST_COUNT + 1, reached - 1


def _share(part: int, rest: int) -> float:
    return 100 * part / (part + rest) if part + rest else 0
