"""Days in court, as the legal part of a case holds them: one rule for every page and list."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from django.urls import reverse

from fanal.cases.models import Case, CaseEntry
from fanal.core.calendars import read_text
from fanal.core.casework.answers import is_value, load
from fanal.core.errors import BadInput
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content

LEGAL_SITUATION = "legal"


@dataclass(frozen=True)
class CourtDate:
    """A day in court of a case, and where it is recorded. `hour`: in the zone of the reader.
    `answered_at`: where it is asked what became of it, once it is over. `more`: whose it is, and
    what is still missing for it, in words."""

    case: Case
    day: date
    hour: time | None
    address: str
    answered_at: str = ""
    more: str = ""


# What apps above know of days in court, of these cases, as far as the ring opens them.
MORE: list[Callable[[Collection[UUID], Ring], Iterable[CourtDate]]] = []


def hearing_in(data: Content | None) -> date | None:
    """The next hearing of a legal situation; None where it is not known to the day, or closed."""
    return whole_day((data or {}).get("hearing"))


def whole_day(stored: object) -> date | None:
    """The day that an answer holds; None for a month or a year alone."""
    answer = load(stored)
    if not is_value(answer) or not answer:
        return None
    try:
        read = read_text(str(answer)).date
    except BadInput:
        return None
    return read.interval.earliest if read.day else None


def hearings_in(cases: Collection[UUID], ring: Ring) -> list[CourtDate]:
    """Of these cases, as far as the ring opens their legal part, in the order of writing."""
    rows = (
        CaseEntry.objects.of_kinds(cases, LEGAL_SITUATION).select_related("case").order_by("number")
    )
    entries = list(rows)
    ring.prepare({row.case_id for row in entries})
    days = ((row, hearing_in(row.try_unseal(ring))) for row in entries)
    written = [_written(entry, day) for entry, day in days if day is not None]
    return written + [hearing for more in MORE for hearing in more(cases, ring)]


def _written(entry: CaseEntry, day: date) -> CourtDate:
    address = reverse("cases:section", args=[entry.case_id, "needs"])
    return CourtDate(entry.case, day, None, address)


def days_by_case(hearings: Iterable[CourtDate]) -> dict[UUID, list[date]]:
    by_case: dict[UUID, list[date]] = defaultdict(list)
    for hearing in hearings:
        by_case[hearing.case.id].append(hearing.day)
    return by_case
