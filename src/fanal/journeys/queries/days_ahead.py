"""The days for which journeys are planned: other applications know their places and hours."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format, time_format

from fanal.accounts.models import User
from fanal.cases.today_access import read_hearings
from fanal.core.words import Sentence
from fanal.journeys.models import Journey
from fanal.keys.ring import Ring
from fanal.web.typing import Answers
from fanal.web.words import translated


@dataclass(frozen=True)
class DayAhead:
    """A day on which somebody of `case` has to be somewhere, by a journey of this kind. `at`: the
    hour there; `leaves`, `back`: when she leaves for it, and is back; `journey`: the one that was
    named for it. None of what nobody knows. `must_come`: it does not take place without her."""

    id: UUID
    case: UUID
    kind: str
    what: Sentence
    day: date
    at: time | None
    place: str
    leaves: time | None
    back: time | None
    journey: UUID | None = None
    must_come: bool = True

    @property
    def words(self) -> str:
        hour = [time_format(self.at)] if self.at else []
        place = [self.place] if self.place else []
        return ", ".join([f"{translated(self.what)} {date_format(self.day)}", *hour, *place])

    def moment(self, hour: time | None) -> datetime | None:
        return timezone.make_aware(datetime.combine(self.day, hour)) if hour else None


# Of these cases, from today on, what this user may read of it.
DAYS: list[Callable[[Collection[UUID], User, Ring], Iterable[DayAhead]]] = []


def days_ahead(cases: Collection[UUID], user: User, ring: Ring) -> list[DayAhead]:
    """Return the days, the next first; that they were read is written down."""
    all_days = [day for days in DAYS for day in days(cases, user, ring)] if cases else []
    read_hearings(user, len(all_days))
    return sorted(all_days, key=lambda one: (one.day, one.at or time(), str(one.id)))


def chosen_in(found: Iterable[DayAhead], given: str) -> DayAhead | None:
    """Return the one that an address names."""
    return next((day_ahead for day_ahead in found if str(day_ahead.id) == given), None)


def day_of(journey: Journey, user: User, ring: Ring) -> DayAhead | None:
    """Return the day for which a journey was planned: that of its own day, or the next."""
    cases = set(journey.travellers.order_by().values_list("case", flat=True))
    same_kind = [
        day_ahead for day_ahead in days_ahead(cases, user, ring) if day_ahead.kind == journey.kind
    ]
    same = (day for day in same_kind if day.day == journey.starts_on)
    return next(same, next(iter(same_kind), None))


def days_missed(journey: Journey, user: User, ring: Ring) -> list[DayAhead]:
    """Return those from the beginning of this journey on to which she must come, and which it is
    not for: whoever leaves is not there."""
    cases = set(journey.travellers.order_by().values_list("case", flat=True))
    return [
        day_ahead
        for day_ahead in days_ahead(cases, user, ring)
        if day_ahead.day >= journey.starts_on and day_ahead.must_come
        if journey.kind != day_ahead.kind and journey.id != day_ahead.journey
    ]


def hours_of_leg(journey: Journey, ahead: DayAhead | None) -> Answers:
    """Return the answers of a leg that is there by the hour of that day, and back."""
    if ahead is None:
        return {}
    is_first = not journey.legs.exists()
    hours = {
        "leaves": ahead.leaves if is_first else None,
        "arrives": ahead.at if is_first else ahead.back,
    }
    return {name: ahead.moment(hour) for name, hour in hours.items() if hour}
