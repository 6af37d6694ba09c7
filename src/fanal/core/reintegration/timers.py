"""How long the steps of a plan take, from `timers.toml`."""

from datetime import date
from enum import StrEnum
from functools import cache

from fanal.core.calendars.months import add_months
from fanal.core.data_files.toml_tables import TomlTable, shipped_text
from fanal.core.law.timers import read_lengths
from fanal.core.words import say

MOST = 1_000


class PlanTimer(StrEnum):
    WAVE_MONTHS = "wave_months"
    WINDOW_DAYS = "window_days"
    ATTEMPTS = "attempts"
    WAYS = "ways"
    ATTEMPT_DAYS = "attempt_days"
    STEP_DAYS = "step_days"
    KNOCK_DAYS = "knock_days"
    OUT_MONTHS = "out_months"
    RECHECK_DAYS = "recheck_days"
    SIGN_MONTHS = "sign_months"
    LOOK_MONTHS = "look_months"
    ALIKE_PEOPLE = "alike_people"
    ALIKE_DAYS = "alike_days"

    @property
    def number(self) -> int:
        return timers()[self][0]

    @property
    def numbers(self) -> tuple[int, ...]:
        return timers()[self]


@cache
def timers() -> dict[PlanTimer, tuple[int, ...]]:
    return read_timers("timers.toml", shipped_text("fanal.core.reintegration", "timers.toml"))


def read_timers(file: str, text: str) -> dict[PlanTimer, tuple[int, ...]]:
    return read_lengths(PlanTimer, file, text, _numbers)


def _numbers(row: TomlTable) -> tuple[int, ...]:
    row.only("timer", "numbers", "source", "sure")
    numbers = row.values.get("numbers")
    if not isinstance(numbers, list) or not numbers:
        row.wrong("numbers", say("numbers is a list of numbers"))
    # `type`, not `isinstance`: `true` is an int to Python.
    good = all(type(one) is int and 0 < one <= MOST for one in numbers)
    if not good or numbers != sorted(set(numbers)):
        row.wrong(
            "numbers", say("numbers from 1 to {most}, each greater than the one before", most=MOST)
        )
    return tuple(numbers)


# Warning signs: facts with a day, which fade. They are never added up.
def fades_on(last_seen: date) -> date:
    """The first day on which a sign that was not seen again counts no more."""
    return add_months(last_seen, PlanTimer.SIGN_MONTHS.number)


def stands(last_seen: date, today: date) -> bool:
    return today < fades_on(last_seen)
