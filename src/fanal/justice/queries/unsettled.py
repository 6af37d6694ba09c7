"""The cases whose proceedings go on, or whose money has not reached her: without a key, for what
must not end meanwhile."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from fanal.core.justice.kinds import JusticeKind
from fanal.core.justice.money import CompensationStep
from fanal.core.justice.proceedings import is_over
from fanal.justice.models import JusticeRecord, Proceeding
from fanal.justice.queries.money import step_of
from fanal.justice.queries.steps import steps_of

SETTLED = frozenset({CompensationStep.IN_HER_HANDS, CompensationStep.UNCOLLECTABLE})


def cases_before_courts(cases: Collection[UUID]) -> set[UUID]:
    """Those with proceedings that are not over, or of which something waits: a hearing, a time
    limit, a measure, something that she has not been told of, pressure on her."""
    rows = JusticeRecord.objects.filter(case__in=cases, waits=True).order_by()
    found = list(Proceeding.objects.filter(case__in=cases).order_by())
    steps = steps_of(found)
    waiting = set(rows.values_list("case", flat=True))
    return waiting | {
        proceeding.case_id for proceeding in found if not is_over(steps[proceeding.id])
    }


def cases_with_claims(cases: Collection[UUID]) -> set[UUID]:
    """Those in which money was claimed or ordered for her, and the last that was written of it is
    neither that it is in her hands nor that it cannot be collected."""
    rows = JusticeRecord.objects.filter(case__in=cases).defer("sealed").order_by("number")
    last: dict[UUID, tuple[UUID, CompensationStep | None]] = {}
    for row in rows:
        if row.record_kind in (JusticeKind.CLAIM, JusticeKind.MONEY) and row.proceeding_id:
            last[row.proceeding_id] = row.case_id, step_of(row)
    return {case for case, step in last.values() if step not in SETTLED}
