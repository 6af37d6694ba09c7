"""Amounts of money as the language of the page writes them."""

from decimal import Decimal

from django.utils.formats import get_format

from fanal.core.casework.amounts import written

SPACE = "\u00a0"


def amount_words(amount: Decimal | int | str) -> str:
    """Return an amount as `1 200`, in French `2 963,64`: thousands apart, decimals as the language
    sets them apart."""
    return written(str(amount)).replace(".", str(get_format("DECIMAL_SEPARATOR")))


def number_words(number: object) -> str:
    """A number as it was written down, with the mark of decimals of the language: a rate, hours."""
    return str(number).replace(".", str(get_format("DECIMAL_SEPARATOR")))


def money_words(amount: Decimal | int | str, currency: str) -> str:
    """Return an amount with its currency, as `1 200 THB`, never broken between the two."""
    return f"{amount_words(amount)}{SPACE}{currency}"
