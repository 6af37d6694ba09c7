"""A year or a quarter of the calendar, as an address names it: `2026` or `2026-4`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from fanal.core.calendars.months import add_months

# An address may hold any year; nothing was coded before.
FIRST_YEAR, YEAR, QUARTER = 2000, 12, 3


@dataclass(frozen=True, slots=True)
class ReportedPeriod:
    """A period of three or twelve months from the first of a month."""

    first: date
    months: int

    @property
    def last(self) -> date:
        return add_months(self.first, self.months) - timedelta(days=1)

    @property
    def key(self) -> str:
        year = str(self.first.year)
        # 2 more, so that January to March give 1.
        return year if self.months == YEAR else f"{year}-{(self.first.month + 2) // QUARTER}"

    @property
    def query(self) -> str:
        return f"period={self.key}"

    def moved(self, by: int) -> ReportedPeriod:
        """Return the period that is so many years or quarters later."""
        return ReportedPeriod(add_months(self.first, by * self.months), self.months)

    @property
    def quarters(self) -> list[ReportedPeriod]:
        """The four quarters of its year."""
        first = date(self.first.year, 1, 1)
        return [ReportedPeriod(add_months(first, n), QUARTER) for n in range(0, YEAR, QUARTER)]

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last


def year_of(day: date) -> ReportedPeriod:
    return ReportedPeriod(date(day.year, 1, 1), YEAR)


def quarter_of(day: date) -> ReportedPeriod:
    return ReportedPeriod(date(day.year, QUARTER * ((day.month - 1) // QUARTER) + 1, 1), QUARTER)


def period_named(key: str, today: date) -> ReportedPeriod:
    """Return the period that `key` names; this year for what names none, or one that
    is still to come."""
    year, dash, number = key.partition("-")
    # `int(year[:5])`: an address may hold a thousand digits, and Python refuses to read that many.
    # Digits alone: "²" is a digit to `isdigit` and no number to `int`.
    fits = year.isascii() and year.isdecimal() and FIRST_YEAR <= int(year[:5]) <= today.year
    if not fits or (dash and number not in ("1", "2", "3", "4")):
        return year_of(today)
    if not dash:
        return year_of(date(int(year), 1, 1))
    found = quarter_of(date(int(year), QUARTER * int(number), 1))
    # A quarter that has not begun would be a page of zeros.
    return found if found.first <= today else year_of(today)


def quarter_named(key: str, today: date) -> ReportedPeriod:
    """Return the quarter that `key` names; this one for what names none, or one that
    is still to come."""
    found = period_named(key, today)
    return found if found.months == QUARTER else quarter_of(today)
