"""The school year of a country, from `school_years.toml`: a table, and never one year for all."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from fanal.core.calendars.months import add_months
from fanal.core.data_files.toml_tables import read_rows, refuse_twice, shipped_text
from fanal.core.errors import BadInput
from fanal.core.prevention.timers import MARKS
from fanal.core.words import say

# The mark of what nobody has checked; pages say so (ADR 26).
NOT_CONFIRMED = "K"


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """A school year. `begins`, `ends`: months from 1 to 12; most end in the next calendar year."""

    country: str
    begins: int
    ends: int
    source: str
    sure: str

    @property
    def confirmed(self) -> bool:
        return self.sure != NOT_CONFIRMED

    def around(self, day: date) -> tuple[date, date]:
        """Return the first and last day of the year in which this day is, or of the
        last that ended."""
        # Before its first month the year that began last year runs.
        first = date(day.year if day.month >= self.begins else day.year - 1, self.begins, 1)
        # `% 12`: most school years end in the next calendar year, so that `ends` is the smaller
        # number.
        months = (self.ends - self.begins) % 12 + 1
        return first, add_months(first, months) - timedelta(days=1)


@cache
def school_years() -> dict[str, SchoolYear]:
    text = shipped_text("fanal.core.prevention", "school_years.toml")
    return read_school_years("school_years.toml", text)


def read_school_years(file: str, text: str) -> dict[str, SchoolYear]:
    """Return the school year of each country. Raises `BadInput` with `file:line` and the reason
    when the file is malformed."""
    found: dict[str, SchoolYear] = {}
    rows = read_rows(file, text, "year")
    for row in rows:
        row.only("country", "begins", "ends", "source", "sure")
        if row.string("sure") not in MARKS:
            row.wrong("sure", say("is one of {known}", known=", ".join(MARKS)))
        country = row.string("country")
        found[country] = SchoolYear(
            country,
            row.number("begins", 1, 12, what=say("a month")),
            row.number("ends", 1, 12, what=say("a month")),
            row.string("source"),
            row.string("sure"),
        )
    refuse_twice(rows, "country", (row.string("country") for row in rows))
    return found


def check_in_year(first: date, last: date, year: SchoolYear | None, sure: bool) -> None:
    """Ask once about a term that is in no school year of the country. Raises `BadInput`."""
    # A country that is not in the table is not known, and never taken for one with any year.
    if year is None or sure:
        return
    begins, ends = year.around(first)
    # Asked and not refused: schools have years of their own.
    if first > ends or last > ends:
        raise BadInput(
            "sure",
            say(
                "the school year of {country} is from {first} to {last} by our table: tick it if "
                "this school has another",
                country=year.country,
                first=str(begins),
                last=str(ends),
            ),
        )
