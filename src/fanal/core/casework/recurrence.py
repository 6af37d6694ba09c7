"""When a task comes again: every day, week, month or three months. Its hour, and its reminder."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from fanal.core.calendars.months import add_months
from fanal.core.closed_lists import NOT_IN_LIST
from fanal.core.errors import BadInput
from fanal.core.words import LabelledEnum, say


class Repeat(LabelledEnum):
    """How often a task comes again once it is done."""

    DAY = "day", say("every day")
    WEEK = "week", say("every week")
    MONTH = "month", say("every month")
    QUARTER = "quarter", say("every three months")


IN_DAYS = {Repeat.DAY: 1, Repeat.WEEK: 7}
IN_MONTHS = {Repeat.MONTH: 1, Repeat.QUARTER: 3}


class Reminder(LabelledEnum):
    """When whoever does the task is told that something is due."""

    ON_THE_DAY = "day", say("on the day")
    DAY_BEFORE = "before", say("on the day before")


@dataclass(frozen=True)
class Timing:
    """What is known of the time of a task besides its day.

    `day`: the day of the month it was first due on, so that what is due on the 31st is due on the
    31st again after February.
    """

    hour: time | None = None
    repeat: Repeat | None = None
    day: int = 0
    reminder: Reminder | None = None

    def kept(self) -> list[str | int]:
        """Return the timing as it is sealed: codes and numbers."""
        hour = self.hour.isoformat("minutes") if self.hour else ""
        return [hour, self.repeat or "", self.day, self.reminder or ""]


def timing_of(stored: list[str | int]) -> Timing:
    """Return the timing that `Timing.kept` gave; nothing for what was kept before
    there were hours."""
    if not stored:
        return Timing()
    hour, repeat, day, reminder = stored
    return Timing(
        time.fromisoformat(str(hour)) if hour else None,
        Repeat(str(repeat)) if repeat else None,
        int(day),
        Reminder(str(reminder)) if reminder else None,
    )


def timed(*, due: date | None, hour: time | None, repeat: str, reminder: str = "") -> Timing:
    """Return the timing of a task due on this day. Raises `BadInput` where it needs a
    day and has none."""
    if due is None:
        for field, wanted in (("hour", hour), ("repeat", repeat), ("reminder", reminder)):
            if wanted:
                raise BadInput("due", NEEDS_A_DAY[field])
    return Timing(
        hour,
        _one_of(Repeat, "repeat", repeat),
        due.day if due else 0,
        _one_of(Reminder, "reminder", reminder),
    )


NEEDS_A_DAY = {
    "hour": say("an hour needs its day"),
    "repeat": say("what repeats needs a first day"),
    "reminder": say("a reminder needs a day"),
}


def _one_of[Code: StrEnum](codes: type[Code], field: str, code: str) -> Code | None:
    try:
        return codes(code) if code else None
    except ValueError:
        raise BadInput(field, NOT_IN_LIST) from None


def next_due(due: date, timing: Timing, done: date) -> date | None:
    """Return the next day of a task that was done on `done`: after its own day and after `done`, so
    that whoever was late has one to do and not ten. None where it does not come again."""
    if timing.repeat is None:
        return None
    after, step = max(due, done), 1
    if timing.repeat in IN_DAYS:
        days = IN_DAYS[timing.repeat]
        # Counted from the first due day, so that what is done late does not move to another day of
        # the week.
        step = (after - due).days // days + 1
        return due + timedelta(days=step * days)
    months = IN_MONTHS[timing.repeat]
    # By the day of the month it was first due on: from 31 January over 28 February to 31 March
    # again.
    while (next_day := add_months(due, step * months, of_month=timing.day)) <= after:
        step += 1
    return next_day
