"""Words of prevention in templates."""

from __future__ import annotations

from datetime import date

from django import template
from django.utils.translation import get_language

from fanal.core.law.instruments import Words

register = template.Library()


@register.filter
def in_page_language(words: Words) -> str:
    """Words of a data file in the language of the page, or in English."""
    language = (get_language() or "en").partition("-")[0]
    return words.get(language) or words.get("en", "")


@register.filter
def day_kept(text: str) -> date:
    """A day that stands in a seal, as JSON holds it."""
    return date.fromisoformat(text)
