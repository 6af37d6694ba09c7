"""Columns encrypted under the server's key (T1): a value opens in its own row and column only.

Each value is bound to the model, the column, the primary key of its row and the columns named in
`bound_to`: it does not open after somebody moved it to another row, or pointed its row at somebody
else. A row decrypts a column lazily, when the attribute is first read. Without a row
(`values_list`, plain SQL) the value is a `Sealed`, which opens with the primary key of its row.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from functools import cache, cached_property
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models.query_utils import DeferredAttribute

from fanal.core.sealing import server
from fanal.core.sealing.failures import BrokenSeal
from fanal.database.releases import first_label
from fanal.sealed import substitutes
from fanal.sealed.server_key import open_text, open_text_of_before, seal_text
from fanal.sealed.substitutes import Substitute


class Sealed:
    """A value as the database holds it. `context`: what it was bound to when it was read."""

    __slots__ = ("blob", "context", "field")

    def __init__(
        self, field: ServerSealedTextField, blob: bytes, context: str | None = None
    ) -> None:
        self.field, self.blob, self.context = field, blob, context

    def of(self, key: Any, **bound: Any) -> Any:
        """The value, in the row with this primary key. Raises BrokenSeal."""
        return self.field.shown(self.blob, self.field.context(key, bound))[0]

    def __str__(self) -> str:
        raise self._not_opened()

    def __eq__(self, other: object) -> bool:
        raise self._not_opened()  # it equals nothing: a count of its values would say none

    def __hash__(self) -> int:
        raise self._not_opened()

    def _not_opened(self) -> TypeError:
        # An error, not the bytes: ciphertext on a page is a fault that no review would notice.
        return TypeError(f"{self.field} was read without its row: open it with .of(key)")


class SealedAttribute(DeferredAttribute):
    """The attribute that decrypts the column of a row when it is first read."""

    field: ServerSealedTextField

    def __get__(self, row: Any, cls: Any = None) -> Any:
        value = super().__get__(row, cls)
        if isinstance(value, Sealed):
            # That of the moment of loading where there is one: a bound column may have been
            # assigned since, and the old value is still sealed with what it was (`BoundRow`).
            context = value.context or self.field.context_of(row)
            value, it_opened = self.field.shown(value.blob, context)
            if it_opened:  # else the row keeps what it held: that is what is written back
                row.__dict__[self.field.attname] = value
        return value

    def __set__(self, row: Any, value: Any) -> None:
        row.__dict__[self.field.attname] = value


class ServerSealedTextField(models.Field):
    """Text under the server's key (T1). It cannot be searched or sorted in the database.

    `bound_to`: columns (as attributes: `person_id`) whose change breaks the seal; those that change
    by right need a `BoundRow`. `instead`: what a page shows of a value that does not open.
    """

    # What a row takes and gives, for mypy. What `values_list` gives is opened by `open_in_row`.
    _pyi_private_set_type: str
    _pyi_private_get_type: str

    descriptor_class = SealedAttribute
    form = server.OF_A_ROW
    # Not part of the column in the database: a change of it is no ALTER TABLE (Django's schema
    # editor compares fields without these).
    non_db_attrs = (*models.Field.non_db_attrs, "bound_to")

    def __init__(self, *args: Any, bound_to: Iterable[str] = (), **options: Any) -> None:
        self.bound_to = tuple(bound_to)
        self.instead: Substitute | None = options.pop("instead", None)
        super().__init__(*args, **options)

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        name, path, args, options = super().deconstruct()
        return name, path, args, options | ({"bound_to": self.bound_to} if self.bound_to else {})

    def get_internal_type(self) -> str:
        return "BinaryField"

    def context(self, key: Any, bound: Mapping[str, Any] | None = None) -> str:
        """What a value of this column is bound to, in the row with this primary key."""
        parts = [self._column, plain(self.model._meta.pk, key)]
        for name in self.bound_to:
            parts.append(plain(self.model._meta.get_field(name), (bound or {})[name]))
        return "|".join(parts)

    def context_of(self, row: models.Model) -> str:
        return self.context(row.pk, {name: getattr(row, name) for name in self.bound_to})

    def opened(self, blob: bytes, context: str) -> Any:
        """The value. Raises BrokenSeal."""
        if self._in_a_migration and not self.of_today(blob):
            return self._of_before(blob)
        return self._read(self._open(blob, context))

    def shown(self, blob: bytes, context: str) -> tuple[object, bool]:
        """The value, or what stands in for it on a page; and whether it opened."""
        try:
            return self.opened(blob, context), True
        except BrokenSeal:
            if self.instead is None or not substitutes.there_is(self.instead):
                raise
        return self.instead.make(), False

    def of_today(self, blob: bytes) -> bool:
        """Whether the value has the form in which this column is sealed now."""
        return blob[:1] == bytes([self.form])

    def sealed_for(self, row: models.Model, value: Any) -> Sealed | None:
        """Return `value` as this column of `row` holds it: for an update of the query."""
        if value is None:
            return None
        if self.instead is not None and substitutes.is_unreadable(value):
            raise BrokenSeal(str(self))  # else a saved form would hide that somebody broke it
        return Sealed(self, self._seal(self._written(value), self.context_of(row)))

    def pre_save(self, row: models.Model, add: bool) -> Sealed | None:
        value = row.__dict__.get(self.attname)
        # Never read, so written back as it was: a value that does not open must survive the saving
        # of a row of which it is only one column.
        if isinstance(value, Sealed) and value.context in (None, self.context_of(row)):
            return value
        return self.sealed_for(row, getattr(row, self.attname))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value is None:
            return None
        if isinstance(value, Sealed):
            return connection.Database.Binary(value.blob)
        if self._in_a_migration and value == self.get_default():
            return connection.Database.Binary(b"")  # of every row at once: `resealing` seals it
        # Each sealing draws a nonce: a plain value in a query would silently match no row.
        raise TypeError(f"{self} is sealed with its row: save the row, or see `as_written`")

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Sealed | None:
        if value is None:
            return None
        # SQLite keeps anything in any column: what is no bytes opens as little as others'.
        return Sealed(self, bytes(value) if isinstance(value, bytes | memoryview) else b"")

    @cached_property
    def _column(self) -> str:
        return f"{first_label(self.model)}.{self.name}"

    @property
    def _in_a_migration(self) -> bool:
        """The model is one of Django's history, which exists while migrations run."""
        # So Django marks the models that it renders from the state of a migration.
        return self.model.__module__ == "__fake__"

    def _of_before(self, blob: bytes) -> Any:
        if not blob:
            return self.get_default()
        return self._read(open_text_of_before(blob, self._column))

    def _seal(self, text: str, context: str) -> bytes:
        return seal_text(text, context)

    def _open(self, blob: bytes, context: str) -> str:
        return open_text(blob, context)

    def _written(self, value: Any) -> str:
        return str(value)

    def _read(self, text: str) -> Any:
        return text


