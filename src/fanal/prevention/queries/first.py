"""The first rows of a list, on a page that shows several: with how many there are in all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Model, QuerySet

from fanal.keys.held import HeldRows
from fanal.prevention.queries.due import MOST


@dataclass(frozen=True)
class FirstRows[Row: Model]:
    """The first of a list, and how many there are in all."""

    rows: Sequence[Row]
    count: int

    @classmethod
    def of(cls, found: QuerySet[Row] | HeldRows[Row], most: int = MOST) -> FirstRows[Row]:
        shown = list(found[: most + 1])
        return cls(shown[:most], len(shown) if len(shown) <= most else found.count())

    def __bool__(self) -> bool:
        return bool(self.rows)

    @property
    def left(self) -> int:
        return self.count - len(self.rows)
