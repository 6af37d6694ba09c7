"""Columns that hold the id of another row under the server's key (T1).

A thief of the database does not learn which row is meant; nothing can be joined or looked up by it.
As with a foreign key, `leg.start` is the row and `leg.start_id` its id. The database does not
enforce the reference: whoever deletes a row that may be named by one has to look first.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Self, overload
from uuid import UUID

from django.db import models

from fanal.sealed.columns import Sealed, ServerSealedTextField

if TYPE_CHECKING:
    from django.db.models.fields import _FieldDescriptor


class SealedReferenceField[Given, Held](ServerSealedTextField):
    """One row of `to`; with `null`, or none. The database shows neither which, nor whether any.

    The types for setting and getting are declared as for Django's own fields, with the id beside
    it: `start: SealedReferenceField[Area, Area]` and `start_id: UUID`.
    """

    _pyi_private_set_type: Any
    _pyi_private_get_type: Any
    many = False
    empty_strings_allowed = False

    if TYPE_CHECKING:  # `Reference` does it

        @overload
        def __get__(self, row: None, cls: object) -> _FieldDescriptor[Self]: ...
        @overload
        def __get__(self, row: models.Model, cls: object) -> Held: ...
        @overload
        def __get__(self, row: object, cls: object) -> Self: ...
        def __get__(self, row: object, cls: object) -> object: ...
        def __set__(self, row: object, value: Given) -> None: ...

    def __init__(self, *args: Any, to: str, **options: Any) -> None:
        self.to = to
        super().__init__(*args, **options)

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        name, path, args, options = super().deconstruct()
        return name, path, args, options | {"to": self.to}

    def get_attname(self) -> str:
        return f"{self.name}_id"

    def contribute_to_class(
        self, cls: type[models.Model], name: str, private_only: bool = False
    ) -> None:
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, name, Reference(self))

    @property
    def target(self) -> type[models.Model]:
        return self.model._meta.apps.get_model(self.to)

    def to_python(self, value: Any) -> Any:
        return value if value is None or isinstance(value, UUID) else UUID(str(value))

    def sealed_for(self, row: models.Model, value: Any) -> Sealed | None:
        if value is None and not self.null:
            raise ValueError(f"{self} names nobody")
        # No reference is sealed as well, as an empty text: NULL would tell that there is none.
        return super().sealed_for(row, "" if value is None else value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value is None and self._in_a_migration:
            return connection.Database.Binary(b"")
        return super().get_db_prep_value(value, connection, prepared)

    def _written(self, value: Any) -> str:
        return str(self.to_python(value)) if value else ""

    def _read(self, text: str) -> Any:
        return UUID(text) if text else None

    def ids_of(self, row: models.Model) -> list[UUID]:
        found = getattr(row, self.attname)
        return [] if found is None else [found]

    def set_rows(self, row: models.Model, known: Mapping[UUID, models.Model]) -> None:
        found = self.ids_of(row)
        row._state.fields_cache[self.name] = self.known(known, found[0]) if found else None

    def known(self, known: Mapping[UUID, models.Model], id: UUID) -> models.Model:
        if id not in known:
            raise self.target.DoesNotExist(f"{self}: {id}")  # type: ignore[attr-defined]  # Django sets it
        return known[id]


class SealedReferencesField[Given, Held](SealedReferenceField[Given, Held]):
    """A reference to several rows of `to`, by their ids: `hands.colleagues` and
    `hands.colleagues_ids`."""

    many = True

    def get_attname(self) -> str:
        return f"{self.name}_ids"

    def get_default(self) -> Any:
        return []

    def to_python(self, value: Any) -> Any:
        return [super(SealedReferencesField, self).to_python(one) for one in value or ()]

    def _written(self, value: Any) -> str:
        return json.dumps(sorted(map(str, self.to_python(value))))

    def _read(self, text: str) -> Any:
        return [UUID(one) for one in json.loads(text)]

    def ids_of(self, row: models.Model) -> list[UUID]:
        return list(getattr(row, self.attname))

    def set_rows(self, row: models.Model, known: Mapping[UUID, models.Model]) -> None:
        row._state.fields_cache[self.name] = [self.known(known, one) for one in self.ids_of(row)]


type AnyReference = SealedReferenceField[Any, Any]


def reference(model: type[models.Model], name: str) -> AnyReference:
    """The sealed column of this name. Raises TypeError where the column is another kind."""
    field = model._meta.get_field(name)
    if not isinstance(field, SealedReferenceField):
        raise TypeError(f"{field} does not name rows under a seal")
    return field


class Reference:
    """The row, or the rows, that a sealed column names; fetched when first asked for."""

    def __init__(self, field: AnyReference) -> None:
        self.field = field

    def __get__(self, row: Any, cls: Any = None) -> Any:
        if row is None:
            return self
        if self._stale(row):
            with_rows([row], self.field.name)
        return row._state.fields_cache[self.field.name]

    def __set__(self, row: Any, value: Any) -> None:
        if self.field.many:
            value = list(value)
            setattr(row, self.field.attname, [one.pk for one in value])
        else:
            setattr(row, self.field.attname, None if value is None else value.pk)
        row._state.fields_cache[self.field.name] = value

    def _stale(self, row: Any) -> bool:
        if self.field.name not in row._state.fields_cache:
            return True
        # `start_id` may have been assigned since the row was fetched, as with a foreign key.
        held = row._state.fields_cache[self.field.name]
        here = held if self.field.many else [] if held is None else [held]
        return [one.pk for one in here] != self.field.ids_of(row)


def with_rows[Row: models.Model](rows: Iterable[Row], *names: str) -> list[Row]:
    """The rows, with what these sealed columns name: one query for each table that they name."""
    found = list(rows)
    if not found:
        return found
    by_target: dict[type[models.Model], list[AnyReference]] = defaultdict(list)
    for name in names:
        field = reference(type(found[0]), name)
        by_target[field.target].append(field)
    for target, fields in by_target.items():
        ids = {one for row in found for field in fields for one in field.ids_of(row)}
        # The base manager, as Django uses for foreign keys: a default manager may leave rows out.
        known = target._base_manager.in_bulk(ids) if ids else {}
        for row in found:
            for field in fields:
                field.set_rows(row, known)
    return found
