"""Questions that are answered by codes: what is offered are their words, as the page says them."""

from collections.abc import Iterable
from functools import partial
from typing import Unpack

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from fanal.core.casework.amounts import CURRENCIES
from fanal.core.words import Sentence, WordedCode
from fanal.web.forms import NOTHING
from fanal.web.forms.typed_fields import FieldOptions
from fanal.web.typing import PageText
from fanal.web.words import translated

YES_NO = [("yes", _("Yes")), ("no", _("No"))]


def chosen_from(codes: Iterable[WordedCode]) -> list[tuple[str, str]]:
    """Codes with their words, as a field offers them."""
    return worded_choices((code.value, code.sentence()) for code in codes)


def worded_choices(codes: Iterable[tuple[str, Sentence]]) -> list[tuple[str, str]]:
    """The same of codes with their sentences."""
    return [(code, capfirst(translated(words))) for code, words in codes]


def radio_answer(
    label: PageText, codes: Iterable[WordedCode], *, required: bool = True, help_text: PageText = ""
) -> forms.ChoiceField:
    """Return a field for one of a few, all of which are seen."""
    return forms.ChoiceField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.RadioSelect,
        # A callable: words in the language of this page, and not of the first page after the start.
        choices=partial(chosen_from, list(codes)),
    )


def select_answer(
    label: PageText, codes: Iterable[WordedCode], *, required: bool = True, help_text: PageText = ""
) -> forms.ChoiceField:
    """Return a field for one of a list that opens, with none chosen at first."""
    # A list, since the lambda runs for every form and an iterator would be empty the second time.
    offered = list(codes)
    return forms.ChoiceField(
        label=label,
        required=required,
        help_text=help_text,
        # Nothing chosen at first: the first code of a list would be an answer of nobody.
        choices=lambda: [NOTHING, *chosen_from(offered)],
    )


def yes_or_no(
    *, empty_value: str | None = "", **described: Unpack[FieldOptions]
) -> forms.TypedChoiceField:
    """Return a field for yes and no: True or False, or `empty_value` where nothing was said."""
    return forms.TypedChoiceField(
        choices=YES_NO,
        widget=forms.RadioSelect,
        # Kept as a bool; "" stays "", which is no "no".
        coerce=lambda said: said == "yes",
        empty_value=empty_value,
        **described,
    )


def several_answers(
    label: PageText, codes: Iterable[WordedCode], *, required: bool = True, help_text: PageText = ""
) -> forms.MultipleChoiceField:
    """Return a field that takes as many of them as are so."""
    return forms.MultipleChoiceField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.CheckboxSelectMultiple,
        choices=partial(chosen_from, list(codes)),
    )


def currency_choice(label: PageText, *, required: bool = True) -> forms.ChoiceField:
    """Return a choice of which none is chosen at first: where one is known, the page proposes
    it."""
    return forms.ChoiceField(
        label=label, required=required, choices=lambda: [NOTHING, *worded_choices(CURRENCIES)]
    )
