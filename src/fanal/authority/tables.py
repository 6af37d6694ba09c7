"""Which tables are attested, and by which of their columns."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.apps import apps
from django.db import models

OWN = ("attested_version", "attestation")


@cache
def attested_models() -> tuple[Any, ...]:
    """Every model that is attested, by the name of its table."""
    found = [one for one in apps.get_models() if hasattr(one, "attested_values")]
    return tuple(sorted(found, key=lambda one: one._meta.db_table))


@cache
def guarded_models() -> tuple[Any, ...]:
    """Those which are small and decide everywhere: read whole at each request (`guard`)."""
    return tuple(one for one in attested_models() if one.GUARDED)


def table(model: Any) -> str:
    return str(model._meta.db_table)


@cache
def counting_model() -> Any:
    """The table whose rows count what belongs to them (`groups`)."""
    (found,) = (one for one in attested_models() if one.COUNTS)
    return found


@cache
def counted_models() -> tuple[Any, ...]:
    return tuple(one for one in attested_models() if one.COUNTED_BY)


@cache
def by_table() -> dict[str, Any]:
    return {table(one): one for one in attested_models()}


@cache
def name_columns(model: Any) -> tuple[models.Field[Any, Any], ...]:
    """The columns that say which row it is."""
    return tuple(model._meta.get_field(one) for one in model.NAMED_BY or (model._meta.pk.name,))


@cache
def deciding(model: Any) -> tuple[models.Field[Any, Any], ...]:
    """The columns that the attestation covers, by name: all but those that decide nothing."""
    out = {*OWN, *model.UNDECIDING} | ({model._meta.pk.name} if model.NAMED_BY else set())
    found = [one for one in model._meta.concrete_fields if one.name not in out]
    return tuple(sorted(found, key=lambda one: one.attname))


@cache
def referring(model: Any) -> tuple[models.Field[Any, Any], ...]:
    """The columns of every table that refer to rows of this one."""
    relations = model._meta.get_fields(include_hidden=True)
    theirs = (one for one in relations if one.auto_created and not one.concrete)
    return tuple(one.field for one in theirs if not one.many_to_many)


@cache
def depth(model: Any) -> int:
    """How many attested tables stand one behind the other in what a row of it refers to."""
    to = {one.related_model for one in model._meta.concrete_fields if one.related_model} - {model}
    return max((1 + depth(one) for one in to if hasattr(one, "attested_values")), default=0)
