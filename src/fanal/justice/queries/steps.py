"""The steps of proceedings, and how far each is: read without a key."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from fanal.core.justice.kinds import JusticeKind
from fanal.core.justice.proceedings import ProceedingStep, StepKind
from fanal.justice.models import JusticeRecord, Proceeding


def step_in(row: JusticeRecord) -> ProceedingStep:
    return ProceedingStep(StepKind(row.coded["step"]), row.on)


def steps_of(proceedings: Iterable[Proceeding]) -> dict[UUID, list[ProceedingStep]]:
    """In the order of writing."""
    found: dict[UUID, list[ProceedingStep]] = {proceeding.id: [] for proceeding in proceedings}
    rows = JusticeRecord.objects.filter(proceeding__in=list(found)).order_by("number")
    for row in rows.defer("sealed"):
        if row.record_kind is JusticeKind.STEP:
            found[row.proceeding_id].append(step_in(row))
    return found
