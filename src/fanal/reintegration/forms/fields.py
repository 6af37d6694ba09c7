"""What several forms of a plan share."""

from django import forms
from django.utils.translation import gettext_lazy as _

from fanal.web.forms.codes import YES_NO
from fanal.web.forms.texts import long_answer, short_answer
from fanal.web.typing import PageText

YES_NO_NOT_ASKED = [*YES_NO, ("", _("Not asked"))]
HOURS = ["%H:%M", "%H.%M", "%Hh%M", "%Hh", "%H"]


def three(label: PageText) -> forms.ChoiceField:
    """Yes, no, or not asked: three different things."""
    return forms.ChoiceField(
        label=label, choices=YES_NO_NOT_ASKED, widget=forms.RadioSelect, required=False
    )


def answer(code: str) -> bool | None:
    return {"yes": True, "no": False}.get(code)


def lines(label: PageText, *, required: bool = False, rows: int = 2) -> forms.CharField:
    return long_answer(label, rows, required=required)


def line(label: PageText, hint: PageText = "") -> forms.CharField:
    return short_answer(label, required=False, help_text=hint)
