"""The months after which something is looked at again, or counts no more, from `timers.toml`."""

from datetime import date
from enum import StrEnum
from functools import cache

from fanal.core.calendars.months import add_months
from fanal.core.data_files.toml_tables import TomlTable, shipped_text
from fanal.core.law.timers import read_lengths

# Seen, from a second source, background knowledge, design: how sure each number is.
MARKS = ("S", "X", "K", "D")
# Ten years: a larger number is a typing mistake.
MOST = 120


class PreventionTimer(StrEnum):
    CAPACITY_OLD = "capacity_old"
    OBSERVATION_FADES = "observation_fades"
    LOOK_BACK_1 = "look_back_1"
    LOOK_BACK_2 = "look_back_2"
    LOOK_BACK_3 = "look_back_3"
    EARNING_1 = "earning_1"
    EARNING_2 = "earning_2"
    EARNING_3 = "earning_3"
    VETTING = "vetting"
    BEFORE_EIGHTEEN = "before_eighteen"
    KEPT = "kept"
    CALL_BACK_KEPT = "call_back_kept"

    @property
    def months(self) -> int:
        # Data of a file (ADR 26); read once.
        return timers()[self]

    def after(self, day: date) -> date:
        return add_months(day, self.months)

    def before(self, day: date) -> date:
        return add_months(day, -self.months)


@cache
def timers() -> dict[PreventionTimer, int]:
    text = shipped_text("fanal.core.prevention", "timers.toml")
    return read_timers("timers.toml", text)


def read_timers(file: str, text: str) -> dict[PreventionTimer, int]:
    return read_lengths(PreventionTimer, file, text, _months, MARKS)


def _months(row: TomlTable) -> int:
    row.only("timer", "months", "source", "sure")
    return row.number("months", 1, MOST)
