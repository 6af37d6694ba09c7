"""A table that an analyst uploads: what each column is, and the counts that are kept of it.

Of the table only counts stay: how many people have this history on the lists, these groups and
these covariates. Names, ids and every other column are dropped when the columns are chosen.
"""

from __future__ import annotations

import json
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, BinaryIO

import unseen
from fanal.core.errors import BadInput
from fanal.core.libraries import own_errors
from fanal.core.thresholds import SMALLEST_LIST
from fanal.core.words import say

if TYPE_CHECKING:
    from unseen import Lists, People, Sheet  # need numpy: loaded when they are used

MOST_COLUMNS, MOST_GROUPS = 40, 60
JOIN = " · "
type Group = tuple[str, ...]
type Row = tuple[int, Group, int]  # history, values of the columns, people


class ColumnRole(StrEnum):
    """What a column is for the estimate."""

    OUT = "out"
    LIST = "list"
    UNUSED_LIST = "unused"
    GROUP = "group"
    YEAR = "year"
    COVARIATE = "covariate"


@dataclass(frozen=True)
class ChosenTable:
    """rows: history on `lists`, values of `columns`, and how many people.

    groups: the columns that make a group, the year last. covariates: those of two lists. columns:
    both. dropped: people who are on unused lists alone.
    """

    file: str
    lists: tuple[str, ...]
    groups: tuple[str, ...]
    year: str
    covariates: tuple[str, ...]
    rows: tuple[Row, ...]
    dropped: int = 0

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.groups, *self.covariates)

    @property
    def kind(self) -> str:
        """What is worked out of it: lists, groups or covariates."""
        if self.covariates:
            return "covariates"
        return "groups" if self.groups else "lists"

    @property
    def n(self) -> int:
        return sum(count for *_, count in self.rows)

    def all_lists(self) -> Lists:
        return lists_of(self.lists, self.rows)

    def by_group(self) -> dict[Group, dict[int, int]]:
        """How many people of each group have each history."""
        found: dict[Group, Counter[int]] = {}
        for history, values, count in self.rows:
            found.setdefault(values[: len(self.groups)], Counter())[history] += count
        return {group: dict(sorted(found[group].items())) for group in sorted(found)}

    @own_errors()
    def lists_by_group(self) -> unseen.Groups:
        """A group in which a list names nobody stops none of the others. Raises BadInput where
        nothing can be reckoned of any."""
        counts = self.by_group()
        return unseen.grouped(self.lists, {JOIN.join(group): counts[group] for group in counts})

    def people(self) -> People:
        """Return the table with one row a person, with her covariates."""
        alike = [(history, values) for history, values, count in self.rows for _ in range(count)]
        columns = {name: [values[j] for _, values in alike] for j, name in enumerate(self.columns)}
        return unseen.People(self.lists, array("h", (history for history, _ in alike)), columns)

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> ChosenTable:
        held = json.loads(text)
        rows = tuple((history, tuple(values), count) for history, values, count in held["rows"])
        names = {name: tuple(held[name]) for name in ("lists", "groups", "covariates")}
        return cls(**{**held, **names, "rows": rows})


def lists_of(names: tuple[str, ...], rows: Iterable[Row]) -> Lists:
    counts: Counter[int] = Counter()
    for history, _values, count in rows:
        counts[history] += count
    return unseen.Lists(names, dict(sorted(counts.items())))


@own_errors()
def read(file: BinaryIO, name: str, sheet: str = "") -> Sheet:
    """Return the heading and rows of a table. Raises BadInput, which names sheet, line and column,
    for what is no table.

    The names of the columns must tell them apart: each is chosen by its name.
    """
    found = unseen.read_sheet(file, sheet, name=name)
    place = f"sheet {found.title}, line 1" if found.title else "line 1"
    if len(found.heading) > MOST_COLUMNS:
        raise BadInput(place, say("at most {most} columns can be read", most=MOST_COLUMNS))
    for number, column in enumerate(found.heading, start=1):
        if not column:
            raise BadInput(place, say("column {number} has no name", number=number))
        if found.heading.count(column) > 1:
            raise BadInput(place, say("two columns are called “{name}”", name=column))
    if not found.rows:
        raise BadInput(place, say("there is no row below the heading"))
    return found


