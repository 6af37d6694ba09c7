"""Two statements of when somebody was born: do they allow one another?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Protocol

from scriptnames.messages import BadInput, Sentence, say


class Span(Protocol):
    """Any span of days, both ends included: `Interval`, or a class of the caller's own."""

    @property
    def earliest(self) -> date: ...

    @property
    def latest(self) -> date: ...


@dataclass(frozen=True)
class Interval:
    """The days from `earliest` to `latest`, both included. Raises BadInput where they
    are turned round."""

    earliest: date
    latest: date

    def __post_init__(self) -> None:
        if self.earliest > self.latest:
            why = say("{one} comes after {other}", one=self.earliest, other=self.latest)
            raise BadInput("date", why)


class BirthLevel(IntEnum):
    """How well two statements of birth agree, from surely apart to the same day."""

    APART = 0
    NEAR = 1  # a few years, one of them estimated or of a known habit
    UNKNOWN = 2
    ALLOW = 3  # the spans overlap
    SAME_DAY = 4


@dataclass(frozen=True)
class Born:
    """The days that a source allows; `estimated` where an age was guessed."""

    span: Span
    estimated: bool = False

    @classmethod
    def on(cls, day: date) -> Born:
        return cls(Interval(day, day))

    @classmethod
    def in_year(cls, year: int, *, estimated: bool = False) -> Born:
        """The whole year. Raises `BadInput` for what is no year."""
        try:
            return cls(Interval(date(year, 1, 1), date(year, 12, 31)), estimated)
        except (TypeError, ValueError):
            raise BadInput("year", say("{text} is no year", text=year)) from None

    @property
    def day(self) -> date | None:
        return self.span.earliest if self.span.earliest == self.span.latest else None


NEAR_YEARS, NEAR_YEARS_ESTIMATED = 2, 5


def compare_births(a: Born | None, b: Born | None) -> tuple[BirthLevel, tuple[Sentence, ...]]:
    """Return how two statements agree, and why; symmetric. An unknown birth says nothing."""
    if a is None or b is None:
        return BirthLevel.UNKNOWN, ()
    if a.day and b.day and a.day == b.day:
        return BirthLevel.SAME_DAY, (say("born the same day"),)
    # Forms with the month first, filled in by offices that write the day first.
    if a.day and b.day and swapped(a.day, b.day):
        return BirthLevel.SAME_DAY, (say("day and month of birth turned round"),)
    if overlap(a.span, b.span):
        return BirthLevel.ALLOW, (say("the births allow one another"),)
    return apart(a, b)


def overlap(a: Span, b: Span) -> bool:
    return a.earliest <= b.latest and b.earliest <= a.latest


def swapped(a: date, b: date) -> bool:
    return a.year == b.year and (a.day, a.month) == (b.month, b.day)


def apart(a: Born, b: Born) -> tuple[BirthLevel, tuple[Sentence, ...]]:
    years = years_between(a.span, b.span)
    # Where only the year was known, registers of this region write 1 January.
    first_of_january = any(born.day and (born.day.day, born.day.month) == (1, 1) for born in (a, b))
    if years == 0 and first_of_january:
        return BirthLevel.ALLOW, (say("the 1 January of one may stand for an unknown day"),)
    guessed = a.estimated or b.estimated
    near = years <= (NEAR_YEARS_ESTIMATED if guessed else NEAR_YEARS)
    if guessed:
        reason = say("birth years {n} apart, at least one of them estimated", n=years)
    else:
        reason = say("birth years {n} apart", n=years)
    if years == 0:
        reason = say("different days in one year")
    return (BirthLevel.NEAR if near else BirthLevel.APART), (reason,)


def years_between(a: Span, b: Span) -> int:
    """Return the calendar years between two spans; 0 where they touch the same year."""
    return max(0, a.earliest.year - b.latest.year, b.earliest.year - a.latest.year)
