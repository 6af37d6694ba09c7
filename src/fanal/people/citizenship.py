"""The country that somebody's own words for a citizenship name without doubt."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from babel import Locale

LANGUAGES = ("en", "fr", "vi")


def country_code(text: str) -> str:
    """The two letters of a country named by its code or its name in a language of the pages."""
    said = text.strip()
    if len(said) == 2 and said.isascii() and said.upper() in _names(LANGUAGES[0]).values():
        return said.upper()
    found = (_names(language).get(said.casefold()) for language in LANGUAGES)
    return next((code for code in found if code), "")


@cache
def _names(language: str) -> Mapping[str, str]:
    """The code by the name; of two of one name the first."""
    told = Locale(language).territories.items()
    return {name.casefold(): str(code) for code, name in [*told][::-1] if len(code) == 2}
