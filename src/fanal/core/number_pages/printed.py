"""A number as it is printed, and as it goes into a file.

What stands in a file is read from the sentence that the page prints, and from nothing else: whoever
has the file knows no more than whoever reads the page, and nothing hidden there can be in it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from fanal.core.coded_facts.outcome_rates import (
    ALL_BUT_FEW,
    BY_YEAR,
    FEW_PEOPLE,
    NO_RATE,
    NOT_APART,
    OF_NOBODY,
    RANGE,
    TOO_FEW,
)
from fanal.core.number_pages.definitions import CodedWord, Defined
from fanal.core.words import LabelledEnum, Sentence, say

THIS_QUARTER = say("only in the quarter that runs")
INSIDE_ONLY = say("inside only")
REPLACED = say("replaced by a later one")
REFUSED = say("refused")
PLAIN, GROUPED, BETWEEN = "{n}", "{n:,}", "{low:,} – {high:,}"


class CellState(LabelledEnum):
    """Whether the number is in the file, and why not."""

    SHOWN = "shown", say("the number is printed")
    FEW = "few", say("hidden: fewer than the smallest number told apart")
    ALL_BUT_FEW = "all_but_few", say("hidden: all but a few")
    FEW_PEOPLE = "few_people", say("not reckoned: of too few people")
    OF_NOBODY = "of_nobody", say("no number: there is nobody of whom it could be true")
    NO_RATE = "no_rate", say("no rate: too few were due")
    ONLY_BY_YEAR = (
        "only_by_year",
        say("hidden: the year and its quarters would tell a small number"),
    )
    NOT_APART = "not_apart", say("hidden: the numbers beside it would tell a small one")
    ONLY_NOW = "only_now", say("hidden: two quarters compared would tell a small number")
    INSIDE = "inside", say("hidden: it was not released")
    REPLACED = "replaced", say("hidden: a later figure has taken its place")
    REFUSED = "refused", say("no number: the lists bear none")


HIDDEN: dict[str, CellState] = {
    TOO_FEW.template: CellState.FEW,
    ALL_BUT_FEW.template: CellState.ALL_BUT_FEW,
    FEW_PEOPLE.template: CellState.FEW_PEOPLE,
    OF_NOBODY.template: CellState.OF_NOBODY,
    NO_RATE.template: CellState.NO_RATE,
    BY_YEAR.template: CellState.ONLY_BY_YEAR,
    NOT_APART.template: CellState.NOT_APART,
    THIS_QUARTER.template: CellState.ONLY_NOW,
    INSIDE_ONLY.template: CellState.INSIDE,
    REPLACED.template: CellState.REPLACED,
    REFUSED.template: CellState.REFUSED,
}


@dataclass(frozen=True, slots=True)
class InFile:
    """A number as it goes into a file. `at_most`: of a range its end, and `value`
    where it begins."""

    value: float | None
    at_most: float | None
    state: CellState


@dataclass(frozen=True, slots=True)
class CountedDays:
    """The days of a number that has days of its own: its first and last, and when it
    was counted."""

    first: date
    last: date
    on: date


@dataclass(frozen=True, slots=True)
class PrintedNumber:
    """A number as it is printed. `item`: by what the line is told apart, as a code and in words.
    `days`: None for those of the whole page."""

    line: Defined
    measure: Defined
    said: Sentence
    item: str = ""
    item_name: Sentence | None = None
    days: CountedDays | None = None

    @property
    def in_file(self) -> InFile:
        return in_file(self.said)


def in_file(said: Sentence) -> InFile:
    """Return what a sentence becomes in a file. Raises LookupError for what no page
    of numbers prints."""
    if said.template in (PLAIN, GROUPED):
        return InFile(said.values["n"], None, CellState.SHOWN)
    if said.template in (RANGE, BETWEEN):
        return InFile(said.values["low"], said.values["high"], CellState.SHOWN)
    # A sentence that is not in the list raises: what is forgotten here is never written as a
    # number.
    return InFile(None, None, HIDDEN[said.template])


def row_of(
    line: Defined, measures: Sequence[Defined], said: Sequence[Sentence]
) -> Iterator[PrintedNumber]:
    """Yield the cells of one line, each under its measure."""
    for measure, one in zip(measures, said, strict=True):
        yield PrintedNumber(line, measure, one)


def by_item(
    line: Defined, measure: Defined, counts: Sequence[tuple[CodedWord, Sentence]]
) -> Iterator[PrintedNumber]:
    """Yield one number for each code."""
    for one, said in counts:
        yield PrintedNumber(line, measure, said, str(one.value), one.sentence())
