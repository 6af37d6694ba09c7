"""Numbers from ten thousand on are set apart by thousands, as the language of the page does it.

Django's setting groups from one thousand on, and with it every year. A French page sets four digits
apart as rarely as an English one; who wants it asks for it (`force_grouping`, `{n:,}`).
"""

from collections.abc import Callable, Iterable
from decimal import Decimal

from django.utils import numberformat

from fanal.core.words import Number

DIGITS = 5  # of the smallest number that is grouped
DJANGOS = numberformat.format


def grouped(
    number: Decimal | float | str,
    decimal_sep: str,
    decimal_pos: int | None = None,
    grouping: int | Iterable[int] = 0,
    thousand_sep: str = "",
    force_grouping: bool = False,
    use_l10n: bool | None = None,
) -> str:
    """Return the number as Django's function of these arguments does."""
    if not force_grouping and not is_grouped(number):
        grouping = 0
    return str(
        DJANGOS(number, decimal_sep, decimal_pos, grouping, thousand_sep, force_grouping, use_l10n)
    )


def is_grouped(number: object) -> bool:
    whole = str(number).lstrip("-").partition(".")[0]
    return len(whole) >= DIGITS


class PageNumber(Number):
    """A whole number in a sentence of the rules, on a page."""

    def __init__(self, value: int, gettext: Callable[[str], str]) -> None:
        super().__init__(value, gettext)

    def __format__(self, spec: str) -> str:
        return super().__format__(spec or ("," if is_grouped(self.value) else ""))


def teach_django() -> None:
    """Teach Django, which has no setting for the first number that is grouped."""
    numberformat.format = grouped
