"""After how many months something is looked at again, or counts no more, from `timers.toml`."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import cache

from fanal.core.calendars.months import add_months
from fanal.core.data_files.toml_tables import read_rows, shipped_text

MARKS = ("S", "X", "K", "D")
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
    """Raises BadInput with `file:line` and the reason when the file is malformed."""
    found: dict[PreventionTimer, int] = {}
    rows = read_rows(file, text, "timer")
    for row in rows:
        row.only("timer", "months", "source", "sure")
        name, months = row.string("timer"), row.values.get("months")
        if name not in set(PreventionTimer) or name in found:
            row.wrong("timer", f"{name} is not in the list, or stands twice")
        if type(months) is not int or not 0 < months <= MOST:
            row.wrong("months", f"{months!r} is not a number of months from 1 to {MOST}")
        row.string("source")
        if row.string("sure") not in MARKS:
            row.wrong("sure", f"is one of {', '.join(MARKS)}")
        found[PreventionTimer(name)] = months
    for timer in PreventionTimer:
        if rows and timer not in found:
            rows[-1].wrong("timer", f"{timer} has no row")
    return found
