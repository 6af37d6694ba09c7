"""The days after which a service is looked at again, from `timers.toml`."""

from datetime import timedelta
from enum import StrEnum
from functools import cache

from fanal.core.data_files.toml_tables import TomlTable, shipped_text
from fanal.core.law.timers import read_lengths

MOST = 3_660


class ServiceTimer(StrEnum):
    FIRST_VISIT = "first_visit"
    OFFER_OLD = "offer_old"

    @property
    def span(self) -> timedelta:
        return timers()[self]


@cache
def timers() -> dict[ServiceTimer, timedelta]:
    text = shipped_text("fanal.core.services", "timers.toml")
    return read_timers("timers.toml", text)


def read_timers(file: str, text: str) -> dict[ServiceTimer, timedelta]:
    return read_lengths(ServiceTimer, file, text, _days)


def _days(row: TomlTable) -> timedelta:
    row.only("timer", "days", "source", "sure")
    return timedelta(days=row.number("days", 1, MOST))
