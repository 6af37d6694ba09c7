"""One list of everything that happened in a case, as far as its reader may open it.

Each app offers its part as one function in `SOURCES`, added when the server starts, which asks its
own readers and rules. The parts that a reader may not open are named once, never by what is in
them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, tzinfo
from functools import cached_property
from uuid import UUID

from django.utils import timezone

from fanal.accounts.models import User
from fanal.cases import access
from fanal.cases.models import Case
from fanal.cases.queries.pages import OpenedEntry
from fanal.core.casework.statements import SaidAt
from fanal.core.casework.timeline import TimelineKind, place_in_line, written_later
from fanal.core.sealing.compartments import Compartment
from fanal.keys.ring import Ring
from fanal.web.typing import PageText


@dataclass(frozen=True)
class TimelineItem:
    """One thing that happened. `said`: when, the day alone where nobody keeps the hour; `written`:
    when it was written, where that is known. `said_by`: who told it; `by`: who wrote it.

    `text`: what was said, in words; `entry`: the answers of an entry. `person`: whom it is about,
    None where it is about everybody in the case. `part`: of the file, that showing it opens.
    `corrections`: what corrects it since. `tone`, `sign`: of its mark on the line.
    """

    id: str
    kind: TimelineKind
    said: SaidAt
    title: PageText | object
    by: str = ""
    said_by: str = ""
    written: SaidAt | None = None
    number: int = 0
    text: str = ""
    details: tuple[object, ...] = ()
    entry: OpenedEntry | None = None
    person: UUID | None = None
    code: str = ""
    part: Compartment | None = None
    address: str = ""
    leads_to: PageText = ""
    tone: str = ""
    sign: str = ""
    corrections: tuple[TimelineItem, ...] = ()

    def order(self, zone: tzinfo) -> tuple[date, datetime, int]:
        return *place_in_line(self.said, zone), self.number

    @property
    def anchor(self) -> str:
        """The fragment by which a page leads to this item."""
        return f"item-{self.id}"

    @property
    def day(self) -> date:
        return place_in_line(self.said, timezone.get_current_timezone())[0]

    @property
    def hour(self) -> datetime | None:
        return self.said if isinstance(self.said, datetime) else None

    @property
    def late(self) -> bool:
        """Whether it was written later than it was said: both are shown."""
        return written_later(self.said, self.written, timezone.get_current_timezone())


def after(first: TimelineItem, what: str, day: date, title: PageText, by: str = "") -> TimelineItem:
    """Return an item on what became of the first later, without its text."""
    return replace(
        first,
        id=f"{first.id}:{what}",
        said=day,
        written=None,
        title=title,
        by=by,
        said_by="",
        text="",
        details=(),
        tone="",
        address="",
    )


@dataclass(frozen=True)
class TimelineQuery:
    """What each source is asked: this case, for this reader. `may_open`: the parts of the file that
    the reader may open, `works` and `leads` as `fanal.cases.access` says. `closed`: what a source
    has, and this reader may not know of, in words; whether there is any of it or not.
    """

    case: Case
    user: User
    ring: Ring
    may_open: frozenset[Compartment]
    closed: list[PageText] = field(default_factory=list)

    @cached_property
    def works(self) -> bool:
        return access.works_on(self.user, self.case)

    @cached_property
    def leads(self) -> bool:
        return access.leads(self.user, self.case)


type Source = Callable[[TimelineQuery], Iterable[TimelineItem]]

# What the apps above know of: calls, what was shared, the law, journeys. In a constant number of
# queries each, however much there is.
SOURCES: list[Source] = []
