"""The sealed parts of a plan as the page shows them."""

from dataclasses import dataclass

from fanal.core.sealing.compartments import Compartment
from fanal.core.sealing.failures import NotGranted
from fanal.journeys.models import Journey, PlanPart
from fanal.journeys.models.sealed_plan import COMPARTMENTS
from fanal.journeys.words import PLAN_FIELDS, PLAN_PARTS
from fanal.keys.ring import Ring
from fanal.web.typing import PageText


@dataclass(frozen=True)
class ShownPlanPart:
    """One part; `data` is None where this reader has no key."""

    part: str
    row: PlanPart | None
    data: dict[str, str] | None

    @property
    def name(self) -> PageText:
        return PLAN_PARTS[self.part]

    @property
    def lines(self) -> list[tuple[PageText, str]]:
        return [(PLAN_FIELDS[name], text) for name, text in (self.data or {}).items() if text]


def plan_of(journey: Journey, ring: Ring, may_open: frozenset[Compartment]) -> list[ShownPlanPart]:
    """Return each part, opened where right and ring open it."""
    rows = {row.part: row for row in journey.plan_parts.all()}
    return [_opened(part, rows.get(part), ring, may_open) for part in COMPARTMENTS]


def _opened(
    part: str, row: PlanPart | None, ring: Ring, may_open: frozenset[Compartment]
) -> ShownPlanPart:
    if row is None:
        return ShownPlanPart(part, None, {})
    return ShownPlanPart(
        part, row, row.try_unseal(ring) if COMPARTMENTS[part] in may_open else None
    )


def part_of(
    journey: Journey, part: str, ring: Ring, may_open: frozenset[Compartment]
) -> ShownPlanPart:
    """Return one part, opened. Raises Locked or NotGranted."""
    row = journey.plan_parts.filter(part=part).first()
    if row and COMPARTMENTS[part] not in may_open:
        raise NotGranted(str(journey.id))
    return ShownPlanPart(part, row, row.unseal(ring) if row else {})
