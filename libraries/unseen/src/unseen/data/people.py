"""One row a person, with more about her than the lists she is on: age band, sex, year."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from unseen.errors import BadInput
from unseen.data.reading import heading_of, history_of, names_of, opened, rows
from unseen.messages import say


@dataclass(frozen=True)
class Records:
    """histories: bitmask of `lists` for each person. columns: her values, by name, as written.

    Ten million people with three columns take half a gigabyte: equal values are kept once.
    """

    lists: tuple[str, ...]
    histories: array[int]
    columns: dict[str, list[str]]

    def on(self, name: str) -> NDArray[np.bool_]:
        """Who is on the list of this name."""
        bit = 1 << self.lists.index(name)
        return np.asarray(self.histories, np.int16) & bit > 0

    def numbers(self) -> NDArray[np.float64]:
        """People x covariates: a column of numbers as it is, words as 0 and 1 for each but one."""
        parts = [as_numbers(values) for values in self.columns.values()]
        return np.hstack([np.empty((len(self.histories), 0)), *parts])


def as_numbers(values: Sequence[str]) -> NDArray[np.float64]:
    try:
        return np.fromiter(map(float, values), float, len(values))[:, None]
    except ValueError:
        words = {word: k for k, word in enumerate(sorted(set(values)))}
        codes = np.fromiter(map(words.__getitem__, values), np.int32, len(values))
        marks: NDArray[np.bool_] = codes[:, None] == np.arange(1, len(words))
        return marks.astype(float)


def read_records(path: str | Path, columns: Sequence[str], lists: Sequence[str] = ()) -> Records:
    """A CSV file: the named columns, and the lists: those named, or all other columns.

    Raises BadInput naming line and column.
    """
    with opened(path) as file:
        heading, separator = heading_of(file)
        names = names_of(lists or [name for name in heading if name not in columns])
        places = {name: place(heading, name) for name in (*names, *columns)}
        found = Records(names, array("h"), {name: [] for name in columns})
        for line, cells in rows(file, separator, len(heading)):
            take(found, cells, places, line)
    return found


def place(heading: list[str], name: str) -> int:
    if heading.count(name) != 1:
        raise BadInput(f"column {name}", say("is not there exactly once in the heading"))
    return heading.index(name)


def take(found: Records, cells: list[str], places: dict[str, int], line: int) -> None:
    history = history_of([cells[places[name]] for name in found.lists], found.lists, line)
    if not history:
        raise BadInput(f"line {line}", say("this person is on no list"))
    for name, values in found.columns.items():
        values.append(sys.intern(value_of(cells[places[name]], f"line {line}, column {name}")))
    found.histories.append(history)


def value_of(cell: str, where: str) -> str:
    value = cell.strip()
    if not value:
        raise BadInput(where, say("is empty"))
    if "\n" in value or "\r" in value:  # it would swallow the rows below
        raise BadInput(where, say("a quotation mark is not closed"))
    return value
