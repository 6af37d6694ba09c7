"""Dates of which the day, or the month and the day, may be missing; written in either era.

The Buddhist era of Thailand, Laos, Cambodia and Myanmar's papers counts 543 years more than the
common era. Until 1940 the Thai year began in April, so a Thai date of January to March before
B.E. 2484 may be a year later than read here: the people concerned are past eighty.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from unicodedata import digit

from fanal.core.calendars.intervals import Interval
from fanal.core.errors import BadInput
from fanal.core.words import say

BUDDHIST_ERA_IS_AHEAD_BY = 543
# No common-era year of our lifetime is above it, no Buddhist year of a living person below it.
SURELY_BUDDHIST_AFTER = 2400
FIRST_YEAR = 1850
LONGEST_TEXT = 40


class Era(StrEnum):
    """How the years were counted where the date was written."""

    COMMON = "common"
    BUDDHIST = "buddhist"


def _check_year(year: int, *, written: int) -> None:
    """Check a year, named in the error as it was written, in whichever era that was."""
    if not FIRST_YEAR <= year <= SURELY_BUDDHIST_AFTER:
        raise BadInput("year", say("{year} is not a year of a living person", year=written))


@dataclass(frozen=True)
class PartialDate:
    """A date in the common era of which day, or month and day, may be unknown (None)."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        _check_year(self.year, written=self.year)
        if self.month is not None and not 1 <= self.month <= 12:
            raise BadInput("month", say("there is no month {month}", month=self.month))
        if self.day is not None:
            self._check_day(self.day)

    def _check_day(self, day: int) -> None:
        if self.month is None:
            raise BadInput("month", say("a day needs its month"))
        last = monthrange(self.year, self.month)[1]
        if not 1 <= day <= last:
            month = PartialDate(self.year, self.month)
            raise BadInput(
                "day", say("{month} has {n} days, not {day}", month=month, n=last, day=day)
            )

    @property
    def interval(self) -> Interval:
        """Every day that this date may be."""
        if self.month is None:
            return Interval(date(self.year, 1, 1), date(self.year, 12, 31))
        if self.day is None:
            last = monthrange(self.year, self.month)[1]
            return Interval(date(self.year, self.month, 1), date(self.year, self.month, last))
        day = date(self.year, self.month, self.day)
        return Interval(day, day)

    def __str__(self) -> str:
        known = [f"{self.year:04}"]
        known += [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(known)


@dataclass(frozen=True)
class DateReading:
    """A date as read. `to_confirm`: the era was recognised by its number, nobody has said it."""

    date: PartialDate
    era: Era
    to_confirm: bool


def read_date(
    year: int, month: int | None = None, day: int | None = None, *, era: Era | None = None
) -> DateReading:
    """Read the boxes of a date. Without `era`, years after 2400 are taken as Buddhist, to confirm.

    Raises `BadInput` naming `year`, `month` or `day`: the 31st of February is refused, not moved.
    """
    recognised = Era.BUDDHIST if year > SURELY_BUDDHIST_AFTER else Era.COMMON
    used = era or recognised
    common_year = year - BUDDHIST_ERA_IS_AHEAD_BY if used is Era.BUDDHIST else year
    _check_year(common_year, written=year)
    return DateReading(
        date=PartialDate(common_year, month, day),
        era=used,
        to_confirm=era is None and used is Era.BUDDHIST,
    )


YEAR_FIRST = re.compile(r"(\d{4})(?:[-./ ](\d{1,2}))?(?:[-./ ](\d{1,2}))?")
DAY_FIRST = re.compile(r"(?:(?:(\d{1,2})[-./ ])?(\d{1,2})[-./ ])?(\d{4})")


def read_text(text: str, *, era: Era | None = None) -> DateReading:
    """Read `2011-12-14`, `14.12.2554`, `12/2554`, `2554`, in any script's digits.

    Day before month, as in every country we work in. Raises `BadInput` naming the part.
    """
    plain = _western_digits(text.strip()[:LONGEST_TEXT])
    if match := YEAR_FIRST.fullmatch(plain):
        year, month, day = match.groups()
    elif match := DAY_FIRST.fullmatch(plain):
        day, month, year = match.groups()
    else:
        raise BadInput("date", say("{text} is not a date like 14.12.2011", text=plain))
    return read_date(int(year), int(month) if month else None, int(day) if day else None, era=era)


def _western_digits(text: str) -> str:
    return "".join(str(digit(c)) if c.isdecimal() else c for c in text)
