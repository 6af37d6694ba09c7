"""Amounts of other currencies in that of a grant, by the rate of the day on which they were paid.

A day without a rate keeps its amounts apart and says so: they are never added up by another day's
rate (domain page on the programmes, 6.7, M6).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from fanal.core.errors import BadInput
from fanal.core.funds.currencies import rounded
from fanal.core.words import say


class RateKey(NamedTuple):
    """One of `base` is so many of `quote` on this day."""

    on: date
    base: str
    quote: str


type Rates = Mapping[RateKey, Decimal]


class Spent(NamedTuple):
    """`amount` is below zero where money came back."""

    amount: Decimal
    currency: str
    on: date


@dataclass(frozen=True, slots=True)
class Spending:
    """`total`: in the currency of the grant. `missing`: what is not in it, for want of a rate."""

    total: Decimal
    missing: tuple[Spent, ...] = ()


def read_rate(text: str) -> Decimal:
    """Raises `BadInput` at `rate`."""
    try:
        rate = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        rate = Decimal(0)
    if not rate.is_finite() or not Decimal("1e-9") < rate < Decimal("1e9"):
        raise BadInput("rate", say("{text} is not a rate like 35.2", text=text[:24]))
    return rate


def converted(one: Spent, currency: str, rates: Rates) -> Decimal | None:
    """In this currency by the rate of that very day, told either way round; None without one."""
    if one.currency == currency:
        return one.amount
    if rate := rates.get(RateKey(one.on, one.currency, currency)):
        return rounded(one.amount * rate, currency)
    if rate := rates.get(RateKey(one.on, currency, one.currency)):
        return rounded(one.amount / rate, currency)
    return None


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
    """Those of one day and currency together, in the order of days; none that come to nothing."""
    sums: dict[tuple[date, str], Decimal] = {}
    for row in rows:
        key = (row.on, row.currency)
        sums[key] = sums.get(key, Decimal(0)) + row.amount
    return [Spent(amount, code, on) for (on, code), amount in sorted(sums.items()) if amount]
