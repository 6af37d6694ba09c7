"""Rows that a person may open by grants to her name, a page at a time.

Somebody may hold thousands of grants. The database finds the rows; whether the grant is genuine is
verified only for the rows that are shown. A count is therefore what the database says: a forged
grant is counted, but opens nothing.
"""

from collections.abc import Iterator
from typing import Self, overload
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from fanal.accounts.models import User
from fanal.core.sealing.compartments import Compartment
from fanal.keys.queries import is_held_by, really_granted_to


class GrantedRows[Row: Model]:
    """Rows whose folder was granted to `user`: as a `QuerySet`, but that nothing leaves it which
    was not verified. `folder`: the path to the id of the folder, as in a filter."""

    ordered = True  # for a `Paginator`: every model has its order

    def __init__(
        self, rows: QuerySet[Row], user: User, compartment: Compartment, folder: str = "folder"
    ) -> None:
        self._held = rows.filter(is_held_by(folder, user, compartment))
        self._user, self._compartment, self._folder = user, compartment, folder

    def filter(self, *conditions: Q | object, **values: object) -> Self:
        return self._of(self._held.filter(*conditions, **values))

    def exclude(self, *conditions: Q | object, **values: object) -> Self:
        return self._of(self._held.exclude(*conditions, **values))

    def order_by(self, *names: str) -> Self:
        return self._of(self._held.order_by(*names))

    def prefetch_related(self, *names: str) -> Self:
        return self._of(self._held.prefetch_related(*names))

    def count(self) -> int:
        return self._held.order_by().count()

    def __len__(self) -> int:
        return self.count()

    def __bool__(self) -> bool:
        return True  # that it is empty is asked by `count`

    def __iter__(self) -> Iterator[Row]:
        return iter(self._verified(self._held))

    @overload
    def __getitem__(self, part: int, /) -> Row: ...
    @overload
    def __getitem__(self, part: slice, /) -> list[Row]: ...
    def __getitem__(self, part: slice | int, /) -> list[Row] | Row:
        if isinstance(part, int):
            return self[part : part + 1][0]
        return self._verified(self._held[part])

    def first(self) -> Row | None:
        return next(iter(self[:1]), None)

    def folders(self) -> list[UUID]:
        """The folders of all rows, unverified: for opening, which verifies each grant itself."""
        return list(self._held.values_list(self._folder, flat=True))

    def _of(self, rows: QuerySet[Row]) -> Self:
        # Not through `__init__`, which would ask for the grants a second time in one question.
        copied = object.__new__(type(self))
        copied._held, copied._user = rows, self._user
        copied._compartment, copied._folder = self._compartment, self._folder
        return copied

    def _verified(self, rows: QuerySet[Row]) -> list[Row]:
        pairs = [(row, self._folder_of(row)) for row in rows]
        genuine = really_granted_to(self._user, {id for _row, id in pairs}, self._compartment)
        return [row for row, folder in pairs if folder in genuine]

    def _folder_of(self, row: Model) -> UUID:
        value: object = row
        for name in self._folder.split("__"):
            value = getattr(value, name)
        assert isinstance(value, UUID), self._folder
        return value
