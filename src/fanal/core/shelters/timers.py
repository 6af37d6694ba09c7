"""After how many days something in a shelter is looked at again, from `timers.toml`."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from functools import cache
from typing import get_args

from fanal.core.data_files.toml_tables import read_rows, shipped_text
from fanal.core.law.instruments import Sure

MOST = 366


class ShelterTimer(StrEnum):
    RESTRICTION = "restriction"
    INCIDENT_READ = "incident_read"
    ASKED_AGAIN = "asked_again"

    @property
    def span(self) -> timedelta:
        return timers()[self]


@cache
def timers() -> dict[ShelterTimer, timedelta]:
    return read_timers("timers.toml", shipped_text("fanal.core.shelters", "timers.toml"))


def read_timers(file: str, text: str) -> dict[ShelterTimer, timedelta]:
    """Raises BadInput with `file:line` and the reason when the file is malformed."""
    found: dict[ShelterTimer, timedelta] = {}
    rows = read_rows(file, text, "timer")
    for row in rows:
        row.only("timer", "days", "source", "sure")
        name, days = row.string("timer"), row.values.get("days")
        if name not in set(ShelterTimer) or name in found:
            row.wrong("timer", f"{name} is not in the list, or stands twice")
        if type(days) is not int or not 0 < days <= MOST:
            row.wrong("days", f"{days!r} is not a number of days from 1 to {MOST}")
        row.string("source")
        row.one_of("sure", Sure)
        found[ShelterTimer(name)] = timedelta(days=days)
    for timer in ShelterTimer:
        if rows and timer not in found:
            rows[-1].wrong("timer", f"{timer} has no row; known marks: {get_args(Sure)}")
    return found
