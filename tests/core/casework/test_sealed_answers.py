"""An answer is checked by the type of its field before it is sealed."""

import pytest

from fanal.core.casework.answers import NOT_KNOWN, sealed_answer
from fanal.core.casework.fields import Field, FieldType
from fanal.core.errors import BadInput
from fanal.core.words import say


def of(kind, choices=()):
    return Field("it", say("What is it?"), kind, choices=choices)


@pytest.mark.parametrize(
    ("kind", "answer"), [(FieldType.CHOICE, "neither"), (FieldType.YES_NO, "yes")]
)
def test_an_answer_that_is_none_of_them_is_refused_at_its_field(kind, answer):
    with pytest.raises(BadInput, match="choose one of the list") as refused:
        sealed_answer(of(kind, (("one", say("one")),)), answer)
    assert refused.value.where == "it"


def test_each_type_is_sealed_as_it_is_read_again():
    assert sealed_answer(of(FieldType.CHOICE, (("one", say("one")),)), "one") == "one"
    assert sealed_answer(of(FieldType.YES_NO), False) is False
    assert sealed_answer(of(FieldType.TEXT), " by hand ") == "by hand"
    assert sealed_answer(of(FieldType.LONG), "a\nb") == "a\nb"
    assert sealed_answer(of(FieldType.TEXT), NOT_KNOWN) == {"no_answer": "not_known"}
