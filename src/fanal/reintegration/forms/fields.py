"""What several forms of a plan share."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from fanal.cases.forms.fields import capital
from fanal.core.casework.rendering import LONG
from fanal.core.words import Sentence
from fanal.services.words import Said, chosen_from
from fanal.web.forms import NOTHING
from fanal.web.forms.texts import short_answer
from fanal.web.forms.typed import field_of
from fanal.web.typing import Answers, FormData, PageText
from fanal.web.words import translated

YES_NO = [("yes", _("Yes")), ("no", _("No")), ("", _("Not asked"))]
HOURS = ["%H:%M", "%H.%M", "%Hh%M", "%Hh", "%H"]


def listed(codes: Iterable[tuple[str, Sentence]]) -> list[tuple[str, str]]:
    return [(code, capital(translated(words))) for code, words in codes]


def three(label: PageText) -> forms.ChoiceField:
    """Yes, no, or not asked: three different things."""
    return forms.ChoiceField(label=label, choices=YES_NO, widget=forms.RadioSelect, required=False)


def answer(code: str) -> bool | None:
    return {"yes": True, "no": False}.get(code)


def lines(label: PageText, *, required: bool = False, rows: int = 2) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=LONG, required=required, widget=forms.Textarea(attrs={"rows": rows})
    )


def line(label: PageText, hint: PageText = "") -> forms.CharField:
    return short_answer(label, required=False, help_text=hint)


def one_of(label: PageText, *, radio: bool = False) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, widget=forms.RadioSelect if radio else forms.Select)


class CodesForm(forms.Form):
    """A form whose lists are said in the language of the page. `CODES`: the list of each field."""

    CODES: dict[str, Iterable[Said]] = {}

    def __init__(self, data: FormData = None, *, initial: Answers | None = None) -> None:
        super().__init__(data, initial=initial)
        for name, codes in self.CODES.items():
            field = field_of(self, name, forms.ChoiceField)
            plain = (
                isinstance(field.widget, forms.Select) and not field.widget.allow_multiple_selected
            )
            field.choices = [*([NOTHING] if plain else []), *chosen_from(codes)]
