"""When a shelter met last, when it is to meet again, and what its residents wait for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from fanal.core.shelters.timers import meeting_due
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.shelters import access
from fanal.shelters.models import HouseMeeting, Shelter, ShelterStay


@dataclass(frozen=True)
class ShownMeeting:
    row: HouseMeeting
    content: Content
    today: date

    @property
    def owed(self) -> bool:
        return self.row.due is not None and self.row.answered_on is None

    @property
    def late(self) -> bool:
        return self.owed and self.row.due is not None and self.row.due < self.today


@dataclass(frozen=True)
class MeetingsOfShelter:
    """The meetings of a shelter. `due`: by which day the next one is; None where nobody lives
    there. `owed`: those of which something that was promised is not answered, the first due
    first."""

    last: HouseMeeting | None
    due: date | None
    owed: list[HouseMeeting]
    today: date

    @property
    def is_due(self) -> bool:
        return self.due is not None and self.due <= self.today

    @property
    def late(self) -> int:
        """The number of those of which the day is over."""
        return sum(meeting.due is not None and meeting.due < self.today for meeting in self.owed)


def meetings_of(shelter: Shelter, today: date) -> MeetingsOfShelter:
    """Return the meetings of a shelter, read without a key: days only."""
    rows = access.meetings_in(shelter)
    last = rows.first()
    # Who is only expected lives there not yet: an empty house owes no meeting.
    stays = ShelterStay.objects.filter(shelter=shelter, over_on=None).exclude(since=None)
    since = stays.order_by().values_list("since", flat=True)
    due = meeting_due(last.on if last else None, [day for day in since if day])
    owed = rows.exclude(due=None).filter(answered_on=None).order_by("due", "id")
    return MeetingsOfShelter(last, due, list(owed), today)


def shown_meetings(rows: Iterable[HouseMeeting], ring: Ring, today: date) -> list[ShownMeeting]:
    return [ShownMeeting(row, row.try_unseal(ring) or {}, today) for row in rows]
