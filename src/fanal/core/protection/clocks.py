"""How long each step takes by country, from `clocks.toml`: with its source, and how sure it is."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from fanal.core.calendars.months import add_months
from fanal.core.calendars.working_days import DayCount, add_working_days, read_counted
from fanal.core.data_files.toml_tables import (
    TomlTable,
    read_rows,
    refuse_twice,
    require_each,
    shipped_text,
)
from fanal.core.law.basis import Basis, read_basis
from fanal.core.law.countries import read_country
from fanal.core.law.instruments import ANYWHERE
from fanal.core.words import say

MOST = 3_660  # days, of any clock


class ClockStep(StrEnum):
    """The steps of case work that have a time limit."""

    RECOVERY = "recovery"
    RECOVERY_ENDS = "recovery_ends"
    FIRST = "first"
    RISK_LOW = "risk_low"
    RISK_MEDIUM = "risk_medium"
    RISK_HIGH = "risk_high"
    RISK_IMMEDIATE = "risk_immediate"
    AFTER_EVENT = "after_event"
    BEFORE_EVENT = "before_event"
    SAFETY_PLAN = "safety_plan"
    BEST_INTERESTS = "best_interests"
    BEFORE_EIGHTEEN = "before_eighteen"
    TO_EIGHTEEN = "to_eighteen"
    REVIEW = "review"
    FOLLOW_UP = "follow_up"


@dataclass(frozen=True, slots=True)
class Clock:
    """`days` or `months` from a day; `waves`: several numbers of months. `country`: where it holds,
    or anywhere."""

    step: ClockStep
    country: str
    basis: Basis
    days: int = 0
    months: int = 0
    waves: tuple[int, ...] = ()
    counted: DayCount = "calendar"

    @property
    def of_country(self) -> bool:
        """Whether a text of that country says it."""
        return self.country != ANYWHERE

    def after(self, day: date) -> date:
        """The day on which the clock runs out if it starts on `day`."""
        if self.counted == "working":
            return add_working_days(day, self.days, self.country)
        return add_months(day, self.months) + timedelta(days=self.days)

    def ran_out_by(self, today: date) -> date:
        """The latest start for which the clock has run out before `today`."""
        day = today - timedelta(days=self.days) if self.days else add_months(today, -self.months)
        # Months differ in length and working days skip holidays: there is no formula for the
        # inverse, so the guess is moved day by day.
        while self.after(day) >= today:
            day -= timedelta(days=1)
        while self.after(day + timedelta(days=1)) < today:
            day += timedelta(days=1)
        return day

    def before(self, day: date) -> date:
        """The start for which the clock runs out on `day`."""
        return add_months(day, -self.months) - timedelta(days=self.days)


@cache
def clocks() -> tuple[Clock, ...]:
    text = shipped_text("fanal.core.protection", "clocks.toml")
    return read_clocks("clocks.toml", text)


def clock(step: ClockStep, country: str = "") -> Clock:
    """The clock of the country, or else the one that applies anywhere."""
    by_country = {row.country: row for row in clocks() if row.step is step}
    return by_country.get(country) or by_country[ANYWHERE]


def read_clocks(file: str, text: str) -> tuple[Clock, ...]:
    """Return the clocks of a file. Raises BadInput with `file:line` and the reason
    when it is malformed."""
    rows = read_rows(file, text, "clock")
    parsed = tuple(_read(row) for row in rows)
    refuse_twice(rows, "step", ((one.step, one.country) for one in parsed))
    # Every country must get an answer: `clock` falls back on the row that holds anywhere.
    anywhere = {one.step for one in parsed if one.country == ANYWHERE}
    require_each(rows, "step", ClockStep, anywhere, "row that holds anywhere")
    return parsed


def _read(row: TomlTable) -> Clock:
    row.only("step", "country", "days", "months", "waves", "counted", "source", "sure", "house")
    step = row.member("step", ClockStep, say("no step"))
    country = read_country(row, otherwise=ANYWHERE)
    counted = read_counted(row, country)
    days, months, waves = _length(row)
    return Clock(step, country, read_basis(row), days, months, waves, counted)


def _length(row: TomlTable) -> tuple[int, int, tuple[int, ...]]:
    """Return the length in one of days, months and waves."""
    given = [name for name in ("days", "months", "waves") if name in row.values]
    if len(given) != 1:
        row.wrong(
            given[-1] if given else "days", say("a clock has days, months or waves: one of them")
        )
    name, value = given[0], row.values[given[0]]
    numbers = value if name == "waves" and isinstance(value, list) and value else [value]
    for number in numbers:
        if type(number) is not int or not 0 < number <= MOST:
            row.wrong(
                name,
                say(
                    "{value} is not a number of {key} from {least} to {most}",
                    value=repr(number),
                    key=name,
                    least=1,
                    most=MOST,
                ),
            )
    if list(numbers) != sorted(set(numbers)):
        row.wrong(name, say("waves come one after the other"))
    if name == "waves":
        return 0, 0, tuple(numbers)
    return (value, 0, ()) if name == "days" else (0, value, ())
