"""Every field says how much it would hurt, and the columns keep what it says."""

import pytest
from django.apps import apps

from fanal.core.sealing.tiers import T1, T2, Tier
from fanal.sealed_columns import ServerSealedTextField


def our_models():
    return [model for model in apps.get_models() if model.__module__.startswith("fanal.")]


def columns(model):
    many = [field for field in model._meta.many_to_many if not field.auto_created]
    return [*model._meta.concrete_fields, *many]


@pytest.mark.asvs("V14.1.1")
def test_every_field_of_every_model_of_ours_declares_its_tier():
    silent = [
        f"{model._meta.label}.{field.name}"
        for model in our_models()
        for field in columns(model)
        if not isinstance(getattr(model, "TIERS", {}).get(field.name), Tier)
        and not (model._meta.auto_created)
    ]
    assert silent == []


def test_no_tier_is_declared_for_a_field_that_is_not_there():
    gone = [
        f"{model._meta.label}.{name}"
        for model in our_models()
        if not model._meta.auto_created
        for name in set(model.TIERS) - {field.name for field in columns(model)}
    ]
    assert gone == []


def test_t1_is_sealed_by_the_server_and_t2_is_bytes_that_it_cannot_read():
    wrong = [
        f"{model._meta.label}.{field.name}"
        for model in our_models()
        if not model._meta.auto_created
        for field in model._meta.concrete_fields
        if (model.TIERS[field.name] is T1) != isinstance(field, ServerSealedTextField)
        or (model.TIERS[field.name] is T2 and field.get_internal_type() != "BinaryField")
    ]
    assert wrong == []
