"""The first of a month is « 1er » in French, and every other day a plain number.

Django's `S` knows the endings of English alone, whatever the language of the page.
"""

from __future__ import annotations

from django.utils.dateformat import DateFormat
from django.utils.translation import get_language

ENGLISH = DateFormat.S


def ending(day: DateFormat) -> str:
    """What the format `S` writes behind the number of the day."""
    if not (get_language() or "").startswith("fr"):
        return ENGLISH(day)
    return "er" if day.data.day == 1 else ""


def teach_django() -> None:
    DateFormat.S = ending  # type: ignore[method-assign]  # Django's formats have no other way in