class ServerSealedJSONField(ServerSealedTextField):
    """What JSON can write, under the server's key; keys keep their order."""

    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def _written(self, value: Any) -> str:
        return json.dumps(value, ensure_ascii=False)

    def _read(self, text: str) -> Any:
        return json.loads(text)


class ServerSealedDateField(ServerSealedTextField):
    """A day under the server's key. Nothing is ordered by it in the database."""

    _pyi_private_set_type: date  # type: ignore[assignment]  # no text, other than its base
    _pyi_private_get_type: date  # type: ignore[assignment]  # as above

    def to_python(self, value: Any) -> Any:
        return date.fromisoformat(value) if isinstance(value, str) else value

    def _written(self, value: Any) -> str:
        return str(self.to_python(value))

    def _read(self, text: str) -> Any:
        return date.fromisoformat(text)


class BoundRow(models.Model):
    """A row whose sealed columns are bound to columns that change, and are resealed with them."""

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db: Any, field_names: Any, values: Any, **options: Any) -> Any:
        row = super().from_db(db, field_names, values, **options)
        for field in sealed_columns(cls):
            value = row.__dict__.get(field.attname)
            # Not where a bound column is deferred: reading it here would be a query for each row.
            if isinstance(value, Sealed) and row.__dict__.keys() >= set(field.bound_to):
                value.context = field.context_of(row)
        return row

    def save(self, *args: Any, update_fields: Any = None, **options: Any) -> None:
        # Otherwise the bound column would be saved without its seal, and the sealed one never open
        # again.
        if update_fields is not None:
            update_fields = {*update_fields, *bound_with(type(self), update_fields)}
        super().save(*args, update_fields=update_fields, **options)


@cache
def sealed_columns(model: type[models.Model]) -> tuple[ServerSealedTextField, ...]:
    found = model._meta.concrete_fields
    return tuple(field for field in found if isinstance(field, ServerSealedTextField))


def bound_with(model: type[models.Model], names: Iterable[str]) -> set[str]:
    """The sealed columns that are bound to one of these fields."""
    changed = {getattr(model._meta.get_field(name), "attname", name) for name in names}
    return {column.name for column in sealed_columns(model) if changed & set(column.bound_to)}


def as_written(row: models.Model, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the `values` of an update of this row, those of sealed columns sealed for it."""
    sealed = {field.attname: field for field in sealed_columns(type(row))}
    return {
        name: sealed[name].sealed_for(row, value) if name in sealed else value
        for name, value in values.items()
    }


def open_in_row(held: object, key: UUID) -> str:
    """A sealed text that was read without its row (`values_list`), in the row of this key."""
    if not isinstance(held, Sealed):
        raise TypeError("this was read with its row, or is not sealed")
    return str(held.of(key))


def with_ids(rows: models.QuerySet[Any], column: str) -> Iterator[tuple[UUID, Any]]:
    """The key of each row with one sealed column, opened."""
    for key, held in rows.values_list("pk", column):
        yield key, held.of(key)


def opens(row: models.Model, column: str) -> bool:
    """Whether this sealed column of the row is what was sealed in it."""
    try:
        with substitutes.without():
            getattr(row, column)
    except BrokenSeal:
        return False
    return True


def plain(field: Any, value: Any) -> str:
    """A key, a day or a moment as text, however it came."""
    if value is not None and not isinstance(value, UUID):
        value = field.to_python(value)
    # One moment is one text, in whatever zone the driver or the page gave it.
    if isinstance(value, datetime):
        value = value.astimezone(UTC)
    return "" if value is None else str(value)
