"""One line of everything that happened in a case: its kinds, its order, what was written late."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from fanal.core.casework.sections import Section
from fanal.core.casework.statements import SaidAt
from fanal.core.words import LabelledEnum, say


class TimelineKind(LabelledEnum):
    """What an item of the line is: by these it is filtered."""

    DANGER = "danger", say("Danger")
    SIGN = "sign", say("Signs of life")
    NOTE = "note", say("Notes")
    CALL = "call", say("Calls")
    CONSENT = "consent", say("Consent")
    SHARING = "sharing", say("Sharing")
    LAW = "law", say("Law")
    DOCUMENT = "document", say("Documents")
    TASK = "task", say("Tasks")
    NEED = "need", say("Needs and health")
    PLAN = "plan", say("Goals and services")
    CONTACT = "contact", say("Contact and people")
    JOURNEY = "journey", say("Journeys")
    CASE = "case", say("Steps and access")


# Of entries: the kind of their section, and what is told apart within one.
OF_SECTION = {
    Section.SAFETY: TimelineKind.DANGER,
    Section.NEEDS: TimelineKind.NEED,
    Section.PARTICULARS: TimelineKind.NEED,
    Section.PLAN: TimelineKind.PLAN,
    Section.SERVICES: TimelineKind.PLAN,
    Section.CONTACT: TimelineKind.CONTACT,
    Section.PEOPLE: TimelineKind.CONTACT,
    Section.NOTES: TimelineKind.NOTE,
    Section.FOLLOW_UP: TimelineKind.SIGN,
}
OF_ENTRY = {"sign": TimelineKind.SIGN, "legal": TimelineKind.LAW}


def kind_of_entry(code: str, section: Section) -> TimelineKind:
    return OF_ENTRY.get(code) or OF_SECTION[section]


def place_in_line(moment: SaidAt, zone: tzinfo) -> tuple[date, datetime]:
    """Return the sort key of an item of the line. What is known by its day alone comes before the
    hours of that day; items of the same day stand in the order in which they were written."""
    if isinstance(moment, datetime):
        here = moment.astimezone(zone)
        return here.date(), here
    return moment, datetime.combine(moment, time.min, zone)


def written_later(moment: SaidAt, written: SaidAt | None, zone: tzinfo) -> bool:
    """Whether both hours are shown: it was written on a later day, or in another minute."""
    if written is None:
        return False
    (day, at), (later, then) = place_in_line(moment, zone), place_in_line(written, zone)
    if isinstance(moment, datetime) and isinstance(written, datetime):
        # By minutes, as they are typed: seconds between a call and its note are no delay.
        return then.replace(second=0, microsecond=0) > at.replace(second=0, microsecond=0)
    return later > day


STEP = 8  # units of the picture: what is nearer is one mark
TICKS = 4


@dataclass(frozen=True, slots=True)
class LineScale:
    """The scale from the first day to the last, `width` units wide, beginning at `left`."""

    first: date
    last: date
    left: int = 160
    width: int = 580

    @property
    def days(self) -> int:
        return max(1, (self.last - self.first).days)

    def place(self, day: date) -> int:
        """Return where a day stands; one outside stands at the edge."""
        part = min(max((day - self.first).days / self.days, 0), 1)
        return self.left + round(part * self.width)

    def marks(self, days: Iterable[date]) -> list[int]:
        """Return the places of the days, those that would lie on one another once."""
        return sorted({self.left + (self.place(day) - self.left) // STEP * STEP for day in days})

    def ticks(self) -> list[tuple[int, date]]:
        """Return the days below the line, from its first to its last, each once."""
        steps = [round(self.days * n / (TICKS - 1)) for n in range(TICKS)]
        days = sorted({self.first + timedelta(days=step) for step in steps})
        return [(self.place(day), day) for day in days]


def scale_of(days: Collection[date], today: date) -> LineScale | None:
    """Return the scale from the first of these days to today or the last of them; None where there
    is nothing to see, because all of it was on one day."""
    if not days or min(days) >= max(today, *days):
        return None
    return LineScale(min(days), max(today, *days))
