"""The choice of the currency of an amount."""

from django import forms

from fanal.core.casework.amounts import CURRENCIES
from fanal.web.forms import NOTHING
from fanal.web.forms.codes import worded_choices
from fanal.web.typing import PageText


def currency_choice(label: PageText, *, required: bool = True) -> forms.ChoiceField:
    """Return a choice of which none is chosen at first: where one is known, the page proposes
    it."""
    return forms.ChoiceField(
        label=label, required=required, choices=lambda: [NOTHING, *worded_choices(CURRENCIES)]
    )
