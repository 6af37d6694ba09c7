"""Which tables are attested, and which of their columns the attestation covers."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, TypeGuard

from django.apps import apps
from django.db import connection, models

if TYPE_CHECKING:
    from fanal.authority.models import Attested

type Column = models.Field[Any, Any]
OWN = ("attested_version", "attestation")


def is_attested(model: type[models.Model]) -> TypeGuard[type[Attested]]:
    return hasattr(model, "attested_values")


def is_attested_row(row: models.Model) -> TypeGuard[Attested]:
    return hasattr(row, "attested_values")


@cache
def attested_models() -> tuple[type[Attested], ...]:
    """Return every model that is attested, by the name of its table."""
    found = [model for model in apps.get_models() if is_attested(model)]
    return tuple(sorted(found, key=lambda one: one._meta.db_table))


@cache
def guarded_models() -> tuple[type[Attested], ...]:
    """Return the models which are small and decide everywhere: read whole at each request
    (`guard`)."""
    return tuple(model for model in attested_models() if model.GUARDED)


def table(model: type[models.Model]) -> str:
    return str(model._meta.db_table)


def quoted(name: str) -> str:
    """The name of a table or column, for SQL."""
    return str(connection.ops.quote_name(name))


@cache
def counting_models() -> tuple[type[Attested], ...]:
    """The tables whose rows count what belongs to them (`groups`)."""
    return tuple(model for model in attested_models() if model.COUNTS)


@cache
def counted_in(counting: type[Attested]) -> tuple[type[Attested], ...]:
    """The tables whose rows are counted by the rows of that one."""
    counted = (model for model in attested_models() if model.COUNTED_BY)
    return tuple(one for one in counted if table(counting) == one.COUNTED_IN)


@cache
def by_table() -> dict[str, type[Attested]]:
    return {table(model): model for model in attested_models()}


def column(model: type[models.Model], name: str) -> Column:
    """A column of the table, by the name of its field. Raises TypeError for what is none."""
    found = model._meta.get_field(name)
    if not isinstance(found, models.Field):
        raise TypeError(f"{name} is no column of {table(model)}")
    return found


@cache
def name_columns(model: type[Attested]) -> tuple[Column, ...]:
    """The columns that say which row it is."""
    return tuple(column(model, one) for one in model.NAMED_BY or (model._meta.pk.name,))


@cache
def deciding(model: type[Attested]) -> tuple[Column, ...]:
    """The columns that the attestation covers, by name: all but those that decide nothing."""
    out = {*OWN, *model.UNDECIDING} | ({model._meta.pk.name} if model.NAMED_BY else set())
    found = [field for field in model._meta.concrete_fields if field.name not in out]
    # By name: the attestation of a row does not change because a column is declared elsewhere.
    return tuple(sorted(found, key=lambda one: one.attname))


@cache
def referring(model: type[Attested]) -> tuple[Column, ...]:
    """The columns of every table that refer to rows of this one."""
    relations = model._meta.get_fields(include_hidden=True)
    theirs = (relation for relation in relations if isinstance(relation, models.ForeignObjectRel))
    return tuple(one.field for one in theirs if not one.many_to_many)


@cache
def depth(model: type[Attested]) -> int:
    """How many attested tables stand one behind the other in what a row of it refers to."""
    # Without itself: a row may refer to another of its own table, which has no depth of its own.
    to = {field.related_model for field in model._meta.concrete_fields if field.related_model} - {
        model
    }
    return max((1 + depth(one) for one in to if hasattr(one, "attested_values")), default=0)
