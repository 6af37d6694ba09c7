"""A rate with everybody in it: reached, refused, lost, died, not due; and its bounds.

The figures cover the whole organisation and are read by people who lead one team: small counts are
suppressed, and no rate is based on a small group (`core.thresholds`). Bounds are computed from the
printed counts alone, so that no suppressed count can be derived from them. Secondary suppression:
a quarter is not printed either whose small count follows from the year and its other quarters, nor
a count that, less those whom one or two readers can count themselves, leaves a small number (ADR
36).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import ceil, floor

from fanal.core.thresholds import SMALLEST_COUNT, SMALLEST_GROUP
from fanal.core.words import Sentence, say

TOO_FEW = say("fewer than {n}", n=SMALLEST_COUNT)
BY_YEAR = say("only by year")
NOT_APART = say("not shown separately")
NO_RATE = say("fewer than {n} due: no rate", n=SMALLEST_GROUP)
OF_NOBODY = say("–")  # and no 0: it would say that it is true of none of those who were asked
ALL_BUT_FEW = say("all but {few}", few=TOO_FEW)
FEW_PEOPLE = say("fewer than {n} people: not counted here", n=SMALLEST_GROUP)
RANGE = "{low} to {high} %"
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


# What `FiveCounts.columns` prints, in its order.
COLUMNS = (say("Reached"), say("Said no"), say("Lost"), say("Died"), say("Not due"))
WORTH_HIDING = 3  # numbers between which a hidden one lies, of those that it may be


def printed(count: int, smallest: int = SMALLEST_COUNT) -> Sentence:
    """The count as printed: a small one, other than zero, is suppressed."""
    few = replace(TOO_FEW, values={"n": smallest})
    return few if _is_few(count, smallest) else say("{n}", n=count)


def printed_of(count: int, known: Iterable[int]) -> Sentence:
    """Return the count where each of `known` is what some reader can count of it herself: it is
    suppressed where one of them would have a small number of the others."""
    # She subtracts what she knows; what is left may be small.
    return NOT_APART if any(leaves_few(count, own) for own in known) else printed(count)


def leaves_few(count: int, own: int) -> bool:
    return own > 0 and _is_few(count - own)


def tell_on_each_other(
    parts: Sequence[int], unprinted: Sequence[int] = (), smallest: int = SMALLEST_COUNT
) -> bool:
    """Whether a small one can be had from the sum without the others, all as they are printed.
    `unprinted`: beside the parts, large ones that are not printed either."""
    # The largest that each hidden one may be is one below the threshold.
    few = [part for part in parts if _is_few(part, smallest)]
    others, left, most = len(few) - 1, sum(few) + sum(unprinted), smallest - 1
    if not few:
        return False
    if _is_few(sum(parts), smallest) and not unprinted:
        return most - others < WORTH_HIDING
    low = 1 if unprinted else max(1, left - most * others)
    high = min(most, left - others - smallest * len(unprinted))
    return high - low + 1 < WORTH_HIDING


def not_apart[One: Hashable](parts: Mapping[One, int], smallest: int = SMALLEST_COUNT) -> set[One]:
    """Return the parts of a list that are not printed besides the small ones, where its sum may be
    known: the smallest first; all, where even that would tell one."""
    large = sorted((one for one, n in parts.items() if n >= smallest), key=parts.__getitem__)
    small = [n for n in parts.values() if _is_few(n, smallest)]
    for n in range(len(large) + 1):
        shown = [parts[one] for one in large[n:]]
        # As few as possible are hidden, the smallest first: large counts are what a report is read
        # for.
        hidden = [parts[one] for one in large[:n]]
        if not tell_on_each_other([*small, *shown], hidden, smallest):
            return set(large[:n])
    return set(parts)


def printed_parts[One: Hashable](
    parts: Mapping[One, int], smallest: int = SMALLEST_COUNT
) -> dict[One, Sentence]:
    """The parts of a sum that is printed, or may be known."""
    apart = not_apart(parts, smallest)
    return {one: NOT_APART if one in apart else printed(n, smallest) for one, n in parts.items()}


def printed_behind(count: int, other: int) -> Sentence:
    """A count beside another one that is printed, where it may be only a few more."""
    return NOT_APART if _is_few(count - other) else printed(count)


def _is_few(count: int, smallest: int = SMALLEST_COUNT) -> bool:
    return 0 < count < smallest


@dataclass(frozen=True, slots=True)
class FiveCounts:
    """The five counts of a rate. `unsaid`: reached, and nobody knows whether it is true of them.
    `of_refused`: whether nothing is known of those who refused, so that either may be true of them;
    it is False where the refusal itself is the answer. `instead`: what is printed in place of each
    number. `known`: those among them whom a reader can count herself, or two who talk, for each
    reader and each two."""

    yes: int = 0
    no: int = 0
    refused: int = 0
    lost: int = 0
    died: int = 0
    not_due: int = 0
    of_refused: bool = True
    instead: Sentence | None = None
    unsaid: int = 0
    known: tuple[FiveCounts, ...] = ()

    @property
    def reached(self) -> int:
        return self.yes + self.others

    @property
    def others(self) -> int:
        """The reached of whom it is not known to be true."""
        return self.no + self.unsaid

    @property
    def due(self) -> int:
        return self.reached + self.refused + self.lost + self.died

    @property
    def at_most(self) -> int:
        """The number of all due if it is true of everybody of whom nothing is known;
        of the dead it never is."""
        # The best case; `bounds` takes the worst as well (domain page on the programmes, 5.9).
        return self.yes + self.unsaid + self.lost + (self.refused if self.of_refused else 0)

    @property
    def is_rate(self) -> bool:
        return self.due >= SMALLEST_GROUP

    @property
    def five(self) -> tuple[int, ...]:
        return self.reached, self.refused, self.lost, self.died, self.not_due

    @property
    def rests(self) -> list[FiveCounts]:
        """The counts, and those without whom somebody can count herself, of whom she
        knows only these numbers."""
        return [self, *(self.plus(known, -1) for known in self.known)]

    def plus(self, other: FiveCounts, times: int = 1) -> FiveCounts:
        """Return both together; without the other, where it is taken -1 times."""
        names = ("yes", "no", "refused", "lost", "died", "not_due", "unsaid")
        both = {name: getattr(self, name) + times * getattr(other, name) for name in names}
        return replace(self, known=(), **both)

    def columns(self) -> list[Sentence]:
        """Reached, refused, lost, died, not due."""
        known = [one.five for one in self.known]
        return [
            self.instead or printed_of(count, (own[n] for own in known))
            for n, count in enumerate(self.five)
        ]

    def labelled(self) -> list[tuple[Sentence, Sentence]]:
        """The five counts, each with its name."""
        return list(zip(COLUMNS, self.columns(), strict=True))

    def beside(self, quarters: Sequence[FiveCounts]) -> FiveCounts:
        """Return the counts as they may be printed where the year and all its quarters, this among
        them, are read."""
        # Whoever knows her own of the year knows her own of each quarter.
        for rests in zip(*(quarter.rests for quarter in quarters), strict=True):
            each = zip(*((*one.five, one.yes, one.others) for one in rests), strict=True)
            if any(map(tell_on_each_other, each)):
                return replace(self, instead=BY_YEAR)
        return self

    def within(self) -> FiveCounts:
        """Return the counts as they may be printed where it is known how many all
        five are together."""
        tells = any(tell_on_each_other(rest.five) for rest in self.rests)
        return replace(self, instead=NOT_APART) if tells else self

    def of_reached(self) -> Sentence:
        """Return how many of the reached it is true of. Of all but a few tells as
        much as of a few."""
        if self.instead:
            return self.instead
        if not self.reached:
            return OF_NOBODY
        for own in self.known:
            if leaves_few(self.reached, own.reached) or leaves_few(self.others, own.others):
                return NOT_APART
        if _is_few(self.reached):
            return TOO_FEW
        if _is_few(self.others):
            return ALL_BUT_FEW
        return printed_of(self.yes, (own.yes for own in self.known))

    def between(self) -> Sentence:
        """The share of all due in percent, at least and at most, rounded outwards."""
        if self.instead:
            return self.instead
        if not self.is_rate:
            return NO_RATE
        # Reckoned from a number that is not printed, the share would tell it.
        if NOT_APART in (*self.columns(), self.of_reached()):
            return NOT_APART
        low, high = self.bounds()
        return say("{low} to {high} %", low=low, high=high)

    def bounds(self) -> Range:
        """Least if it is true of nobody of whom nothing is known, most if of each of them."""
        yes, others = self._reached_ranges()
        unsaid, refused, lost, died = map(_range, (self.unsaid, *self.five[1:4]))
        unknown = (unsaid, lost, refused) if self.of_refused else (unsaid, lost)
        false = (died,) if self.of_refused else (died, refused)
        most = yes[1] + sum(one[1] for one in unknown)
        no = max(0, others[0] - unsaid[1])
        low = _share(yes[0], sum(one[1] for one in (others, refused, lost, died)))
        # Outwards, so that the printed range never claims more than is known.
        return floor(low), ceil(_share(most, no + sum(one[0] for one in false)))

    def _reached_ranges(self) -> tuple[Range, Range]:
        """The ranges of `yes` and of the others that the printed counts leave possible."""
        if _is_few(self.reached):
            return (0, SMALLEST_COUNT - 1), (0, SMALLEST_COUNT - 1)
        if _is_few(self.others):
            return _rest(self.reached), _range(self.others)
        if _is_few(self.yes):
            return _range(self.yes), _rest(self.reached)
        return (self.yes, self.yes), (self.others, self.others)


def printed_part(count: int, whole: int, known: Iterable[tuple[int, int]] = ()) -> Sentence:
    """A count whose whole is printed too: all but a few tell as much as a few. `known`: the same
    two numbers of those whom a reader can count herself."""
    counts = replace(_part_of(count, whole), known=tuple(_part_of(*own) for own in known))
    return counts.of_reached() if counts.reached else printed(0)


def _part_of(count: int, whole: int) -> FiveCounts:
    return FiveCounts(yes=count, no=max(0, whole - count))


def five_counts(known: Iterable[CountedAs], *, of_refused: bool = True) -> FiveCounts:
    n = Counter(known)
    return FiveCounts(
        n[K.YES], n[K.NO], n[K.REFUSED], n[K.LOST], n[K.DIED], n[K.NOT_DUE], of_refused
    )


def _range(count: int) -> Range:
    """The values that a printed count leaves possible."""
    return (1, SMALLEST_COUNT - 1) if _is_few(count) else (count, count)


def _rest(reached: int) -> Range:
    return reached - SMALLEST_COUNT + 1, reached - 1


def _share(part: int, rest: int) -> float:
    return 100 * part / (part + rest) if part + rest else 0
