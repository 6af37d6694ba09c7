"""Questions that are answered in words: on one line, or on several."""

from django import forms

from fanal.core.casework.typed_text import LONG, SHORT, clean
from fanal.web.typing import PageText


class ShownName(forms.CharField):
    """A name by which people, teams or partners are told apart: nothing invisible makes a second
    one of it, or turns it round."""

    def to_python(self, value: object) -> str:
        return " ".join(clean(super().to_python(value) or "").split())


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
