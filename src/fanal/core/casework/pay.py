"""What is owed for work, on what one source says: period, hours, pay agreed and paid.

Each source stands alone: nothing is added, averaged or subtracted across sources or currencies.
What is known from a range of days or hours gives a range of money, never its middle. Deductions,
debts and fines are claimed by others and are not subtracted; a payment is.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction

from fanal.core.calendars import Interval
from fanal.core.casework.amounts import must_have_currency
from fanal.core.casework.pay_rules import OvertimeRule, overtime_rules
from fanal.core.errors import BadInput
from fanal.core.words import Sentence, say

DAYS_A_WEEK = 7


class PaidFor(StrEnum):
    """The unit by which the pay was agreed."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    PIECE = "piece"
    TRIP = "trip"

    @property
    def counts_days(self) -> bool:
        """Whether the days of a week that were worked decide."""
        return self in (PaidFor.HOUR, PaidFor.DAY)


@dataclass(frozen=True, slots=True)
class AmountRange:
    """A range from `low` to `high`, both included: money, days or hours."""

    low: Decimal
    high: Decimal

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise BadInput("amount", say("it begins above its end"))

    def __add__(self, other: AmountRange) -> AmountRange:
        return AmountRange(self.low + other.low, self.high + other.high)

    def less(self, amount: Decimal) -> AmountRange:
        """Return what is left when this amount is taken off; never below nothing."""
        return AmountRange(max(Decimal(0), self.low - amount), max(Decimal(0), self.high - amount))


@dataclass(frozen=True, slots=True)
class StatedWork:
    """What one source says of one work. None: not said."""

    source: str
    currency: str
    agreed: Decimal | None = None
    per: PaidFor | None = None
    first: Interval | None = None
    last: Interval | None = None
    hours: AmountRange | None = None
    days: AmountRange | None = None
    paid: Decimal | None = None

    def __post_init__(self) -> None:
        if self.agreed is not None or self.paid is not None:
            must_have_currency("currency", self.currency)


@dataclass(frozen=True, slots=True)
class Overtime:
    """What is owed with the hours beyond the day of the law, if that law applies."""

    rule: OvertimeRule
    owed: AmountRange


@dataclass(frozen=True, slots=True)
class PayCount:
    """The result of a count. `missing`: what nobody said and the count needs. `days`:
    days of work."""

    told: StatedWork
    missing: tuple[Sentence, ...] = ()
    days: AmountRange | None = None
    earned: AmountRange | None = None
    owed: AmountRange | None = None
    overtime: Overtime | None = None

    @property
    def longest(self) -> Interval | None:
        """The days from the first that may be one of work to the last; None where
        they are not known."""
        first, last = self.told.first, self.told.last
        if first is None or last is None or first.earliest > last.latest:
            return None
        return Interval(first.earliest, last.latest)


MISSING_FIRST = say("the first day of work")
MISSING_LAST = say("the last day of work")
MISSING_AGREED = say("the pay that was agreed")
MISSING_UNIT = say("what the pay is for: an hour, a day, a week or a month")
MISSING_DAYS = say("the days a week, as a number")
MISSING_HOURS = say("the hours a day, as a number")
MISSING_PAID = say("what was paid in all: 0 where it was nothing")
NOT_BY_DAYS = say("how many pieces, customers or trips: they are not counted from days")


def count_pay(work: StatedWork) -> PayCount:
    """Return what this source's words come to, or what is missing for it."""
    missing = tuple(_missing(work))
    if missing or not (work.agreed is not None and work.per and work.first and work.last):
        return PayCount(work, missing)
    period = WorkPeriod(work.first, work.last)
    days = days_of_work(period, work.days) if work.days else None
    earned = _earned(work, work.agreed, period, days)
    # Not to have said what was paid is not to have said that it was nothing: then only what was
    # earned is told.
    if work.paid is None:
        return PayCount(work, (MISSING_PAID,), days, earned)
    overtime = _overtime(work, work.agreed, days)
    more = overtime and Overtime(overtime[0], (earned + overtime[1]).less(work.paid))
    return PayCount(work, (), days, earned, earned.less(work.paid), more)


def _missing(work: StatedWork) -> Iterable[Sentence]:
    if work.agreed is None:
        yield MISSING_AGREED
    if work.per is None:
        yield MISSING_UNIT
    elif work.per in (PaidFor.PIECE, PaidFor.TRIP):
        yield NOT_BY_DAYS
        return
    if work.first is None:
        yield MISSING_FIRST
    if work.last is None:
        yield MISSING_LAST
    if work.per and work.per.counts_days and work.days is None:
        yield MISSING_DAYS
    if work.per is PaidFor.HOUR and work.hours is None:
        yield MISSING_HOURS


