"""Working days by country, for deadlines that the law counts so.

Public holidays come from the `holidays` library; those set by decree a few weeks ahead may be
missing from it. A deadline counted here is a reminder to act, not a legal opinion.
"""

from datetime import date, timedelta
from functools import cache
from typing import Any, Literal

from fanal.core.data_files.toml_tables import TomlTable
from fanal.core.errors import BadInput
from fanal.core.words import say

# How the days of a limit are counted, as files of data say it.
DayCount = Literal["calendar", "working"]
COUNTRIES = ("CN", "FR", "KH", "LA", "MM", "MY", "SG", "TH", "VN")
MOST_DAYS = 2000
WEEK, WORK_WEEK = 7, 5


@cache
def _holidays_of(country: str) -> Any:
    import holidays  # takes a third of a second: only where a deadline is counted

    if country not in COUNTRIES:
        unknown = say(
            "{country} has no calendar here; known: {names}",
            country=repr(country),
            names=", ".join(COUNTRIES),
        )
        raise BadInput("country", unknown)
    return holidays.country_holidays(country)


def is_working_day(day: date, country: str) -> bool:
    """Whether offices of `country` (ISO 3166 alpha-2) work that day."""
    return bool(_holidays_of(country).is_working_day(day))


def add_working_days(start: date, number: int, country: str) -> date:
    """The day on which `number` working days after `start` are over; `start` is not counted."""
    if not 0 <= number <= MOST_DAYS:
        wrong = say(
            "{n} is not a number of working days between 0 and {most}", n=number, most=MOST_DAYS
        )
        raise BadInput("days", wrong)
    day = start
    while number:
        day += timedelta(days=1)
        number -= is_working_day(day, country)
    return day


def working_days_later(start: date, number: int, country: str) -> date:
    """Return what `add_working_days` returns; for a country without a known calendar, count a
    weekend in every five days."""
    if country in COUNTRIES:
        return add_working_days(start, number, country)
    return start + timedelta(days=number + -(-number // WORK_WEEK) * (WEEK - WORK_WEEK))


def read_counted(row: TomlTable, country: str) -> DayCount:
    """Return whether calendar or working days count. Raises BadInput where no calendar is known."""
    counted: DayCount = row.one_of("counted", DayCount) if "counted" in row.values else "calendar"
    if counted == "working" and country not in COUNTRIES:
        row.wrong(
            "counted", say("no calendar of working days is known for {country}", country=country)
        )
    return counted
