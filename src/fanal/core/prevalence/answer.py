"""What every method gives: an estimate with its interval."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite

from numpy.random import Generator

from fanal.core.prevalence.lists import Table

LEVELS = (0.95, 0.80)  # of the intervals that every method gives


@dataclass(frozen=True)
class Answer:
    """Numbers of people, those seen included; low and high at 95%."""

    estimate: float
    low: float
    high: float

    @property
    def finite(self) -> bool:
        return all(isfinite(value) for value in (self.estimate, self.low, self.high))


Method = Callable[[Table, Generator], Answer]
