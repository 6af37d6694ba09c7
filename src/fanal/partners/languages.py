"""Languages, chosen and shown by their names; columns hold their codes with spaces between."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from typing import Any

from babel import Locale, UnknownLocaleError
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fanal.web.typing import PageText

# Those of the Mekong first, then those of people found far from home there.
NEAR = [
    *("lo", "th", "vi", "km", "my", "zh", "shn", "kac", "hmn"),
    *("en", "fr", "ms", "id", "fil", "hi", "bn", "ne", "ta", "ur", "si", "uz", "ru", "am", "sw"),
]


def language_name(code: str) -> str:
    """The name in the language of the page; the code where none is known."""
    name = _of_the_page().get(code) or Locale("en").languages.get(code, code)
    return name[:1].upper() + name[1:]


def _of_the_page() -> Mapping[str, str]:
    try:
        return Locale.parse(get_language() or "en", sep="-").languages
    except (UnknownLocaleError, ValueError):
        return {}


def language_names(codes: str) -> str:
    return ", ".join(map(language_name, codes.split()))


def language_codes(text: str) -> str:
    """The codes of the languages that a text names ("Lao, thaï"), with spaces between."""
    words = {word.casefold() for word in re.findall(r"[^\W\d_]+(?:[-' ][^\W\d_]+)*", text)}
    words |= {part for word in words for part in word.split()}
    return " ".join(code for code in NEAR if _called(code) & words)


@cache
def _called(code: str) -> frozenset[str]:
    """A language's names in the languages of the pages and in its own."""
    names = [Locale(one).languages.get(code, "") for one in PAGES]
    with suppress(UnknownLocaleError):
        names.append(Locale.parse(code).languages.get(code, ""))
    names += [name.removeprefix("tiếng ") for name in map(str.casefold, names)]
    return frozenset(name.casefold() for name in names if name)


class Languages(forms.MultipleChoiceField):
    """Cleans to codes with spaces between. One written down earlier stays, listed or not."""

    widget = forms.CheckboxSelectMultiple(attrs={"class": "choices--short"})

    def __init__(self, *, label: PageText) -> None:
        super().__init__(choices=_choices, required=False, label=label)

    def prepare_value(self, value: Any) -> Any:
        codes = value.split() if isinstance(value, str) else value or []
        if more := [one for one in codes if one not in NEAR]:
            self.choices = [*_choices(), *((one, language_name(one)) for one in more)]
        return codes

    def to_python(self, value: Any) -> list[str]:
        """A text of several codes too: so the page of a conflict sends what it keeps."""
        return [code for one in super().to_python(value) for code in one.split()]

    def valid_value(self, value: str) -> bool:
        return value in Locale("en").languages

    def clean(self, value: Any) -> str:
        codes = super().clean(value)
        if len(codes) > MOST:
            raise ValidationError(_("Choose at most %(n)s.") % {"n": MOST})
        return " ".join(codes)


MOST = 15
PAGES = ("en", "fr", "vi")


def _choices() -> list[tuple[str, str]]:
    return [(code, language_name(code)) for code in NEAR]
