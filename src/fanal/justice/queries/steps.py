"""The steps of proceedings, and how far each is: read without a key."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from fanal.authority import reading
from fanal.core.justice.kinds import JusticeKind
from fanal.core.justice.proceedings import ProceedingStep, StepKind, WhereAccused, is_free
from fanal.justice.models import JusticeRecord, Proceeding


def step_in(row: JusticeRecord) -> ProceedingStep:
    return ProceedingStep(StepKind(row.coded["step"]), row.on)


def accused_is_free(row: JusticeRecord) -> bool:
    """Whether somebody whom she has to fear is free by this step."""
    code = row.coded.get("the_accused")
    where = WhereAccused(code) if code else None
    return is_free(row.proceeding.kind, row.proceeding.role, step_in(row).kind, where)


def steps_of(proceedings: Iterable[Proceeding]) -> dict[UUID, list[ProceedingStep]]:
    """Return the steps of each proceeding, in the order of writing."""
    by_proceeding: dict[UUID, list[ProceedingStep]] = {
        proceeding.id: [] for proceeding in proceedings
    }
    rows = JusticeRecord.objects.filter(proceeding__in=list(by_proceeding)).order_by("number")
    for row in rows.defer("sealed"):
        if row.record_kind is JusticeKind.STEP:
            by_proceeding[row.proceeding_id].append(step_in(row))
    return by_proceeding


# Records that somebody changed by hand in the database: their last day may be another.
def due_now_if_changed(rows: Iterable[JusticeRecord], today: date) -> list[JusticeRecord]:
    """These, to be shown, not saved: one of which nobody knows when it is due is due today."""
    shown = list(rows)
    for row in shown:
        if not reading.row_counts(row):
            row.due = today
    return shown
