"""The first of a month is « 1er » in French, and every other day a plain number.

Django's `S` knows the endings of English alone, whatever the language of the page.
"""

from datetime import date

from django.utils.dateformat import DateFormat
from django.utils.translation import get_language

ENGLISH = DateFormat.S


def ending(self: DateFormat) -> str:
    """What the format `S` writes behind the number of the day."""
    if not (get_language() or "").startswith("fr"):
        return ENGLISH(self)
    return "er" if isinstance(self.data, date) and self.data.day == 1 else ""


def teach_django() -> None:
    """Teach Django the ending: its formats have no other way in."""
    DateFormat.S = ending  # type: ignore[method-assign]  # a method of Django's class
