"""One row a person, with more about her than the lists she is on: age band, sex, year."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from unseen.data.lists import Lists, from_histories
from unseen.data.reading import Rows, heading_of, history_of, names_of, opened, rows
from unseen.errors import BadInput
from unseen.messages import say


@dataclass(frozen=True, repr=False)
class People:
    """histories: bitmask of `lists` for each person. columns: her values, by name, as written.

    Ten million people with three columns take half a gigabyte: equal values are kept once.
    """

    lists: tuple[str, ...]
    histories: array[int]
    columns: dict[str, list[str]]

    @classmethod
    def from_csv(
        cls, path: str | Path, columns: Sequence[str], lists: Sequence[str] = ()
    ) -> People:
        """columns: what else is known of the people. lists: the lists, or all other columns."""
        return read_records(path, columns, lists)

    @classmethod
    def from_excel(
        cls, path: str | Path, columns: Sequence[str], lists: Sequence[str] = (), sheet: str = ""
    ) -> People:
        from unseen.data import sources

        return records_of(*sources.excel_sheet(path, sheet), columns, lists)

    @classmethod
    def from_dataframe(
        cls, frame: Any, columns: Sequence[str], lists: Sequence[str] = ()
    ) -> People:
        from unseen.data import sources

        return records_of(*sources.frame_sheet(frame), columns, lists)

    def __repr__(self) -> str:
        known, lists = ", ".join(self.columns), ", ".join(self.lists)
        return f"People({len(self.histories):,} rows; lists {lists}; columns {known})"

    def all_lists(self) -> Lists:
        """Everybody together."""
        return from_histories(self.lists, self.histories)

    def groups(self, by: Sequence[str]) -> list[str]:
        """The group of each person by one column or several, joined by a middle dot."""
        for name in by:
            if name not in self.columns:
                raise BadInput(f"column {name}", say("is not there exactly once in the heading"))
        return [" · ".join(values) for values in zip(*(self.columns[c] for c in by), strict=True)]

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


def read_records(path: str | Path, columns: Sequence[str], lists: Sequence[str] = ()) -> People:
    """A CSV file: the named columns, and the lists: those named, or all other columns.

    Raises BadInput naming line and column.
    """
    with opened(path) as file:
        heading, separator = heading_of(file)
        return records_of(heading, rows(file, separator, len(heading)), columns, lists)


def records_of(
    heading: list[str], found: Rows, columns: Sequence[str], lists: Sequence[str] = ()
) -> People:
    """The same from rows of any source."""
    names = names_of(lists or [name for name in heading if name not in columns])
    places = {name: place(heading, name) for name in (*names, *columns)}
    people = People(names, array("h"), {name: [] for name in columns})
    for line, cells in found:
        take(people, cells, places, line)
    return people


def place(heading: list[str], name: str) -> int:
    if heading.count(name) != 1:
        raise BadInput(f"column {name}", say("is not there exactly once in the heading"))
    return heading.index(name)


def take(found: People, cells: Sequence[str], places: dict[str, int], line: int) -> None:
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
