"""Days in court, as the legal part of a case holds them: one rule for every page and list."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.urls import reverse

from fanal.cases.models import Case, CaseEntry
from fanal.cases.models.records import entries_in, sealed_kinds
from fanal.core.calendars import read_text
from fanal.core.casework.answers import is_value, load
from fanal.core.errors import BadInput
from fanal.database.kept_questions import Kept
from fanal.database.sql import these
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content

LEGAL_SITUATION = "legal"


@dataclass(frozen=True)
class CourtDate:
    """A day in court of a case, and where it is recorded. `hour`: in the zone of the reader.
    `answered_at`: where it is asked what became of it, once it is over. `more`: whose it is, and
    what is still missing for it, in words. `moved_from`: its days before this one. `over`: it was
    held or cancelled. `noted`: with her legal situation alone."""

    case: Case
    day: date
    hour: time | None
    address: str
    answered_at: str = ""
    more: str = ""
    moved_from: frozenset[date] = frozenset()
    over: bool = False
    noted: bool = False

    def stood_on(self, day: date) -> bool:
        return day == self.day or day in self.moved_from


# What apps above know of days in court, of these cases, as far as the ring opens them.
COURT_DATES_OF_APPS: list[Callable[[Collection[UUID], Ring], Iterable[CourtDate]]] = []
# The same of those that were held or fell through: asked only where a day was noted.
OVER: list[Callable[[Collection[UUID], Ring], Iterable[CourtDate]]] = []
# Whether an app above keeps the hearings of a case: then nothing else asks for them.
KEPT_ABOVE: list[Callable[[Case], bool]] = []


def hearing_in(data: Content | None) -> date | None:
    """The next hearing of a legal situation; None where it is not known to the day, or closed."""
    return whole_day((data or {}).get("hearing"))


def whole_day(stored: object) -> date | None:
    """Return the day that an answer holds; None for a month or a year alone."""
    answer = load(stored)
    if not is_value(answer) or not answer:
        return None
    try:
        read = read_text(str(answer)).date
    except BadInput:
        return None
    # A hearing “in March” stands on no day: the first of the month would be taken for it.
    return read.interval.earliest if read.day else None


def hearings_in(cases: Collection[UUID], ring: Ring) -> list[CourtDate]:
    """Return the days in court of these cases, as far as the ring opens their legal part, in the
    order of writing."""
    entries = NOTED.ask(these(cases), sealed_kinds(cases, LEGAL_SITUATION)) if cases else []
    ring.prepare({row.case_id for row in entries})
    days = ((row, hearing_in(row.try_unseal(ring))) for row in entries)
    written = [_written(entry, day) for entry, day in days if day is not None]
    kept_above = [hearing for more in COURT_DATES_OF_APPS for hearing in more(cases, ring)]
    by_case: dict[UUID, list[CourtDate]] = defaultdict(list)
    noted = {one.case.id for one in written}
    over = [hearing for more in OVER if noted for hearing in more(noted, ring)]
    for hearing in [*kept_above, *over]:
        by_case[hearing.case.id].append(hearing)
    counts = [one for one in written if not_kept_above([one.day], by_case[one.case.id])]
    return counts + kept_above


def _noted(cases: RawSQL, kinds: RawSQL) -> QuerySet[CaseEntry]:
    return entries_in(cases, kinds).select_related("case").order_by("number")


NOTED = Kept(_noted)


def not_kept_above(days: Iterable[date], kept_above: Collection[CourtDate]) -> list[date]:
    """Return the days noted in a legal situation that are no hearing of a proceeding: that one
    knows whether it was moved, or fell through."""
    return [day for day in days if not any(one.stood_on(day) for one in kept_above)]


def _written(entry: CaseEntry, day: date) -> CourtDate:
    address = reverse("cases:section", args=[entry.case_id, "needs"])
    return CourtDate(entry.case, day, None, address, noted=True)


def days_by_case(hearings: Iterable[CourtDate]) -> dict[UUID, list[date]]:
    by_case: dict[UUID, list[date]] = defaultdict(list)
    for hearing in hearings:
        by_case[hearing.case.id].append(hearing.day)
    return by_case
