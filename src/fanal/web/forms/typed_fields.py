"""The fields of a form by their kind: what is offered in them is set for each page."""

from typing import TypedDict

from django import forms

from fanal.web.typing import PageText


class FieldDescription(TypedDict, total=False):
    """What a field of ours hands on to that of Django, where it is never required."""

    label: PageText
    help_text: PageText
    initial: object
    error_messages: dict[str, PageText]
    disabled: bool


class FieldOptions(FieldDescription, total=False):
    """The same where it may be."""

    required: bool


def field_of[Kind: forms.Field](form: forms.BaseForm, name: str, kind: type[Kind]) -> Kind:
    """The field of this name, which is of this kind. Raises TypeError where it is not."""
    field = form.fields[name]
    if not isinstance(field, kind):
        raise TypeError(f"{type(form).__name__}.{name} is no {kind.__name__}")
    return field
