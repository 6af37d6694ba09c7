"""One row a person, with more about her than the lists she is on: age band, sex, year."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice, repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from unseen.data.ids import as_text
from unseen.data.lists import MOST, Lists, from_histories
from unseen.data.reading import (
    LISTED,
    file_name,
    heading_of,
    history_of,
    is_count,
    names_of,
    opened,
    people_of,
    rows,
    shape_of,
    shown,
)
from unseen.data.row_names import Rows, without_row_names
from unseen.errors import BadInput, check_kind
from unseen.messages import Sentence, say

if TYPE_CHECKING:
    from unseen.data.sheet import Sheet

MOST_HISTORIES = 1 << MOST  # more rows than histories cannot all differ
FEWEST_ROWS = 4  # fewer bear no estimate, whatever they are
IDS = ("id", "person", "personne")
type Row = tuple[int, Sequence[str]]
MOST_COUNTED = 10_000_000  # people in rows of counts: each is a place in memory here


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
        from unseen.data.sheet import excel_sheet
        from unseen.data.spreadsheet import sheet_rows

        title, found = sheet_rows(path, file_name(path), sheet)
        return cls.from_sheet(excel_sheet(title, found), columns, lists)

    @classmethod
    def from_dataframe(
        cls, frame: Any, columns: Sequence[str], lists: Sequence[str] = ()
    ) -> People:
        from unseen.data.sheet import frame_sheet

        return cls.from_sheet(frame_sheet(frame), columns, lists)

    @classmethod
    def from_sheet(cls, sheet: Sheet, columns: Sequence[str], lists: Sequence[str] = ()) -> People:
        """A table that was read with `read_sheet`."""
        from unseen.data.sheet import Sheet, named

        check_kind("sheet", sheet, Sheet)
        with named(sheet.title):
            return records_of(sheet.heading, sheet.rows, columns, lists)

    def __repr__(self) -> str:
        known, lists = ", ".join(self.columns), ", ".join(self.lists)
        return f"People({len(self.histories):,} rows; lists {lists}; columns {known})"

    def all_lists(self) -> Lists:
        """Return the lists of everybody together."""
        return from_histories(self.lists, self.histories)

    def groups(self, by: Sequence[str]) -> list[str]:
        """The group of each person by one column or several, joined by a middle dot."""
        for name in by:
            if name not in self.columns:
                raise BadInput(f"column {name}", say("is not there exactly once in the heading"))
        return [" · ".join(values) for values in zip(*(self.columns[c] for c in by), strict=True)]

    def on(self, name: str) -> NDArray[np.bool_]:
        """Return who is on the list of this name."""
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
        # From the second word on: a column for each of them would sum to the constant.
        marks: NDArray[np.bool_] = codes[:, None] == np.arange(1, len(words))
        return marks.astype(float)


def read_records(path: str | Path, columns: Sequence[str], lists: Sequence[str] = ()) -> People:
    """A CSV file: the named columns, and the lists: those named, or all other columns.

    Raises BadInput naming line and column.
    """
    with opened(path) as file:
        heading, separator = heading_of(file)
        names, found = without_row_names(heading, rows(file, separator, len(heading)))
        return records_of(names, found, columns, lists)


def records_of(
    heading: Sequence[str], found: Rows, columns: Sequence[str], lists: Sequence[str] = ()
) -> People:
    """The same from rows of any source, in any of the three shapes beside the named columns.

    A last column of counts stands for so many people alike. In the long form, one row for each
    place on a list, the columns `list` and `person` stand for the lists.
    """
    columns, lists = named_columns("columns", columns), named_columns("lists", lists or ())
    rest = [name for name in heading if name not in columns]
    if not lists and rest and shape_of(rest) == "members":
        return members_with(heading, found, columns)
    last = heading[-1] if heading else ""
    many = last if last in rest and is_count(last) and last not in lists else ""
    names = names_of(lists or [name for name in rest if name != many])
    places = {name: place(heading, name) for name in (*names, *columns)}
    people = People(names, array("h"), {name: [] for name in columns})
    found = iter(found)
    kept = list(islice(found, MOST_HISTORIES))
    for line, cells in chain(kept, found):
        take(people, cells, places, line, how_many(cells[-1], line, many) if many else 1)
        if many and len(people.histories) > MOST_COUNTED:
            raise BadInput(f"line {line}, column {many}", too_many_people(len(people.histories)))
    if not many:
        check_no_counts(heading, {*names, *columns}, kept, people.histories)
    return people


def check_no_counts(
    heading: Sequence[str], used: Collection[str], rows: list[Row], histories: Sequence[int]
) -> None:
    """Check that no column that is left out holds counts: each row stands for so many people then,
    and not for one. Of people, some share a history. Raises BadInput."""
    if len(histories) < FEWEST_ROWS or len(set(histories)) < len(histories):
        return
    for j, name in enumerate(heading):
        cells = [row[j].strip() for _, row in rows]
        numbers = all(cell.isascii() and cell.isdecimal() for cell in cells)
        if name in used or name.lower() in IDS or not numbers or max(map(int, cells)) < 2:
            continue
        raise BadInput(
            f"column {name}",
            say(
                "looks like the number of people with each history, since no two rows are on the"
                " same lists: put it last and call it count"
            ),
        )


def named_columns(where: str, names: str | Iterable[str]) -> list[str]:
    """Return the names of columns: one name alone is a column too, and not one column a letter."""
    check_kind(where, names, str, Iterable)
    return [names] if isinstance(names, str) else list(names)


def how_many(cell: str, line: int, column: str) -> int:
    where = f"line {line}, column {column}"
    count = people_of(cell, where)
    if count > MOST_COUNTED:
        raise BadInput(where, too_many_people(count))
    return count


def too_many_people(count: int) -> Sentence:
    return say("{count} people is more than can be meant", count=count)


def members_with(heading: Sequence[str], found: Rows, columns: Sequence[str]) -> People:
    """The long form: a person's rows are put together by her id, and say the same of her."""
    of_list, of_person = (
        next(j for j, name in enumerate(heading) if LISTED.get(name.lower()) == kind)
        for kind in (0, 1)
    )
    places = {name: place(heading, name) for name in columns}
    people: dict[str, tuple[int, dict[str, str], list[str]]] = {}
    for line, cells in found:
        on, person = cells[of_list].strip(), as_text(cells[of_person])
        if not on or not person:
            raise BadInput(f"line {line}", say("a list and a person are needed"))
        values = {
            name: value_of(cells[j], f"line {line}, column {name}") for name, j in places.items()
        }
        first, said, lists = people.setdefault(person, (line, values, []))
        for name, value in values.items():
            # Two values for one person may be two people under one id: nobody is put into a group
            # by chance.
            if said[name] != value:
                raise BadInput(f"line {line}, column {name}", other_value(value, said[name], first))
        lists.append(on)
    return of_members(people, columns)