@own_errors()
def chosen(sheet: Sheet, roles: Mapping[str, ColumnRole], file: str) -> ChosenTable:
    """The counts of the columns as they were chosen.

    Raises BadInput for cells that cannot be read, with their place; for choices that do not go
    together; and for groups of fewer than 20 people.
    """
    by = {role: tuple(c for c in sheet.heading if roles.get(c) == role) for role in ColumnRole}
    groups = (*by[ColumnRole.GROUP], *by[ColumnRole.YEAR])
    must_go_together(by, groups)
    lists = () if sheet.is_long else (*by[ColumnRole.LIST], *by[ColumnRole.UNUSED_LIST])
    columns = (*groups, *by[ColumnRole.COVARIATE])
    # The columns that are left out come along: one of them may be of counts, under another name.
    known = sheet if lists else sheet.only({*sheet.special, *columns})
    people = unseen.People.from_sheet(known, columns, lists)
    names = people.lists if sheet.is_long else by[ColumnRole.LIST]
    if by[ColumnRole.COVARIATE] and len(names) != 2:
        raise BadInput("", say("With covariates exactly two lists are compared."))
    counted, dropped = folded(people, len(names))
    year = "".join(by[ColumnRole.YEAR])
    found = ChosenTable(file, names, groups, year, by[ColumnRole.COVARIATE], counted, dropped)
    must_be_many(found)
    return found


def folded(people: People, used: int) -> tuple[tuple[Row, ...], int]:
    """Return the rows, alike ones put together, and how many people are on none of the lists
    used."""
    mask = (1 << used) - 1
    counts: Counter[tuple[int, Group]] = Counter()
    values = zip(*people.columns.values(), strict=True) if people.columns else None
    for history in people.histories:
        counts[history & mask, next(values) if values else ()] += 1
    # Who is on none of the lists that are used is what the estimate is about, and cannot be
    # counted as seen.
    rows = [(history, group, count) for (history, group), count in counts.items() if history]
    return tuple(sorted(rows)), sum(count for (history, _), count in counts.items() if not history)


def must_go_together(by: Mapping[ColumnRole, tuple[str, ...]], groups: tuple[str, ...]) -> None:
    if len(by[ColumnRole.YEAR]) > 1:
        raise BadInput("", say("Only one column can be the year."))
    if by[ColumnRole.COVARIATE] and groups:
        raise BadInput("", say("Choose groups or covariates, not both."))


def must_be_many(table: ChosenTable) -> None:
    """Raise BadInput for small groups, which identify individuals and support no estimate."""
    if table.n < SMALLEST_LIST:
        raise BadInput("", say("fewer than {n} people are on these lists", n=SMALLEST_LIST))
    if not table.groups:
        table.all_lists()
        return
    found = table.by_group()
    # Asked for its refusal alone: where nothing can be worked out of any group, it is said now and
    # not after minutes.
    table.lists_by_group()
    if len(found) > MOST_GROUPS:
        raise BadInput(
            "", say("{n} groups are too many (at most {most})", n=len(found), most=MOST_GROUPS)
        )
    for group, counts in found.items():
        # Named by group, so that she who made the table knows which two to merge.
        if sum(counts.values()) < SMALLEST_LIST:
            why = say(
                "fewer than {n} people are in the group “{group}”; merge it with another in the"
                " table, or choose fewer columns",
                n=SMALLEST_LIST,
                group=JOIN.join(group),
            )
            raise BadInput("", why)
        if table.year and not (group[-1].isascii() and group[-1].isdecimal()):
            raise BadInput("", say("“{text}” in the column of the year is no year", text=group[-1]))
