"""A mistake that an action found, shown at its field like one that the form found."""

from __future__ import annotations

from django import forms

from fanal.core.errors import BadInput
from fanal.web.words import translated


def show_mistake(form: forms.BaseForm, mistake: BadInput) -> None:
    """Put the sentence of `mistake` at the field it names, or above the form if it names none."""
    field = mistake.where if mistake.where in form.fields else None
    form.add_error(field, translated(mistake.why))
