"""The same day of another month or year, and which day that is where it has none."""

from calendar import monthrange
from datetime import date


def add_months(day: date, months: int, *, of_month: int = 0) -> date:
    """The same day of a later (or, below none, earlier) month, or the last one that it has: six
    months after 31 August is 28 February. `of_month`: which day of it, if not the same."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(of_month or day.day, last))


def add_years(day: date, years: int) -> date:
    """The same day so many years later, earlier where `years` is less than 0; 1 March for 29
    February, as of a birthday (`ages.whole_years`)."""
    year = min(max(day.year + years, date.min.year), date.max.year)
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 3, 1)
