"""Every column has a tier; a text that stands in clear is named as such by its model."""

import pytest

from fanal.keys.sealed import SealedRecord
from tests.tiers import T2, columns, may_hold_anything, our_models, plain_of, tier_of


@pytest.mark.asvs("V14.1.1")
def test_every_text_of_every_model_of_ours_is_sealed_or_named_as_plain():
    silent = [
        f"{model._meta.label}.{field.name}"
        for model in our_models()
        for field in columns(model)
        if tier_of(field) is None
    ]
    assert silent == []


def test_nothing_is_named_as_plain_that_is_not_there_or_whose_type_says_so_anyway():
    idle = [
        f"{model._meta.label}.{name}"
        for model in our_models()
        for name in plain_of(model)
        - {field.name for field in columns(model) if may_hold_anything(field)}
    ]
    assert idle == []


def test_what_is_sealed_for_people_stands_in_no_column_that_is_named_as_plain():
    records = [model for model in our_models() if issubclass(model, SealedRecord)]
    assert records
    assert [
        record for record in records if tier_of(record._meta.get_field("sealed")) is not T2
    ] == []
