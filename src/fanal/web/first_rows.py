"""The first rows of a list, on a page that shows several: with how many there are in all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.db.models import Model


class RowsInOrder[Row](Protocol):
    """A `QuerySet`, or `GrantedRows`."""

    def __getitem__(self, part: slice, /) -> Iterable[Row]: ...

    def count(self) -> int: ...


@dataclass(frozen=True)
class FirstRows[Row: Model]:
    """The first of a list, and how many there are in all."""

    rows: Sequence[Row]
    count: int

    @classmethod
    def of(cls, found: RowsInOrder[Row], most: int) -> FirstRows[Row]:
        """Return the first rows; one more than is shown is read: only where there is one are all of
        them counted."""
        shown = list(found[: most + 1])
        return cls(shown[:most], len(shown) if len(shown) <= most else found.count())

    def __bool__(self) -> bool:
        return bool(self.rows)

    @property
    def left(self) -> int:
        return self.count - len(self.rows)
