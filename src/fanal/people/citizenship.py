"""The country that somebody's own words for a citizenship name without doubt."""

from __future__ import annotations

from babel import Locale

LANGUAGES = ("en", "fr", "vi")


def country_code(text: str) -> str:
    """The two letters of a country named by its code or its name in a language of the pages."""
    said = text.strip()
    if len(said) == 2 and said.isascii() and said.upper() in Locale("en").territories:
        return said.upper()
    for language in LANGUAGES:
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and name.casefold() == said.casefold():
                return str(code)
    return ""
