"""When somebody is away for the day, for whoever keeps her house: hours and an escort, no more.

Neither court nor charge nor case stands in it (acceptance example J10).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fanal.justice.models import JusticeRecord


@dataclass(frozen=True)
class Away:
    """`leaves`, `back`: as they were written, "" where nobody said so."""

    person: UUID
    day: date
    leaves: str
    back: str
    escort: bool


def away_between(people: Collection[UUID], first: date, last: date) -> list[Away]:
    """Of these people, in these days, by day and hour."""
    rows = JusticeRecord.objects.filter(proceeding__person__in=list(people), waits=True)
    rows = rows.select_related("proceeding").defer("sealed", "proceeding__sealed")
    found = [_away(row) for row in rows.order_by("number") if row.away.get("day")]
    shown = (one for one in found if first <= one.day <= last)
    return sorted(shown, key=lambda one: (one.day, one.leaves, str(one.person)))


def _away(row: JusticeRecord) -> Away:
    kept = row.away
    return Away(
        row.proceeding.person_id,
        date.fromisoformat(kept["day"]),
        kept.get("leaves", ""),
        kept.get("back", ""),
        bool(kept.get("escort")),
    )
