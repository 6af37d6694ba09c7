"""When supervision was held: dates and never a word of it.

A meeting every 14 days: domain page on the programmes, 8 (timers).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from fanal.core.calendars.future_dates import refuse_future

EVERY = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Meeting:
    """`held`: None while nobody said whether it was."""

    on: date
    held: bool | None = None


@dataclass(frozen=True, slots=True)
class SupervisionFacts:
    """`last`: when one was held; `next`: for when one is planned; `late`: none for too long."""

    last: date | None
    next: date | None
    late: bool


def facts_of(meetings: Iterable[Meeting], since: date, today: date) -> SupervisionFacts:
    """Return the facts of supervision. `since`: from when on meetings are due, where
    none was held yet."""
    known = list(meetings)
    last = max((meeting.on for meeting in known if meeting.held), default=None)
    coming = [meeting.on for meeting in known if meeting.held is None and meeting.on >= today]
    return SupervisionFacts(last, min(coming, default=None), (last or since) + EVERY < today)


def share_held(meetings: Iterable[Meeting], today: date) -> tuple[int, int]:
    """Held, and of how many whose day has come: what is planned ahead is in neither."""
    due = [meeting for meeting in meetings if meeting.on <= today]
    return sum(one.held is True for one in due), len(due)


def check_answer(on: date, held: bool, today: date) -> None:
    """Check an answer. Raises `BadInput` where nobody can know yet whether it is held."""
    if held:
        refuse_future("held", on, today)