# ── Days ─────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class WorkPeriod:
    """The period from a first day to a last, either of which may be known by its
    month or year alone."""

    first: Interval
    last: Interval

    @property
    def shortest(self) -> tuple[date, date]:
        return self.first.latest, self.last.earliest

    @property
    def longest(self) -> tuple[date, date]:
        return self.first.earliest, self.last.latest


def days_of_work(period: WorkPeriod, a_week: AmountRange) -> AmountRange:
    """Return the days worked in the shortest and the longest period that the dates allow. Which
    days of the week were free is not asked: of a week that is not whole, the fewest and the most
    are taken."""
    fewest = _fewest(_length(*period.shortest), a_week.low)
    return AmountRange(fewest, _most(_length(*period.longest), a_week.high))


def _length(first: date, last: date) -> int:
    return max(0, (last - first).days + 1)


def _fewest(length: int, a_week: Decimal) -> Decimal:
    weeks, rest = divmod(length, DAYS_A_WEEK)
    # In a part of a week she may have had all its free days: the fewest that are certain.
    return weeks * a_week + max(Decimal(0), rest - (DAYS_A_WEEK - a_week))


def _most(length: int, a_week: Decimal) -> Decimal:
    weeks, rest = divmod(length, DAYS_A_WEEK)
    return weeks * a_week + min(Decimal(rest), a_week)


def months_of(first: date, last: date) -> Fraction:
    """Return the months from `first` to `last`: whole months count one; of a month that is not
    whole, its days over the days it has."""
    # Fractions: the months of two periods that follow each other are the months of both, to the
    # cent.
    months, day = Fraction(0), first
    while day <= last:
        length = monthrange(day.year, day.month)[1]
        end = min(last, day.replace(day=length))
        months += Fraction((end - day).days + 1, length)
        day = end + timedelta(days=1)
    return months


# ── Money ────────────────────────────────────────────────────────────────────
def _earned(
    work: StatedWork, agreed: Decimal, period: WorkPeriod, days: AmountRange | None
) -> AmountRange:
    if work.per is PaidFor.DAY and days:
        return _money(days.low * agreed, days.high * agreed)
    if work.per is PaidFor.HOUR and days and work.hours:
        return _money(days.low * work.hours.low * agreed, days.high * work.hours.high * agreed)
    shortest, longest = (_units(work.per, *span) for span in (period.shortest, period.longest))
    return _money(_times(agreed, shortest), _times(agreed, longest))


def _units(per: PaidFor | None, first: date, last: date) -> Fraction:
    if per is PaidFor.WEEK:
        return Fraction(_length(first, last), DAYS_A_WEEK)
    return months_of(first, last)


def _times(amount: Decimal, units: Fraction) -> Decimal:
    return amount * units.numerator / units.denominator


def _money(low: Decimal, high: Decimal) -> AmountRange:
    cents = Decimal("0.01")
    return AmountRange(low.quantize(cents, ROUND_HALF_UP), high.quantize(cents, ROUND_HALF_UP))


def _overtime(
    work: StatedWork, agreed: Decimal, days: AmountRange | None
) -> tuple[OvertimeRule, AmountRange] | None:
    """Return the rule and the overtime owed, only for pay by the hour or day: what a week or month
    of pay covers is not known."""
    rule = overtime_rules().get(work.currency)
    if rule is None or days is None or work.hours is None or work.hours.high <= rule.hours:
        return None
    if work.per is PaidFor.DAY:
        an_hour = agreed / rule.hours * rule.factor
    elif work.per is PaidFor.HOUR:
        an_hour = agreed * (rule.factor - 1)  # the hour itself is counted already
    else:
        return None
    low = days.low * max(Decimal(0), work.hours.low - rule.hours) * an_hour
    return rule, _money(low, days.high * (work.hours.high - rule.hours) * an_hour)


# ── Several works of one source ──────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class PaySum:
    """The sum over several works. `owed`: None where two of its periods may overlap, so that a day
    would count twice."""

    source: str
    currency: str
    owed: AmountRange | None


def sums_of(counts: Iterable[PayCount]) -> list[PaySum]:
    """Return what the works come to, for each source and currency that has several."""
    groups: dict[tuple[str, str], list[PayCount]] = {}
    for count in counts:
        if count.owed is not None:
            groups.setdefault((count.told.source, count.told.currency), []).append(count)
    return [
        PaySum(source, currency, _together(works))
        for (source, currency), works in groups.items()
        if len(works) > 1
    ]


def _together(works: list[PayCount]) -> AmountRange | None:
    periods = sorted(pay_count.longest for pay_count in works if pay_count.longest)
    for number, period in enumerate(periods[1:]):
        # Two works at one time: added up, the same days would count twice.
        if any(period.overlap(before) for before in periods[: number + 1]):
            return None
    nothing = AmountRange(Decimal(0), Decimal(0))
    return sum((pay_count.owed for pay_count in works if pay_count.owed), nothing)
