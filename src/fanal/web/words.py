"""Sentences of the rules, in the language of the page."""

from __future__ import annotations

from django.utils.translation import gettext

from fanal.core.words import Sentence


def translated(value: object) -> str:
    """A sentence of the rules translated; anything else as text."""
    return value.translated(gettext) if isinstance(value, Sentence) else str(value)
