"""Sentences of the rules, in the language of the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext

from fanal.core.words import Sentence


def translated(value: object) -> str:
    """A sentence of the rules translated, its days as the language writes them; else as text."""
    if not isinstance(value, Sentence):
        return str(value)
    return Sentence(value.template, _values(value)).translated(gettext)


def _values(sentence: Sentence) -> dict[str, object]:
    return {
        name: date_format(one) if isinstance(one, date) else _inner(one)
        for name, one in sentence.values.items()
    }


def _inner(value: object) -> object:
    return translated(value) if isinstance(value, Sentence) else value


def spoken(table: Mapping[str, object]) -> Callable[[str], str]:
    """A template filter that says a code in the words of `table`; an unknown code stays itself."""
    return lambda code: str(table.get(code, code))
