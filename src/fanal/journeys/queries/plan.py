"""The sealed parts of a plan as the page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fanal.core.sealing.failures import Locked
from fanal.journeys.models import Journey, PlanPart
from fanal.journeys.models.sealed_plan import COMPARTMENTS
from fanal.journeys.words import PLAN_FIELDS, PLAN_PARTS


@dataclass(frozen=True)
class Part:
    """One part; `data` is None where this reader has no key."""

    part: str
    row: PlanPart | None
    data: dict[str, str] | None

    @property
    def name(self) -> Any:
        return PLAN_PARTS[self.part]

    @property
    def lines(self) -> list[tuple[Any, str]]:
        return [(PLAN_FIELDS[name], text) for name, text in (self.data or {}).items() if text]


def plan_of(journey: Journey, ring: Any) -> list[Part]:
    """Each part, opened where the ring opens it. Raises Locked where there is something to open."""
    rows = {row.part: row for row in journey.plan_parts.all()}
    if rows and ring.locked:
        raise Locked(str(journey.id))
    return [
        Part(part, rows.get(part), rows[part].try_unseal(ring) if part in rows else {})
        for part in COMPARTMENTS
    ]


def part_of(journey: Journey, part: str, ring: Any) -> Part:
    """One part, opened. Raises Locked or NotGranted."""
    row = journey.plan_parts.filter(part=part).first()
    return Part(part, row, row.unseal(ring) if row else {})
