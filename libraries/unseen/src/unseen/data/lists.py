"""A table of capture histories: how many people are on exactly these lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import category

import numpy as np

from unseen.errors import BadInput, check_kind
from unseen.messages import Sentence, say

if TYPE_CHECKING:
    from unseen.data.sheet import Sheet
    from unseen.loglinear.fitting import Floats

# Ten lists have 1,023 histories; what is computed grows by the same factor with each further list.
FEWEST, MOST = 2, 10
MOST_PEOPLE = 10**9
type Id = str | float  # of a person


@dataclass(frozen=True, repr=False)
class Lists:
    """How many people have each capture history: are on exactly these lists.

    `counts[w]` people have history `w`: bit j is set if they are on list `names[j]`.

    The rows keep the order in which they were given: the R-compatible random stream depends
    on it, and nothing else does. Rows without people may be given; they are kept.
    """

    names: tuple[str, ...]
    counts: Mapping[int, int]

    def __post_init__(self) -> None:
        check_kind("names", self.names, Sequence)
        check_kind("counts", self.counts, Mapping)
        check_names(self.names)
        for history, count in self.counts.items():
            check_row(self, history, count)
        check_lists(self)

    @classmethod
    def from_csv(cls, path: str | Path, lists: Sequence[str] = ()) -> Lists:
        """A CSV file with any separator, in one of three shapes that its heading tells apart.

        One row a capture history, with a last column `count`; one row a person, 0/1 or yes/no for
        each list; or one row each time a person stands on a list, columns `list` and `person`.
        lists: which columns are lists, where a file of people has others too.
        """
        from unseen.data import sources

        return sources.from_csv(path, lists)

    @classmethod
    def from_excel(cls, path: str | Path, sheet: str = "", lists: Sequence[str] = ()) -> Lists:
        """A sheet of an .xlsx file (the first, unless named), in the same shapes."""
        from unseen.data import sources

        return sources.from_excel(path, sheet, lists)

    @classmethod
    def from_dataframe(cls, frame: Any, lists: Sequence[str] = ()) -> Lists:
        """A data frame of pandas or polars in the same shapes."""
        from unseen.data import sources

        return sources.from_dataframe(frame, lists)

    @classmethod
    def from_sheet(cls, sheet: Sheet, lists: Sequence[str] = ()) -> Lists:
        """A table that was read with `read_sheet`, in the same shapes."""
        from unseen.data import sources

        return sources.from_sheet(sheet, lists)

    @classmethod
    def from_files(
        cls, paths: Mapping[str, str | Path] | Iterable[str | Path], person: str = ""
    ) -> Lists:
        """One file a list, CSV or .xlsx, with an id that the lists share for each person.

        paths: by the name of the list, or named as the files are. person: the column of the id,
        where there are several.
        """
        from unseen.data import sources

        return sources.from_files(paths, person)

    @classmethod
    def from_people(cls, people: Mapping[str, Iterable[Id]] | Iterable[tuple[str, Id]]) -> Lists:
        """The ids of the people on each list, or pairs of a list and an id: text or numbers."""
        from unseen.data import ids

        return ids.from_people(people)

    @classmethod
    def from_histories(cls, names: Iterable[str], histories: Iterable[int]) -> Lists:
        """One capture history (bitmask, the first list is bit 0) a person."""
        return from_histories(names, histories)

    def __repr__(self) -> str:
        sizes = ", ".join(f"{name} {self.people_on(j):,}" for j, name in enumerate(self.names))
        return f"Lists({self.n:,} people, {self.on_several:,} of them on two or more; {sizes})"

    @property
    def lists(self) -> int:
        """How many lists there are."""
        return len(self.names)

    @property
    def size(self) -> int:
        """How many histories there can be, with the unseen one."""
        return 1 << self.lists

    @cached_property
    def n(self) -> int:
        """How many people were seen."""
        return sum(self.counts.values())

    @cached_property
    def dense(self) -> Floats:
        """Counts by history, shape (2**lists,); entry 0, the unseen, is 0."""
        values = np.zeros(self.size)
        for history, count in self.counts.items():
            values[history] = count
        return values

    @cached_property
    def margins(self) -> Floats:
        """N*: people on every list of q, whatever other lists they are on, for each q."""
        from unseen.loglinear.fitting import margins_of  # brings numba: 60 MB

        return margins_of(self.dense)

    @cached_property
    def on_several(self) -> int:
        """People on two lists or more: all that an estimate rests on."""
        return sum(c for w, c in self.counts.items() if w.bit_count() > 1)

    def places_by_name(self) -> dict[int, int]:
        """Return for each list its place among the names in order."""
        return {j: k for k, j in enumerate(sorted(range(self.lists), key=self.names.__getitem__))}

    def drawing_order(self) -> list[int]:
        """Histories with people, in an order that neither that of lists nor of rows changes.

        So a seed draws the same people however a file is arranged.
        """
        places = self.places_by_name()
        seen = (history for history, count in self.counts.items() if count)
        return sorted(seen, key=lambda history: moved(history, places))

    def pairs(self) -> list[int]:
        """Masks of all pairs of lists, in the order (1,2), (1,3) … (2,3) …"""
        return [1 << i | 1 << j for i, j in combinations(range(self.lists), 2)]

    def empty_pairs(self) -> list[int]:
        """Pairs of lists that share nobody."""
        return [q for q in self.pairs() if self.shared(q) == 0]

    def people_on(self, j: int) -> int:
        """People on list number `j`, counted from 0."""
        return self.shared(1 << j)

    def shared(self, q: int) -> int:
        """People on every list of q; as `margins`, for a few q and without compiled code."""
        return sum(count for history, count in self.counts.items() if history & q == q)

    def label(self, history: int) -> str:
        """The lists of a history by name, joined by a middle dot."""
        return " · ".join(name for j, name in enumerate(self.names) if history >> j & 1)


def too_many(n: int) -> Sentence:
    return say("at most {most} lists can be used, not {n}; merge some", n=n, most=MOST)


def check_names(names: tuple[str, ...]) -> None:
    if len(names) < FEWEST:
        raise BadInput(
            "lists",
            say("an overlap needs at least {fewest} lists, not {n}", n=len(names), fewest=FEWEST),
        )
    if len(names) > MOST:
        raise BadInput("lists", too_many(len(names)))
    for j, name in enumerate(names):
        if not name.strip():
            raise BadInput(f"column {j + 1}", say("the list has no name"))
        if any(category(sign) == "Cc" for sign in name):
            raise BadInput(
                f"column {j + 1}", say("the name of a list holds a sign that cannot be shown")
            )
        if name in names[:j]:
            raise BadInput(f"column {j + 1}", say("two lists are called “{name}”", name=name))


def check_row(table: Lists, history: int, count: int) -> None:
    if not 0 < history < table.size:
        raise BadInput(f"history {history}", say("is not a history of these lists"))
    if count < 0 or count != int(count):
        raise BadInput(table.label(history), say("{count} is not a number of people", count=count))
    if count > MOST_PEOPLE:
        raise BadInput(
            table.label(history), say("{count} people is more than can be meant", count=count)
        )


def check_lists(table: Lists) -> None:
    """Check that every list names somebody, and no two the same people. Raises BadInput."""
    if table.n == 0:
        raise BadInput("counts", say("nobody is on any list"))
    for j, name in enumerate(table.names):
        if table.people_on(j) == 0:
            raise BadInput("lists", say("list {name} names nobody; leave it out", name=name))
    for pair in table.pairs():
        i, j = bits(pair)
        # One list under two names would look like a perfect overlap and pull every estimate down.
        if table.shared(pair) == table.people_on(i) == table.people_on(j):
            raise BadInput(
                "lists",
                say(
                    "lists {one} and {other} name exactly the same people; the second adds"
                    " nothing, leave it out",
                    one=table.names[i],
                    other=table.names[j],
                ),
            )


def bits(mask: int) -> Iterator[int]:
    """Yield the lists of a mask, counted from 0, lowest first."""
    return (j for j in range(mask.bit_length()) if mask >> j & 1)


def moved(mask: int, places: Mapping[int, int]) -> int:
    """Return the same lists once list j stands in place `places[j]`."""
    return sum(1 << places[j] for j in bits(mask))


def by_name(table: Lists) -> Lists:
    """Return the same people with the lists in the order of their names."""
    places = table.places_by_name()
    counts = {moved(w, places): count for w, count in table.counts.items()}
    return Lists(tuple(sorted(table.names)), counts)


def from_histories(names: Iterable[str], histories: Iterable[int]) -> Lists:
    """Count one history a person; histories are bitmasks."""
    check_kind("names", names, Iterable)
    check_kind("histories", histories, Iterable)
    counts: dict[int, int] = {}
    for history in histories:
        counts[history] = counts.get(history, 0) + 1
    return Lists(tuple(names), counts)


def without_list(table: Lists, j: int) -> Lists:
    """Return the table as if list `j` had not been kept: people only on it are no longer seen."""
    low = (1 << j) - 1
    return regrouped(
        table, table.names[:j] + table.names[j + 1 :], lambda w: (w & low) | (w >> 1 & ~low)
    )


def merged(table: Lists, i: int, j: int) -> Lists:
    """Return the table with lists `i` < `j` taken as one list, in the place of `i`."""
    low = (1 << j) - 1
    names = [*table.names[:j], *table.names[j + 1 :]]
    names[i] = f"{table.names[i]}+{table.names[j]}"
    return regrouped(table, tuple(names), lambda w: (w & low) | (w >> 1 & ~low) | (w >> j & 1) << i)


def regrouped(table: Lists, names: tuple[str, ...], new_history: Callable[[int], int]) -> Lists:
    counts: dict[int, int] = {}
    for history, count in table.counts.items():
        if new := new_history(history):
            counts[new] = counts.get(new, 0) + count
    return Lists(names, counts)
