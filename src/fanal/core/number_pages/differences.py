"""What a page of numbers says otherwise than a file that was given out of it: a revision is told,
and no small number by it (domain page on figures, 2.2)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from fanal.core.number_pages.definitions import PageOfNumbers
from fanal.core.number_pages.printed import CellState, InFile, PrintedNumber
from fanal.core.thresholds import SMALLEST_COUNT
from fanal.core.words import Sentence, say

type Cell = tuple[float | None, float | None, str]
type Cells = dict[str, Cell]

BY_FEW = say("changed by fewer than {n}", n=SMALLEST_COUNT)
SHOWN_OTHERWISE = say("hidden in one of the two")


@dataclass(frozen=True, slots=True)
class ChangedNumber:
    """What reads otherwise. `said`: what it was, or as much as is told of it."""

    line: Sentence
    item: Sentence | None
    measure: Sentence
    said: Sentence


def cells_of(numbers: Iterable[PrintedNumber]) -> Cells:
    """Return what stands in the file, by line, item and measure."""
    return {_key(one): _cell(one.in_file) for one in numbers}


def differences(
    page: PageOfNumbers, taken: Mapping[str, Sequence[object]], now: Mapping[str, Cell]
) -> list[ChangedNumber]:
    """Return what reads otherwise now, in the order of the page; what is gone, last."""
    nothing: Cell = (0, None, CellState.SHOWN.value)
    # What is of the day of the page, whatever the period, is no revision of it.
    lines = {line.code for line in page.lines if not line.no_period}
    # A line that this version counts no more is compared with nothing.
    keys = dict.fromkeys(key for key in (*now, *taken) if key.partition("|")[0] in lines)
    each = ((key, tuple(taken.get(key, nothing)), tuple(now.get(key, nothing))) for key in keys)
    return [_difference(page, key, then, today) for key, then, today in each if then != today]


def _difference(
    page: PageOfNumbers, key: str, then: Sequence[object], now: Sequence[object]
) -> ChangedNumber:
    line_code, item, measure = key.split("|")
    line = page.line(line_code)
    words = next((one.sentence() for one in line.items if str(one.value) == item), None)
    return ChangedNumber(line.name, words, page.measure(measure).name, _said(then, now))


def _said(then: Sequence[object], now: Sequence[object]) -> Sentence:
    (was, was_to, state), (is_now, is_to, state_now) = then, now
    if not state == state_now == CellState.SHOWN.value:
        return SHOWN_OTHERWISE
    if was_to is not None or is_to is not None:
        return say("was {low} to {high} %", low=was, high=was_to)
    assert isinstance(was, int | float)  # it is shown
    assert isinstance(is_now, int | float)
    return BY_FEW if abs(was - is_now) < SMALLEST_COUNT else say("was {n}", n=was)


def _key(one: PrintedNumber) -> str:
    return f"{one.line.code}|{one.item}|{one.measure.code}"


def _cell(found: InFile) -> Cell:
    return found.value, found.at_most, found.state.value
