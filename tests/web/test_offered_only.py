"""No form takes what it did not offer: an id that somebody typed into the request names nothing."""

import importlib
import pkgutil
from uuid import uuid4

import pytest
from django import forms

import fanal
from fanal.web.forms.offering import OfferingForm

# What Django's lists of rows ask of their queryset, and of nothing else.
ASKS = ("clean", "to_python", "validate", "get_limit_choices_to")


def every_form():
    for one in pkgutil.walk_packages(fanal.__path__, "fanal."):
        if "forms" in one.name.split("."):
            importlib.import_module(one.name)
    found, left = set(), [OfferingForm]
    while left:
        more = [one for one in left.pop().__subclasses__() if one.__module__.startswith("fanal.")]
        found.update(more)
        left += more
    return sorted(found, key=lambda form: (form.__module__, form.__name__))


FORMS = every_form()


def named(kind, but=()):
    return [
        pytest.param(field, id=f"{form.__name__}.{name}")
        for form in FORMS
        for name, field in form.base_fields.items()
        if isinstance(field, kind) and not isinstance(field, but)
    ]


def test_there_are_such_forms():
    assert len(FORMS) > 50


@pytest.mark.parametrize("field", named(forms.ChoiceField, but=forms.ModelChoiceField))
def test_a_choice_is_one_of_those_that_were_offered(field):
    given = type(field)(choices=[("a", "A")], required=False)
    typed = str(uuid4())
    with pytest.raises(forms.ValidationError):
        given.clean([typed] if isinstance(field, forms.MultipleChoiceField) else typed)


@pytest.mark.parametrize("field", named(forms.ModelChoiceField))
def test_a_row_is_one_of_its_queryset(field):
    ours = [kind for kind in type(field).__mro__ if kind.__module__.startswith("fanal.")]
    assert not [name for kind in ours for name in vars(kind) if name in ASKS]


def test_no_form_takes_an_id_that_it_does_not_choose_from():
    """A hidden field of text, or one of ids, would be asked of nobody."""
    loose = {
        f"{form.__name__}.{name}"
        for form in FORMS
        for name, field in form.base_fields.items()
        if isinstance(field, forms.UUIDField)
        or (type(field) is forms.CharField and isinstance(field.widget, forms.HiddenInput))
    }
    # That it was asked whether nothing is known; the number that was read, which is counted anew.
    assert loose == {"CallForm.empty", "FigureForm.read"}
