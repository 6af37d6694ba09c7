"""Figures of money that are frozen as they are reported, each with the version of its definition.

Domain page on the programmes, 6.7: M7 (a number of people leaves the organisation only from 11,
and where no smaller one can be had by taking earlier ones from it) and M10 (an old report
stays as it was; no line is drawn from one definition to another).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from fanal.core.errors import Refused
from fanal.core.thresholds import SMALLEST_RELEASED
from fanal.core.words import LabelledEnum, Sentence, say

DAY = timedelta(days=1)


class FundIndicator(LabelledEnum):
    PEOPLE = "people", say("people whom money reached")
    VOUCHERS = "vouchers", say("vouchers used")


@dataclass(frozen=True, slots=True)
class FigureDefinition:
    """A definition of an indicator. `counts`: what is counted; `not_said`: what the
    number does not say."""

    indicator: FundIndicator
    version: int
    since: date
    counts: Sentence
    not_said: Sentence

    def of(self, number: int) -> Sentence:
        """Return the number with what it says and does not say."""
        return say(
            "{n} · {what}: {counts}. What it does not say: {not_said}.",
            n=number,
            what=self.indicator.sentence(),
            counts=self.counts,
            not_said=self.not_said,
        )


DEFINITIONS: tuple[FigureDefinition, ...] = (
    FigureDefinition(
        FundIndicator.PEOPLE,
        1,
        date(2026, 1, 1),
        say(
            "each person once, however often and from however many of these grants something was "
            "received within the days named"
        ),
        say("not how much, not whether it helped, nobody of her household"),
    ),
    FigureDefinition(
        FundIndicator.PEOPLE,
        2,
        date(2026, 12, 1),
        say(
            "each person once, however often and from however many of these grants something was "
            "received within the days named; what she said afterwards did not reach her is not "
            "counted, nor is whoever said no to figures; whoever was not asked about them is. Of "
            "erased files as many are counted as there are at least"
        ),
        say("not how much, not whether it helped, nobody of her household"),
    ),
    FigureDefinition(
        FundIndicator.VOUCHERS,
        1,
        date(2026, 1, 1),
        say(
            "vouchers paid out within the days named, and of these such as came back; corrected "
            "by what those say who were asked afterwards"
        ),
        say("not how many people: one person may have several"),
    ),
)


def definition_of(indicator: FundIndicator, on: date) -> FigureDefinition:
    """Return the definition that holds on this day: the last that began."""
    of_it = [definition for definition in DEFINITIONS if definition.indicator is indicator]
    begun = [one for one in of_it if one.since <= on]
    # A day before every definition takes the latest: no figure is without one.
    return max(begun or of_it, key=lambda one: one.version)


def kept_definition(indicator: FundIndicator, version: int) -> FigureDefinition | None:
    return next(
        (
            definition
            for definition in DEFINITIONS
            if (definition.indicator, definition.version) == (indicator, version)
        ),
        None,
    )


def why_not_comparable(versions: Iterable[int]) -> Sentence | None:
    """Return why no line is drawn through these figures; None where they count the same."""
    found = sorted(set(versions))
    if len(found) < 2:
        return None
    return say(
        "versions {first} and {last} of the definition do not count the same: no line is drawn "
        "from one to the other",
        first=found[0],
        last=found[-1],
    )


def why_no_change(
    days: tuple[date, date], before: tuple[date, date], numbers: tuple[int, int]
) -> Sentence | None:
    """Return why no change is told between two figures: of periods of unequal length, such as a
    week and a quarter, or so near to each other that it may be chance; None where it is told."""
    if _length(*days) != _length(*before):
        return say("these days and those of the last figure are not as long: no change is told")
    # Two standard deviations of the difference of two counts (Poisson): 13 after 14 is no trend.
    if (numbers[0] - numbers[1]) ** 2 < 4 * sum(numbers):
        return say(
            "this figure and the last are so near to each other that it may be chance: no change "
            "is told"
        )
    return None


def _length(first: date, last: date) -> tuple[str, int]:
    """Return the length in months where they are whole, so that one quarter is as long as another;
    otherwise in days."""
    after = last + DAY
    if first.day == 1 and after.day == 1:
        return "months", (after.year - first.year) * 12 + after.month - first.month
    return "days", (after - first).days


# ── What may leave the organisation ─────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class Released:
    """A number of people of these grants and days that is with a donor, or is to go there."""

    grants: frozenset[str]
    first: date
    last: date
    number: int

    @property
    def area(self) -> tuple[frozenset[str], date, date]:
        return self.grants, self.first, self.last

    @property
    def size(self) -> int:
        """How many pairs of a grant and a day it is of."""
        return len(self.grants) * ((self.last - self.first).days + 1)

    def holds(self, other: Released) -> bool:
        within = self.first <= other.first and other.last <= self.last
        return other.grants <= self.grants and within

    def apart(self, other: Released) -> bool:
        return not self.grants & other.grants or self.last < other.first or other.last < self.first


TOO_FEW = say("fewer than {n} people: this number stays internal", n=SMALLEST_RELEASED)
CROSSES = say(
    "an earlier report shares some of these grants and days and not all: taken together they would "
    "tell of a few people. Report the same grants and days, or wider ones"
)
CORRECTED = say(
    "a figure of these grants and days was corrected by a few people already: this one stays "
    "internal until it differs from each earlier one by {n} or more",
    n=SMALLEST_RELEASED,
)
SUBTRACTS = say(
    "with earlier reports a number under {n} could be found by subtraction: this one stays "
    "internal",
    n=SMALLEST_RELEASED,
)


def must_be_releasable(new: Released, earlier: Iterable[Released]) -> None:
    """Raise `Refused` where a figure may not go to a donor."""
    if why := why_not_releasable(new, earlier):
        raise Refused(why)


def why_not_releasable(new: Released, earlier: Iterable[Released]) -> Sentence | None:
    """Return why a figure may not go to a donor, who has the earlier ones; None where it may."""
    if new.number < SMALLEST_RELEASED:
        return TOO_FEW
    every = list(earlier)
    # The same figure reported twice tells nothing new.
    before = {figure.number for figure in every if figure.area == new.area}
    known = [figure for figure in every if figure.area != new.area]
    # Two figures that cross share an area of which nobody has a number: by inclusion and exclusion
    # it can be narrowed down.
    if any(not (figure.holds(new) or new.holds(figure) or figure.apart(new)) for figure in known):
        return CROSSES
    # A correction: what was written down late, or taken back. One tells that a few were counted
    # later, and of no grant or days whose; of several in a row each would tell when (ADR 37).
    if _small_changes(before | {new.number}) > 1:
        return CORRECTED
    if any(0 < abs(gap) < SMALLEST_RELEASED for gap in differences(new, known)):
        return SUBTRACTS
    return None


def _small_changes(numbers: Collection[int]) -> int:
    """How many times one of these numbers of the same grants and days is a few people beside
    another."""
    return sum(abs(a - b) < SMALLEST_RELEASED for a, b in combinations(numbers, 2))


def differences(new: Released, earlier: Sequence[Released]) -> Iterator[int]:
    """Yield what anybody who has them all can take from one another: a part from its whole, all
    known parts from it, and of parts that make up a whole how many stand in more than one."""
    for figure in earlier:
        if figure.holds(new) or new.holds(figure):
            yield figure.number - new.number
    figures = {new, *earlier}
    for whole in figures:
        if not whole.holds(new):
            continue
        within = {one for one in figures if whole.holds(one) and not one.holds(whole)}
        widest = _widest(within)
        if widest:
            yield max(0, whole.number - sum(max(_numbers(area, within)) for area in widest))
        for together, has_new in _sums(whole, new, within):
            if has_new or whole == new:
                yield together - whole.number


def _widest(within: Iterable[Released]) -> list[Released]:
    """One of each widest area of grants and days. They share no grant and day: two that cross are
    not released."""
    found = list(within)
    areas = {one.area: one for one in found if not any(_wider(other, one) for other in found)}
    return list(areas.values())


def _wider(one: Released, other: Released) -> bool:
    return one.holds(other) and not other.holds(one)


def _numbers(area: Released, figures: Iterable[Released]) -> list[int]:
    # Several, where the same grants and days were counted again.
    return [one.number for one in figures if one.area == area.area]


def _sums(whole: Released, new: Released, within: Collection[Released]) -> set[tuple[int, bool]]:
    """Every sum of known parts that make up the whole, each with whether `new` is among them; none
    where some grant or day of it is in no part. A part may itself be made up of parts: a year of
    quarters, of months, or of two grants by themselves."""
    parts = _widest(within)
    if sum(part.size for part in parts) != whole.size:
        return set()
    sums = {(0, False)}
    for part in parts:
        inside = {one for one in within if _wider(part, one)}
        known = {(one.number, one == new) for one in within if one.area == part.area}
        known |= _sums(part, new, inside)
        sums = {(n + m, a or b) for n, a in sums for m, b in known}
    return sums
