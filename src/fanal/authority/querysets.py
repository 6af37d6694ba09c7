"""Bulk writes of attested rows: each row is verified, then attested again; its old version ends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import batched
from typing import TYPE_CHECKING, Any

from django.db import connection, models, transaction

from fanal.authority import groups, ledger
from fanal.authority.attested import genuine_only, name_of, next_version
from fanal.authority.tables import OWN, Column, column, deciding, quoted, table
from fanal.database.sql import AT_ONCE, update_each
from fanal.sealed.broken_rows import RowsThatOpen

if TYPE_CHECKING:
    from fanal.authority.models import Attested


class AttestedQuerySet[Row: Attested](RowsThatOpen[Row]):
    """A query set like any other, but an update of what decides touches genuine rows only."""

    def update(self, **changes: Any) -> int:
        """Update the rows; return how many. A row that is not genuine stays as it is: it counts for
        nobody."""
        given = {column(self.model, name): value for name, value in changes.items()}
        if not set(given) & set(deciding(self.model)):
            return super().update(**changes)
        columns = {one.attname: _plain(one, value) for one, value in given.items()}
        with transaction.atomic(using=self.db, savepoint=False):
            ledger.hold()
            ids = list(self.order_by().values_list("pk", flat=True))
            found = self.model._base_manager.using(self.db)
            # what decides nothing is not opened: it may be anything in a row that was put in
            found, changed = found.defer(*self.model.UNDECIDING), 0
            for some in batched(ids, AT_ONCE):  # a lead has keys in a hundred thousand folders
                rows = genuine_only(found.filter(pk__in=some))
                write_rows(self.model, [(row, columns) for row in rows])
                changed += len(rows)
        self._result_cache = None
        return changed

    update.alters_data = True  # type: ignore[attr-defined]  # keeps templates from it

    def bulk_create(
        self, objs: Iterable[Row], *args: Any, counted: bool = False, **options: Any
    ) -> list[Row]:
        """Add the rows, attested. `counted`: the row of their folder counts them already
        (`groups`)."""
        objs = list(objs)
        if options.get("update_conflicts"):
            raise TypeError("attested rows are not updated by an insert")
        with transaction.atomic(using=self.db, savepoint=False):
            if objs:
                ledger.hold()
            # With `ignore_conflicts` Django does not say how many rows were really added.
            before = self._all_of_it() if options.get("ignore_conflicts") else 0
            made = super().bulk_create(objs, *args, **options)
            after = self._all_of_it() if options.get("ignore_conflicts") else len(objs)
            ledger.made(table(self.model), after - before)
            if not counted:
                groups.changed(self.model, objs, 1)
        return made

    def bulk_update(
        self, objs: Iterable[Row], fields: Iterable[str], batch_size: int | None = None
    ) -> int:
        raise TypeError("attested rows are saved one by one, or by update()")

    def _all_of_it(self) -> int:
        return self.model._base_manager.using(self.db).count()


def _plain(field: Column, value: object) -> object:
    if hasattr(value, "resolve_expression"):
        raise TypeError(f"{field}: what the database works out cannot be attested")
    return value.pk if isinstance(value, models.Model) else value


def write_rows[Row: Attested](
    model: type[Row], changes: list[tuple[Row, Mapping[str, object]]]
) -> None:
    """Write genuine rows, that the caller verified, with what becomes of the same columns of
    each."""
    if not changes:
        return
    ended, values = [], []
    for row, columns in changes:
        version, attestation = next_version(row, columns)
        if version:
            ended.append((table(model), name_of(row), row.attested_version))
        values.append([*columns.values(), version, attestation, row.pk])
    fields = [column(model, name) for name in (*changes[0][1], *OWN)] + [model._meta.pk]
    _execute(model, fields, values)
    if ended:
        ledger.changed(ended)
    groups.moved(model, changes)


def _execute(model: type[Attested], fields: list[Column], values: list[list[object]]) -> None:
    # Each row gets values of its own: `update` would set the same attestation everywhere.
    held = [
        tuple(one.get_db_prep_save(it, connection) for one, it in zip(fields, row, strict=True))
        for row in values
    ]
    update_each(quoted(table(model)), [quoted(str(field.column)) for field in fields], held)
