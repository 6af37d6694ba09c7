"""How many decimals an amount of a currency may have, from `currencies.toml`; else two.

Amounts are decimal numbers and never binary fractions: a sum of cents must be a sum of cents.
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache

from fanal.core.casework.amounts import CODES, must_have_currency
from fanal.core.data_files.toml_tables import read_rows, refuse_twice, shipped_text
from fanal.core.errors import BadInput
from fanal.core.law.instruments import Sure
from fanal.core.words import say

USUAL, MOST = 2, 4


@cache
def decimals() -> dict[str, int]:
    return read_decimals("currencies.toml", shipped_text("fanal.core.funds", "currencies.toml"))


def read_decimals(file: str, text: str) -> dict[str, int]:
    """By currency. Raises BadInput with `file:line` and the reason when the file is malformed."""
    found: dict[str, int] = {}
    rows = read_rows(file, text, "currency")
    for row in rows:
        row.only("currency", "decimals", "source", "sure")
        code = row.string("currency")
        if code not in CODES:
            row.wrong("currency", f"{code} is not one of our currencies")
        row.string("source")
        row.one_of("sure", Sure)
        found[code] = row.number("decimals", 0, MOST, what="a number")
    refuse_twice(rows, "currency", (row.string("currency") for row in rows))
    return found


def smallest(currency: str) -> Decimal:
    """One cent of it, or one of it."""
    return Decimal(1).scaleb(-decimals().get(currency, USUAL))


def rounded(amount: Decimal, currency: str) -> Decimal:
    """To what can be paid of it; half to the even neighbour, so that sums do not drift."""
    return amount.quantize(smallest(currency), rounding=ROUND_HALF_EVEN)


def must_be_payable(amount: Decimal, currency: str) -> Decimal:
    """The amount, with its decimals. Raises `BadInput` at `amount`, or at `currency`."""
    must_have_currency("currency", currency)
    if amount <= 0:
        raise BadInput("amount", say("an amount above zero"))
    if rounded(amount, currency) != amount:
        raise BadInput("amount", say("{currency} has no such decimals", currency=currency))
    return rounded(amount, currency)
