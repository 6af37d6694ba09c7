"""What every method gives: an estimate with its interval."""

from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite

from numpy.random import Generator

from unseen.data.lists import Lists

LEVELS = (0.95, 0.80)  # of the intervals that every method gives


@dataclass(frozen=True)
class Answer:
    """Numbers of people, those seen included; low and high at 95%.

    at_least: a lower limit alone, whose upper one is infinite because nothing is said of it.
    """

    estimate: float
    low: float
    high: float
    at_least: bool = False

    @property
    def finite(self) -> bool:
        said = (self.estimate, self.low) if self.at_least else (self.estimate, self.low, self.high)
        return all(isfinite(value) for value in said)


Method = Callable[[Lists, Generator], Answer]
