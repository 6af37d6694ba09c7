"""A mistake that an action found, shown at its field like one that the form found."""

from django import forms
from django.utils.text import capfirst

from fanal.core.errors import BadInput, Refused
from fanal.core.places import PART, place_in_words
from fanal.web.words import labelled, translated


def show_mistake(form: forms.BaseForm, mistake: BadInput) -> None:
    """Put the sentence of `mistake` at the field it names, or above the form if it names none."""
    field = mistake.where if mistake.where in form.fields else None
    form.add_error(field, translated(mistake.why))


def show_refusal(form: forms.BaseForm, refusal: Refused) -> None:
    """Put every reason of `refusal` above the form."""
    for reason in refusal.reasons:
        form.add_error(None, capfirst(translated(reason)))


def show_place(form: forms.BaseForm, mistake: BadInput, field: str | None = None) -> None:
    """A mistake in a table with its sheet, line and column; any other at `field` or its own."""
    if PART.match(mistake.where):
        place = place_in_words(mistake.where, translated)
        form.add_error(field, labelled(place, translated(mistake.why)))
    elif field:
        form.add_error(field, translated(mistake.why))
    else:
        show_mistake(form, mistake)
