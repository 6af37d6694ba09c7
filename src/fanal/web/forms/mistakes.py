"""A mistake that an action found, shown at its field like one that the form found."""

from django import forms
from django.utils.text import capfirst

from fanal.core.errors import BadInput, Refused
from fanal.web.words import translated


def show_mistake(form: forms.BaseForm, mistake: BadInput) -> None:
    """Put the sentence of `mistake` at the field it names, or above the form if it names none."""
    field = mistake.where if mistake.where in form.fields else None
    form.add_error(field, translated(mistake.why))


def show_refusal(form: forms.BaseForm, refusal: Refused) -> None:
    """Put every reason of `refusal` above the form."""
    for reason in refusal.reasons:
        form.add_error(None, capfirst(translated(reason)))
