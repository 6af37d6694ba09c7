"""The tier of a column (ADR 6): from the type of its field, and from what its model names as `PLAIN`."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from django.apps import apps
from django.db import models

from fanal.authority.fields import AttestationField
from fanal.sealed.columns import ServerSealedTextField
from fanal.sealed.server_key import MarkField


class Tier(StrEnum):
    """T0 is readable to whoever holds the database; T1 needs the server's key; T2 a person's."""

    T0 = "plain"
    T1 = "server key"
    T2 = "compartment key"


T0, T1, T2 = Tier.T0, Tier.T1, Tier.T2
LOOSE = (models.CharField, models.TextField, models.JSONField, models.BinaryField)
NEVER_TEXT = (ServerSealedTextField, MarkField, AttestationField)


def our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("fanal.")]


def columns(model: type[models.Model]) -> list[models.Field]:
    many = [field for field in model._meta.many_to_many if not field.auto_created]
    return [*model._meta.concrete_fields, *many]


def plain_of(model: type[models.Model]) -> set[str]:
    """The columns that the model and those it inherits from name as readable."""
    return {name for one in model.__mro__ for name in vars(one).get("PLAIN", ())}


def may_hold_anything(field: models.Field) -> bool:
    """Whether the type alone does not say what stands in the column: texts and bytes."""
    return isinstance(field, LOOSE) and not isinstance(field, NEVER_TEXT)


def tier_of(field: models.Field) -> Tier | None:
    """None of a text that is neither sealed nor named as `PLAIN` by its model."""
    if isinstance(field, ServerSealedTextField):
        return T1
    if not may_hold_anything(field) or field.name in plain_of(field.model):
        return T0
    return T2 if isinstance(field, models.BinaryField) else None


def readable(model: type[models.Model]) -> Iterator[models.Field]:
    """The columns of one of our models that stand in clear."""
    return (field for field in model._meta.concrete_fields if tier_of(field) is T0)
