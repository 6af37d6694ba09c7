"""The coming week of a shelter: who comes, and who is away for some hours and with whom.

Why somebody is away stands nowhere here: neither court nor charge nor doctor (acceptance J10).
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol
from uuid import UUID

from fanal.accounts.models import User
from fanal.core.words import Sentence, say
from fanal.keys.ring import Ring
from fanal.shelters import access
from fanal.shelters.models import Shelter
from fanal.shelters.queries.residents import Resident, residents

WEEK = timedelta(days=6)  # with today seven days
NO_HOUR = "–"
ALONE = say("away, {leaves} to {back}")
WITH_ESCORT = say("away, {leaves} to {back}, with an escort")
BACK = say("back by this day")
NO_HOURS = say("away, from when to when is not said yet")
NO_HOURS_WITH_ESCORT = say("away with an escort, from when to when is not said yet")
NOT_FREE = say("not free for some hours, here or elsewhere: from when to when is not said yet")


class HoursAway(Protocol):
    """What an app that knows of an absence may tell a shelter of it, and no more. `leaves`,
    `back`: as they were written, "" where nobody said so. `may_stay`: she may be in the house, and
    is not free."""

    @property
    def person(self) -> UUID: ...
    @property
    def day(self) -> date: ...
    @property
    def leaves(self) -> str: ...
    @property
    def back(self) -> str: ...
    @property
    def escort(self) -> bool: ...
    @property
    def may_stay(self) -> bool: ...


# Filled when the server starts, by the apps that know: of these people, from this day to that one.
AWAY: list[Callable[[Collection[UUID], date, date], Iterable[HoursAway]]] = []


@dataclass(frozen=True)
class WeekRow:
    one: Resident
    day: date
    says: Sentence
    at: int = 0  # minutes of the day, to stand in order
    is_coming: bool = False


@dataclass(frozen=True)
class ShelterDay:
    day: date
    rows: list[WeekRow]


def week_of(shelter: Shelter, user: User, ring: Ring, today: date) -> list[ShelterDay]:
    """Return the days on which something is planned, of those of whom this reader may know."""
    living = residents(access.stays_in(user, shelter), ring, user)
    days: dict[date, list[WeekRow]] = defaultdict(list)
    for row in (*_coming(living, today), *_back(living, today), *_away(living, today)):
        days[row.day].append(row)
    return [ShelterDay(day, sorted(days[day], key=_order)) for day in sorted(days)]


def _coming(living: Iterable[Resident], today: date) -> Iterator[WeekRow]:
    for resident in living:
        due = resident.stay.due
        if resident.expected and due is not None and today <= due <= today + WEEK:
            yield WeekRow(resident, due, resident.state.sentence(), is_coming=True)


def _back(living: Iterable[Resident], today: date) -> Iterator[WeekRow]:
    """Yield who is away as agreed, on the day by which she is back."""
    for resident in living:
        day = resident.stay.back_by
        if day is not None and today <= day <= today + WEEK:
            yield WeekRow(resident, day, BACK, is_coming=True)


def _away(living: Iterable[Resident], today: date) -> Iterator[WeekRow]:
    by_person = {resident.stay.person_id: resident for resident in living}
    for away_between in AWAY:
        for row in away_between(by_person.keys(), today, today + WEEK):
            yield WeekRow(by_person[row.person], row.day, hours_words(row), _minutes(row.leaves))


def hours_words(row: HoursAway) -> Sentence:
    """Return from when to when she is away, and whether somebody goes with her."""
    if not (row.leaves or row.back):
        if row.escort:
            return NO_HOURS_WITH_ESCORT
        return NOT_FREE if row.may_stay else NO_HOURS
    says = WITH_ESCORT if row.escort else ALONE
    hours = {"leaves": row.leaves or NO_HOUR, "back": row.back or NO_HOUR}
    return Sentence(says.template, hours)


def _minutes(hour: str) -> int:
    """The minute of the day; 0 where it is no hour, so that it stands first and is asked about."""
    hours, _colon, minutes = hour.partition(":")
    return int(hours) * 60 + int(minutes) if hours.isdigit() and minutes.isdigit() else 0


def _order(row: WeekRow) -> tuple[int, str]:
    return row.at, row.one.shown
