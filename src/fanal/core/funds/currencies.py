"""How many decimals an amount of a currency may have, from `currencies.toml`; else two.

Amounts are decimal numbers and never binary fractions: a sum of cents must be a sum of cents.

And one cost on several lines: shares that make 100 per cent, and amounts that make the whole.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Decimal, InvalidOperation
from functools import cache
from typing import NamedTuple

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
    """Return the decimals of each currency. Raises BadInput with `file:line` and the reason when
    the file is malformed."""
    found: dict[str, int] = {}
    rows = read_rows(file, text, "currency")
    for row in rows:
        row.only("currency", "decimals", "source", "sure")
        code = row.string("currency")
        if code not in CODES:
            row.wrong("currency", say("{code} is not one of our currencies", code=code))
        row.string("source")
        row.one_of("sure", Sure)
        found[code] = row.number("decimals", 0, MOST, what=say("a number"))
    refuse_twice(rows, "currency", (row.string("currency") for row in rows))
    return found


def smallest(currency: str) -> Decimal:
    """Return the smallest amount of a currency: one cent of it, or one of it."""
    return Decimal(1).scaleb(-decimals().get(currency, USUAL))


def rounded(amount: Decimal, currency: str) -> Decimal:
    """Round an amount to what can be paid of it; half to the even neighbour, so that
    sums do not drift."""
    return amount.quantize(smallest(currency), rounding=ROUND_HALF_EVEN)


def must_be_payable(amount: Decimal, currency: str) -> Decimal:
    """Return the amount, with its decimals. Raises `BadInput` at `amount`, or at `currency`."""
    must_have_currency("currency", currency)
    if amount <= 0:
        raise BadInput("amount", say("an amount above zero"))
    # Refused and not rounded: what is kept has to be what was paid.
    if rounded(amount, currency) != amount:
        raise BadInput("amount", say("{currency} has no such decimals", currency=currency))
    return rounded(amount, currency)


# Amounts of other currencies in that of a grant, by the rate of the day on which they were paid.
# A day without a rate keeps its amounts apart and says so: they are never added up by another
# day's rate (domain page on the programmes, 6.7, M6).
class RateKey(NamedTuple):
    """The key of a rate: one of `base` is so many of `quote` on this day."""

    on: date
    base: str
    quote: str


type Rates = Mapping[RateKey, Decimal]


class Spent(NamedTuple):
    """An amount spent, below zero where money came back."""

    amount: Decimal
    currency: str
    on: date


@dataclass(frozen=True, slots=True)
class Spending:
    """The spending of a grant. `total`: in its currency. `missing`: what is not in
    it, for want of a rate."""

    total: Decimal
    missing: tuple[Spent, ...] = ()


def read_rate(text: str) -> Decimal:
    """Return the rate that was typed. Raises `BadInput` at `rate`."""
    try:
        rate = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        rate = Decimal(0)
    if not rate.is_finite() or not Decimal("1e-9") < rate < Decimal("1e9"):
        raise BadInput("rate", say("{text} is not a rate like 35.2", text=text[:24]))
    return rate


def converted(one: Spent, currency: str, rates: Rates) -> Decimal | None:
    """Return the amount in this currency by the rate of that very day, told either way round; None
    where there is none."""
    if one.currency == currency:
        return one.amount
    if rate := rates.get(RateKey(one.on, one.currency, currency)):
        return rounded(one.amount * rate, currency)
    # Divided once and rounded: an inverse rate that is kept would be rounded twice.
    if rate := rates.get(RateKey(one.on, currency, one.currency)):
        return rounded(one.amount / rate, currency)
    return None


def last_rate_day(one: Spent, currency: str, rates: Rates) -> date | None:
    """Return the day of the last rate by which this amount can be told in this currency, up to its
    own day."""
    pair = {one.currency, currency}
    return max((on for on, *of in rates if {*of} == pair and on <= one.on), default=None)


def spending(rows: Iterable[Spent], currency: str, rates: Rates) -> Spending:
    total, missing = Decimal(0), []
    for row in rows:
        amount = converted(row, currency, rates)
        if amount is None:
            missing.append(row)
        else:
            total += amount
    return Spending(total, tuple(_in_one(missing)))


def _in_one(rows: Sequence[Spent]) -> list[Spent]:
    """Return those of one day and currency together, in the order of days; none that
    come to nothing."""
    sums: dict[tuple[date, str], Decimal] = {}
    for row in rows:
        key = (row.on, row.currency)
        sums[key] = sums.get(key, Decimal(0)) + row.amount
    return [Spent(amount, code, on) for (on, code), amount in sorted(sums.items()) if amount]


WHOLE = Decimal(100)


def whole_per_cent(part: Decimal, of: Decimal) -> int:
    """Return the nearest whole per cent; nothing and all are said of nothing and all alone."""
    exact = part * WHOLE / of
    nearest = int(exact.quantize(Decimal(1), rounding=ROUND_HALF_EVEN))
    if nearest in (0, WHOLE) and exact != nearest:
        return nearest + (1 if exact > nearest else -1)
    return nearest


def split(amount: Decimal, currency: str, shares: Sequence[Decimal]) -> list[Decimal]:
    """Return the parts in the order of the shares; what rounding leaves goes to the largest
    remainders, one cent each. Raises `BadInput` naming the shares, with what the last would have to
    be."""
    if not shares or min(shares) <= 0:
        raise BadInput("shares", say("each share is above zero"))
    total = sum(shares)
    if total != WHOLE:
        last = shares[-1] + WHOLE - total
        if last <= 0:
            raise BadInput("shares", say("these make {total} %, more than 100", total=str(total)))
        raise BadInput(
            "shares",
            say(
                "these make {total} %: with {last} for the last they make 100",
                total=str(total),
                last=str(last),
            ),
        )
    cent = smallest(currency)
    exact = [amount * share / WHOLE for share in shares]
    parts = [share_of_amount.quantize(cent, rounding=ROUND_DOWN) for share_of_amount in exact]
    # Largest remainder method (Hare-Niemeyer): every part is within one cent of its exact share.
    left = int((amount - sum(parts)) / cent)
    order = sorted(range(len(parts)), key=lambda n: (parts[n] - exact[n], n))
    for n in order[:left]:
        parts[n] += cent
    return parts
