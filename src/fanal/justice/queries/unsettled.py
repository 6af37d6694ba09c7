"""The cases whose proceedings go on, or whose money has not reached her: without a key, for what
must not end meanwhile."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from fanal.core.justice.kinds import JusticeKind
from fanal.core.justice.money import CompensationStep
from fanal.core.justice.proceedings import is_over
from fanal.justice.models import JusticeRecord, Proceeding
from fanal.justice.queries.money import MONEY, SETTLED, step_of
from fanal.justice.queries.steps import steps_of

NOT_OWED = SETTLED | {CompensationStep.SET_ASIDE}


def cases_before_courts(cases: Collection[UUID]) -> set[UUID]:
    """Those with proceedings that are not over, or of which something waits: a hearing, a time
    limit, a measure, something that she has not been told of, pressure on her."""
    rows = JusticeRecord.objects.filter(case__in=cases, waits=True).defer("sealed").order_by()
    found = list(Proceeding.objects.filter(case__in=cases).order_by())
    steps = steps_of(found)
    waiting = {row.case_id for row in rows if row.record_kind is not JusticeKind.MONEY}
    return waiting | {
        proceeding.case_id for proceeding in found if not is_over(steps[proceeding.id])
    }


def cases_with_claims(cases: Collection[UUID]) -> set[UUID]:
    """Those in which money was claimed or ordered for her that has not all reached her. Of what was
    written before the records said so, the last step says it."""
    rows = JusticeRecord.objects.filter(case__in=cases).defer("sealed").order_by("number")
    last: dict[UUID, JusticeRecord] = {}
    for row in rows:
        if row.record_kind in MONEY and row.proceeding_id:
            last[row.proceeding_id] = row
    return {row.case_id for row in last.values() if row.waits or step_of(row) not in NOT_OWED}
