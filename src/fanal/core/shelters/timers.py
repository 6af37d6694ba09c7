"""The days after which something in a shelter is looked at again, from `timers.toml`; and whether
somebody who answers for it has read what happened in it, in time.

A lead has a day to read it. After that it is late; a day later the direction is asked, so that no
incident waits for a lead who is away.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from fanal.core.calendars.working_days import DayCount, working_days_later
from fanal.core.data_files.toml_tables import TomlTable, shipped_text
from fanal.core.law.timers import read_lengths
from fanal.core.words import Sentence, say

MOST = 366


class ShelterTimer(StrEnum):
    RESTRICTION = "restriction"
    INCIDENT_READ = "incident_read"
    ASKED_AGAIN = "asked_again"
    COMPLAINT_ANSWERED = "complaint_answered"
    LONG_STAY = "long_stay"
    HOUSE_MEETING = "house_meeting"

    @property
    def span(self) -> timedelta:
        return timedelta(days=timers()[self].days)

    def after(self, day: date, country: str) -> date:
        """Return the day by which it is due. `country`: whose offices work on which days."""
        return timers()[self].after(day, country)

    def sentence(self) -> Sentence:
        return timers()[self].sentence()


@dataclass(frozen=True, slots=True)
class TimerLength:
    days: int
    working: bool = False

    def after(self, day: date, country: str) -> date:
        if not self.working:
            return day + timedelta(days=self.days)
        return working_days_later(day, self.days, country)

    def sentence(self) -> Sentence:
        says = WORKING_DAYS if self.working else CALENDAR_DAYS
        return Sentence(says.template, {"n": self.days})


WORKING_DAYS, CALENDAR_DAYS = say("{n} working days"), say("{n} days")


@cache
def timers() -> dict[ShelterTimer, TimerLength]:
    return read_timers("timers.toml", shipped_text("fanal.core.shelters", "timers.toml"))


def read_timers(file: str, text: str) -> dict[ShelterTimer, TimerLength]:
    return read_lengths(ShelterTimer, file, text, _length)


def _length(row: TomlTable) -> TimerLength:
    row.only("timer", "days", "counted", "source", "sure")
    counted = row.one_of("counted", DayCount) if "counted" in row.values else "calendar"
    return TimerLength(row.number("days", 1, MOST), counted == "working")


# The meeting is theirs: who comes is counted and nobody is listed, since nobody has to come.
def meeting_due(last: date | None, since: Iterable[date]) -> date | None:
    """Return the day by which a meeting is due; None where nobody lives there. `last`: the day of
    the last meeting. `since`: from which day each of those who live there does: of an empty shelter
    no week runs."""
    first = min(since, default=None)
    if first is None:
        return None
    # A meeting of before the first of them came was nobody's of those who live there now.
    return max(last or first, first) + ShelterTimer.HOUSE_MEETING.span


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
