"""How many people lie between two tables: one subtracted from the other is a table of these.

Denning, Denning and Schwartz 1979 (ACM TODS 4:1, "The tracker") for what a small difference gives
away; Dobkin, Jones and Lipton 1979 (same issue) for refusing what overlaps too much; Duke-Williams
and Rees 1998 (IJGIS 12:6) for tables of nearly the same months and places. Counts are not rounded:
an estimate rests on its smallest cells.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

Sources = frozenset[str]


@dataclass(frozen=True)
class Counted:
    """Who is in a table. lists: the sources of list j. people: a mark a person, and her history."""

    lists: tuple[Sources, ...]
    people: Mapping[str, int]

    @cached_property
    def distinct(self) -> frozenset[Sources]:
        return frozenset(self.lists)

    def on(self, lists: frozenset[Sources]) -> dict[str, set[Sources]]:
        """Each person of these lists, and those of them she is on."""
        found = {
            mark: {one for j, one in enumerate(self.lists) if history >> j & 1 and one in lists}
            for mark, history in self.people.items()
        }
        return {mark: on for mark, on in found.items() if on}


def between(one: Counted, other: Counted) -> int:
    """People whom one table counts otherwise than the other.

    Where one has all lists of the other, on these lists alone: a list more makes a table finer,
    and its small cells are shown anyway. Else whoever is in one of the two only.
    """
    shared = one.distinct & other.distinct
    if shared not in (one.distinct, other.distinct):
        return len(set(one.people) ^ set(other.people))
    here, there = one.on(shared), other.on(shared)
    return sum(here.get(mark) != there.get(mark) for mark in here.keys() | there.keys())
