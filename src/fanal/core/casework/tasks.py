"""What is due, and what is late. Days, never hours."""

from dataclasses import dataclass
from datetime import date

from fanal.core.words import Sentence, say


@dataclass(frozen=True)
class Due:
    """Something to do. `due` None: whenever it can be done. `done` None: still open."""

    key: str
    due: date | None
    done: date | None = None


def days_late(item: Due, today: date) -> int:
    """Days past the due day, 0 where it is not late or done."""
    if item.done is not None or item.due is None:
        return 0
    return max(0, (today - item.due).days)


def when(item: Due, today: date) -> Sentence:
    """The due day in words, seen from `today`."""
    if item.due is None:
        return say("no day set")
    if late := days_late(item, today):
        return say("1 day late") if late == 1 else say("{n} days late", n=late)
    if item.due == today:
        return say("today")
    return say("due {day}", day=item.due)
