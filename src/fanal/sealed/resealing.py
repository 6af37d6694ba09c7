"""Steps of migrations: they seal what stood in clear, and bind earlier sealed values to their rows.

Up to version 1 of a sealed text it was bound to its column only. In batches, each by itself: what
is sealed for its row already is left as it is, so a migration that stopped goes on where it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from django.db import models, transaction

from fanal.sealed.columns import Sealed, ServerSealedTextField, opens, sealed_columns

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

type MigrationStep = Callable[[Apps, BaseDatabaseSchemaEditor | None], None]
type ColumnSource = (
    str | Callable[[models.Model], object]
)  # a column, or what makes the value of a row

BATCH = 500


def seal_for_rows(app: str) -> MigrationStep:
    """What a migration of this app runs: every sealed value of its tables, for its row."""

    def run(apps: Apps, schema_editor: BaseDatabaseSchemaEditor | None) -> None:
        for model in apps.get_app_config(app).get_models():
            if fields := sealed_columns(model):
                _reseal(model, fields)

    return run


def seal_from(app: str, name: str, **columns: ColumnSource) -> MigrationStep:
    """What a migration runs after it added sealed columns: each takes what stood in a plain column
    (its attribute, or what makes the value of the row)."""

    def run(apps: Apps, schema_editor: BaseDatabaseSchemaEditor | None) -> None:
        model = apps.get_model(app, name)
        fields: dict[str, Any] = {column: model._meta.get_field(column) for column in columns}
        for row in chain.from_iterable(_batches(model)):
            values = {
                field.attname: field.sealed_for(row, _value(row, columns[one]))
                for one, field in fields.items()
            }
            model._base_manager.filter(pk=row.pk).update(**values)
        settle(schema_editor)

    return run


def settle(schema_editor: BaseDatabaseSchemaEditor | None) -> None:
    """What a migration does after it wrote rows: PostgreSQL alters no table while foreign keys of a
    row wait to be looked at, as they do of a row that was written twice."""
    if schema_editor is not None and schema_editor.connection.vendor == "postgresql":
        schema_editor.connection.check_constraints()


def _value(row: models.Model, of: ColumnSource) -> object:
    return getattr(row, of) if isinstance(of, str) else of(row)


def _batches(model: type[models.Model]) -> Iterator[list[models.Model]]:
    """Yield all rows, a few at a time: a table may have more than fit into memory."""
    rows, last = model._base_manager.order_by("pk"), None
    while batch := list((rows if last is None else rows.filter(pk__gt=last))[:BATCH]):
        yield batch
        last = batch[-1].pk


def _reseal(model: type[models.Model], fields: Sequence[ServerSealedTextField]) -> None:
    for batch in _batches(model):
        with transaction.atomic():
            for row in batch:
                _seal(row, fields)


def _seal(row: models.Model, fields: Sequence[ServerSealedTextField]) -> None:
    before = [field for field in fields if _is_of_before(field, row.__dict__[field.attname])]
    values = {
        one.attname: one.sealed_for(row, getattr(row, one.attname))
        for one in before
        if opens(row, one.attname)  # what was broken before stays so, and is reported
    }
    if values:
        type(row)._base_manager.filter(pk=row.pk).update(**values)


def _is_of_before(field: ServerSealedTextField, held: Sealed | None) -> bool:
    return held is not None and not field.of_today(held.blob)
