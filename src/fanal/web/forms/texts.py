"""Questions that are answered in words: on one line, or on several."""

from django import forms

from fanal.core.casework.typed_text import LONG, SHORT
from fanal.web.typing import PageText


def short_answer(
    label: PageText, *, required: bool = True, help_text: PageText = ""
) -> forms.CharField:
    return forms.CharField(label=label, max_length=SHORT, required=required, help_text=help_text)


def long_answer(
    label: PageText, rows: int = 3, *, required: bool = True, help_text: PageText = ""
) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONG,
        required=required,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )
