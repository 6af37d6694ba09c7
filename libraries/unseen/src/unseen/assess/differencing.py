"""How many people lie between two tables: one subtracted from the other is a table of these.

Denning, Denning and Schwartz 1979 (ACM TODS 4:1, "The tracker") for what a small difference gives
away; Dobkin, Jones and Lipton 1979 (same issue) for refusing what overlaps too much; Duke-Williams
and Rees 1998 (IJGIS 12:6) for tables of nearly the same months and places. Counts are not rounded:
an estimate rests on its smallest cells.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Sources = frozenset[str]


@dataclass(frozen=True)
class Counted:
    """Who is in a table. lists: the sources of each list. people: the history of each pseudonym."""

    lists: tuple[Sources, ...]
    people: Mapping[str, int]

    def on(self, lists: tuple[Sources, ...]) -> Counted | None:
        """The same people on lists that are unions of these; None where they are no such unions."""
        parts = [{j for j, sources in enumerate(self.lists) if sources <= whole} for whole in lists]
        # Only exact unions: of a list that holds part of another, histories cannot be told from one
        # another.
        if [frozenset().union(*(self.lists[j] for j in of)) for of in parts] != list(lists):
            return None
        masks = [sum(1 << j for j in of) for of in parts]
        histories = {
            mark: sum(1 << k for k, mask in enumerate(masks) if history & mask)
            for mark, history in self.people.items()
        }
        return Counted(lists, {mark: history for mark, history in histories.items() if history})


def people_between(one: Counted, other: Counted) -> int:
    """The number of people whom the two tables count differently.

    Where the lists of one are unions of those of the other, compared on these lists alone: the
    other is finer, and its small cells are shown anyway. Else everybody in only one of the two.
    """
    for coarse, fine in ((one, other), (other, one)):
        if same := fine.on(coarse.lists):
            marks = coarse.people.keys() | same.people.keys()
            return sum(coarse.people.get(mark) != same.people.get(mark) for mark in marks)
    # No common lists to compare histories on: whoever is in one table only is what a subtraction
    # would reveal.
    return len(set(one.people) ^ set(other.people))
