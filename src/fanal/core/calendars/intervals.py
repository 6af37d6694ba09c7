"""A stretch of days, both ends included."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from fanal.core.errors import BadInput
from fanal.core.words import say


@dataclass(frozen=True, order=True)
class Interval:
    """The days from `earliest` to `latest`, both included."""

    earliest: date
    latest: date

    def __post_init__(self) -> None:
        if self.earliest > self.latest:
            raise BadInput(
                "date", say("{one} comes after {other}", one=self.earliest, other=self.latest)
            )

    def __contains__(self, day: date) -> bool:
        return self.earliest <= day <= self.latest

    def overlap(self, other: Interval) -> Interval | None:
        """The days in both, or None where they share none."""
        earliest, latest = max(self.earliest, other.earliest), min(self.latest, other.latest)
        return Interval(earliest, latest) if earliest <= latest else None


def lies_within(day: date, first: date | None, last: date | None) -> bool:
    """Whether the day is neither before `first` nor after `last`; None: no end on that side."""
    return (first is None or first <= day) and (last is None or day <= last)


def common(intervals: Iterable[Interval]) -> Interval | None:
    """The days that all intervals share, or None."""
    shared: Interval | None = None
    for number, interval in enumerate(intervals):
        shared = interval if number == 0 else shared and shared.overlap(interval)
    return shared


def hull(intervals: Iterable[Interval]) -> Interval:
    """The shortest interval that holds all of them. Raises ValueError where there is none."""
    known = list(intervals)
    return Interval(min(i.earliest for i in known), max(i.latest for i in known))
