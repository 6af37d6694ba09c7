"""An hour of the day as people write it."""

import re
from collections.abc import Iterable
from datetime import datetime, time, timedelta

from fanal.core.errors import BadInput
from fanal.core.words import say

LONGEST = 8  # a browser sends 18:00:00
# 9, 9 h, 9:30, 9.30, 9 h 30, 930, and seconds where minutes are.
HOUR = re.compile(r"([01]?\d|2[0-3])(?:\s*[:.h]?\s*([0-5]\d)(?::([0-5]\d))?|\s*[:.h]?)")
WRITE_IT = say("write the hour like 18:00, from 0:00 to 23:59")


def read_hour(text: str) -> time | None:
    """Return the hour; None where nothing was written. Raises `BadInput` naming `hour`."""
    given = text.strip().lower()
    if not given:
        return None
    found = HOUR.fullmatch(given) if len(given) <= LONGEST else None
    if found is None:
        raise BadInput("hour", WRITE_IT)
    hour, minute, second = (int(part or 0) for part in found.groups())
    return time(hour, minute, second)


def after_those_of_its_minute(at: datetime, recorded: Iterable[datetime]) -> datetime:
    """Return the moment of what is written down now and was `at`, after what was `recorded`.

    People write an hour to the minute, and the clock keeps seconds: "11:21" is no time before
    what happened at 11:21:43.
    """
    if at.second or at.microsecond:
        return at
    of_it = [one for one in recorded if at <= one < at + timedelta(minutes=1)]
    return max(of_it) + timedelta(microseconds=1) if of_it else at