def other_value(value: str, first: str, line: int) -> Sentence:
    return say(
        "'{value}' is not what line {line} says of the same person: '{first}'",
        value=shown(value),
        first=shown(first),
        line=line,
    )


def of_members(
    people: Mapping[str, tuple[int, dict[str, str], list[str]]], columns: Sequence[str]
) -> People:
    names = names_of(list(dict.fromkeys(on for *_, lists in people.values() for on in lists)))
    bits = {name: 1 << j for j, name in enumerate(names)}
    histories = array("h", (sum({bits[on] for on in lists}) for *_, lists in people.values()))
    values = {name: [said[name] for _, said, _ in people.values()] for name in columns}
    return People(names, histories, values)


def place(heading: Sequence[str], name: str) -> int:
    if heading.count(name) != 1:
        raise BadInput(f"column {name}", say("is not there exactly once in the heading"))
    return heading.index(name)


def take(found: People, cells: Sequence[str], places: dict[str, int], line: int, many: int) -> None:
    history = history_of([cells[places[name]] for name in found.lists], found.lists, line)
    if not history:
        raise BadInput(f"line {line}", say("this person is on no list"))
    for name, values in found.columns.items():
        # Equal texts are kept once: of ten million people half a gigabyte and not several.
        value = sys.intern(value_of(cells[places[name]], f"line {line}, column {name}"))
        values.extend(repeat(value, many))
    found.histories.extend(repeat(history, many))


def value_of(cell: str, where: str) -> str:
    value = cell.strip()
    if not value:
        raise BadInput(where, say("is empty"))
    if "\n" in value or "\r" in value:  # it would swallow the rows below
        raise BadInput(where, say("a quotation mark is not closed"))
    return value
