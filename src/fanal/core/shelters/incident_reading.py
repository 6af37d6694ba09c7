"""Whether somebody who answers for a shelter has read what happened in it, in time.

A lead has a day to read it. After that it is late; a day later the direction is asked, so that
no incident waits for a lead who is away.
"""

from datetime import date
from enum import StrEnum

from fanal.core.shelters.timers import ShelterTimer


class Reading(StrEnum):
    """How long something has waited that no lead has read."""

    WAITS = "waits"
    LATE = "late"
    DIRECTION = "direction"

    @property
    def late(self) -> bool:
        return self is not Reading.WAITS


def reading_of(on: date, today: date) -> Reading:
    """Return the reading. `on`: the day it was written down. Its day is over where that many whole
    days have passed."""
    span = ShelterTimer.INCIDENT_READ.span
    beyond = (today - on) - span
    if beyond > span:
        return Reading.DIRECTION
    return Reading.LATE if beyond.days > 0 else Reading.WAITS
