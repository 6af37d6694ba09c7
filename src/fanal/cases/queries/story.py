"""Her story as the first screen of a case tells it: what a colleague asks on the telephone.

Each line is read from the module that knows it, and of that only what the reader may open. The apps
above add what they know when the server starts: to `COURT`, `DATES`, `DUE`, `UNSETTLED`, `NEEDS`,
`REFERRALS`, `LAW`, `HELD`, `KEPT_BACK`, `HOME`, `WORDS_ALONG`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from uuid import UUID

from django.utils import timezone

from fanal.accounts.models import User
from fanal.cases.models import Case
from fanal.cases.queries.hearings import CourtDate
from fanal.cases.queries.rights import CaseRights
from fanal.core.calendars import WeighedBirth
from fanal.core.words import Translatable
from fanal.database.combined_queries import RowsAsked, RowsRead
from fanal.keys.ring import Ring
from fanal.people.models import Person

DATES_SHOWN = 3


@dataclass(frozen=True)
class StoryQuery:
    """What is asked: of which case, for which reader, and when. `people`: whom it concerns, the
    most serious first; `born`: what is known of their births, where the reader may open it. `read`:
    what was fetched ahead, or a source has read already for another line of the same page.
    `danger_since`: who of them is in danger, from which day on. `hearings`: their days. `children`:
    of whom the reader may know that they are children, and not how old."""

    case: Case
    user: User
    ring: Ring
    rights: CaseRights
    now: datetime
    people: tuple[Person, ...] = ()
    born: Mapping[UUID, WeighedBirth] = field(default_factory=dict)
    read: RowsRead = field(default_factory=dict)
    danger_since: Mapping[UUID, date] = field(default_factory=dict)
    children: frozenset[UUID] = frozenset()
    hearings: tuple[date, ...] = ()

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)


@dataclass(frozen=True, slots=True)
class Unsettling:
    """What has happened, on which day, that makes doubtful that a person is safe."""

    person: UUID
    on: date
    says: Translatable


@dataclass(frozen=True, slots=True)
class StoryItem:
    """One thing in a line. `url`: its page, with words of its own (`link`) or those of the item.
    `about`: the code name of whom it is about, where a case concerns several."""

    says: Translatable
    url: str = ""
    link: Translatable | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class WordsAlong:
    """What the team or the worker before wrote for whoever has the case now. `url`: the hand-over
    between teams. `past`: she was seen since, and it is no word of now any more."""

    words: str
    by: str
    on: date
    url: str = ""
    past: bool = False


@dataclass(frozen=True, slots=True)
class NextDate:
    """Something that has a day, or a day and an hour. `court`: a day in court, which nobody of ours
    can move. `last`: the last day of what cannot be mended after it."""

    at: datetime | date
    what: Translatable | str
    url: str = ""
    court: bool = False
    last: bool = False

    def moment(self) -> datetime:
        """The moment to order by: a day without an hour comes after the hours of that day."""
        if isinstance(self.at, datetime):
            return self.at
        return timezone.make_aware(datetime.combine(self.at, time.max))

    def late(self, now: datetime) -> bool:
        return self.moment() < now


type Source[Item] = Callable[[StoryQuery], Iterable[Item]]

# Days in court, of whoever may open the legal part.
COURT: list[Source[CourtDate]] = []
DATES: list[Source[NextDate]] = []
REFERRALS: list[Source[StoryItem]] = []
LAW: list[Source[StoryItem]] = []
# What is late or due within a week, beside tasks: reviews, a risk to look at again.
DUE: list[Source[StoryItem]] = []
# What makes a word of before, that somebody is safe, doubtful: of open cases and of closed ones.
UNSETTLED: list[Source[Unsettling]] = []
# What she needs and nobody gives yet.
NEEDS: list[Source[StoryItem]] = []
# What others still hold of a case that is closed.
HELD: list[Source[StoryItem]] = []
# What the team before held back of a case that is open; `about`: who there can pass it on.
KEPT_BACK: list[Source[StoryItem]] = []
# What was found of the family to whom she may go back, where it speaks against it.
HOME: list[Source[StoryItem]] = []
WORDS_ALONG: list[Source[WordsAlong]] = []
# What these will read, by the names under which they look for it in `read`, in no order: fetched
# with the rows of the case in one question. Given the cases of which the reader may open what was
# said. A table without any row about these people's cases is not asked.
AHEAD: list[Callable[[StoryQuery, frozenset[UUID]], RowsAsked]] = []


def told_by[Item](sources: Iterable[Source[Item]], query: StoryQuery) -> list[Item]:
    """Return what all these sources know, in the order in which they were added."""
    return [item for source in sources for item in source(query)]


def next_dates(query: StoryQuery, own: Iterable[NextDate]) -> list[NextDate]:
    """Return the earliest first: what is late comes before what is to come, and pushes away neither
    the first of it, nor the next day in court, nor the next last day."""
    every = sorted([*own, *told_by(DATES, query)], key=NextDate.moment)
    ahead = [next_date for next_date in every if not next_date.late(query.now)]
    first_of_each = (
        ahead,
        [next_date for next_date in ahead if next_date.court],
        [next_date for next_date in ahead if next_date.last],
    )
    stay = {id(dates[0]) for dates in first_of_each if dates}
    rest = [next_date for next_date in every if id(next_date) not in stay]
    stay |= {id(next_date) for next_date in rest[: DATES_SHOWN - len(stay)]}
    return [next_date for next_date in every if id(next_date) in stay]
