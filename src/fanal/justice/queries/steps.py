"""The steps of proceedings, and how far each is: read without a key."""

from collections.abc import Iterable
from datetime import date, timedelta
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


# Authorities take their time; after a month without a word somebody asks again.
ASKED_AGAIN_AFTER = timedelta(days=30)


def waits_for_word(row: JusticeRecord, last_word: date | None, today: date) -> bool:
    """Whether nobody has answered what was asked of an authority, and it is time to ask.
    `last_word`: the day of what was written below it last. A measure and an act at once: until
    somebody answers, nothing protects her. A decision on her status once it was appealed."""
    match row.record_kind:
        case JusticeKind.MEASURE | JusticeKind.ACT:
            return last_word is None
        case JusticeKind.INFORMATION:
            return (last_word or row.on) + ASKED_AGAIN_AFTER <= today
        case JusticeKind.STATUS:
            return last_word is not None and last_word + ASKED_AGAIN_AFTER <= today
    return False
