"""One thing that stands in the calendar, of whatever kind."""

from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from fanal.cases.models import Task

TASK, LAW, VISIT, SIGN, JOURNEY = "task", "law", "visit", "sign", "journey"
REVIEW, PAPER, LIMIT = "review", "paper", "limit"
ICONS = {
    TASK: "task",
    LAW: "law",
    LIMIT: "law",
    PAPER: "document",
    VISIT: "place",
    SIGN: "sign_of_life",
    JOURNEY: "journey",
    REVIEW: "hour",
}


def order_on_day(hour: time | None, title: str) -> tuple[bool, time, str]:
    """Where it stands on its day: by the hour; what has none after all that has one, by title."""
    return hour is None, hour or time(), title


@dataclass(frozen=True)
class AgendaItem:
    """One thing on a day. `hour` None: on that day; `day` None: whenever it can be done. `hears`:
    from whom somebody is to hear, where that is all of it; with `do`, the form for it."""

    kind: str
    title: str
    address: str
    day: date | None = None
    hour: time | None = None
    code: str = ""
    who: str = ""
    more: str = ""
    task: Task | None = None
    danger: bool = False
    do: str = ""
    stands_in: str = ""  # for whom the reader does it, and until when
    hears: UUID | None = None

    @property
    def icon(self) -> str:
        return ICONS[self.kind]

    @property
    def order(self) -> tuple[date, bool, time, str]:
        return self.day or date.max, *order_on_day(self.hour, self.title)

    def days_late(self, today: date) -> int:
        return max(0, (today - self.day).days) if self.day else 0
