"""Days in court, as the legal part of a case holds them: one rule for every page and list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from fanal.cases.models import Entry
from fanal.core.calendars import read_text
from fanal.core.casework.answers import is_value, load
from fanal.core.errors import BadInput
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content

LEGAL_SITUATION = "legal"
type Hearing = tuple[Entry, date]


def hearing_in(data: Content | None) -> date | None:
    """The next hearing of a legal situation; None where it is not known to the day, or closed."""
    return whole_day((data or {}).get("hearing"))


def whole_day(kept: object) -> date | None:
    """The day that an answer holds; None for a month or a year alone."""
    answer = load(kept)
    if not is_value(answer) or not answer:
        return None
    try:
        read = read_text(str(answer)).date
    except BadInput:
        return None
    return read.interval.earliest if read.day else None


def hearings_in(cases: Collection[UUID], ring: Ring) -> list[Hearing]:
    """Of these cases, as far as the ring opens their legal part, in the order of writing."""
    rows = Entry.objects.of_kinds(cases, LEGAL_SITUATION).select_related("case").order_by("number")
    found = list(rows)
    ring.prepare({one.case_id for one in found})
    days = ((one, hearing_in(one.try_unseal(ring))) for one in found)
    return [(one, day) for one, day in days if day is not None]


def days_by_case(hearings: Iterable[Hearing]) -> dict[UUID, list[date]]:
    found: dict[UUID, list[date]] = defaultdict(list)
    for entry, day in hearings:
        found[entry.case_id].append(day)
    return found
