"""Words of prevention in templates."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language

from fanal.core.law.instruments import Words

register = template.Library()


@register.filter
def in_page_language(words: Words) -> str:
    """Words of a data file in the language of the page, or in English."""
    language = (get_language() or "en").partition("-")[0]
    return words.get(language) or words.get("en", "")
