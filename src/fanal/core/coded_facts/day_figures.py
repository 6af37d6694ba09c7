"""How many days something took, as a figure that tells of nobody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

from fanal.core.coded_facts.outcome_rates import BY_YEAR, FEW_PEOPLE, NOT_APART, tell_on_each_other
from fanal.core.thresholds import SMALLEST_GROUP
from fanal.core.words import Sentence, say


@dataclass(frozen=True, slots=True)
class DayFigures:
    """The median number of days of `of` people; None for fewer than eleven. The longest is not
    given: it is that of one person. `instead`: what is printed in place of the figure."""

    of: int
    middle: float | None
    instead: Sentence | None = None

    def beside(self, known: Iterable[int], quarters: Iterable[Sequence[int]]) -> DayFigures:
        """Return the figure as it may be printed where each of `known` is how many of them a
        reader can count herself. `quarters`: for all and for each reader, how many there are
        besides hers in each quarter of the year."""
        if few_besides(self.of, known):
            return replace(self, instead=NOT_APART)
        told = any(map(tell_on_each_other, quarters))
        return replace(self, instead=BY_YEAR) if told else self

    def columns(self) -> list[Sentence]:
        """The middle, and of how many; or twice why not."""
        if self.instead or self.middle is None:
            return [self.instead or FEW_PEOPLE] * 2
        return [say("{n}", n=one) for one in (self.middle, self.of)]


def few_besides(people: int, known: Iterable[int]) -> bool:
    """Whether, for one who can count so many of them herself, the others are too few for a figure
    of them."""
    return any(own and 0 < people - own < SMALLEST_GROUP for own in known)


def days_of(found: Iterable[int]) -> DayFigures:
    days = list(found)
    # A median of few people is a number of one or two of them.
    return DayFigures(len(days), None if len(days) < SMALLEST_GROUP else median(days))
