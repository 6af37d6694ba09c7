"""Requests that an earlier release made without a task: of these nobody is reminded on their day,
nor asked to find another health worker."""

from collections import defaultdict
from uuid import UUID

from django.db import transaction

from fanal.care.actions.asking import ASK_ANOTHER, NOT_HEARD, give_task
from fanal.care.models import CareRequest
from fanal.core.care.asking import CareState
from fanal.sealed.broken_rows import of_each_that_opens


def ask_about_requests_of_before() -> None:
    """Give a task for each request that runs: was she seen; where the last one was passed back, to
    ask another.

    What was answered stands in the case, and is not asked about long afterwards. Raises BrokenSeal
    at the end where one did not open.
    """
    hers: dict[tuple[UUID, UUID], list[CareRequest]] = defaultdict(list)
    for row in CareRequest.objects.filter(case__closed=False).order_by("made_on", "id"):
        hers[row.case_id, row.person_id].append(row)
    of_each_that_opens(hers.values(), _ask_about)


def _ask_about(rows: list[CareRequest]) -> None:
    """Ask about what one person's case asked for."""
    # Of one day nobody knows which was asked first: what was not passed back counts.
    rows.sort(key=lambda row: (row.made_on, row.stands is not CareState.PASSED_BACK))
    for row in rows:
        if row.over_on is None or (row is rows[-1] and row.stands is CareState.PASSED_BACK):
            _give_task(row.pk)


@transaction.atomic
def _give_task(request: UUID) -> None:
    """Give the task for the request as it stands now: the health worker may have answered
    meanwhile."""
    row = CareRequest.objects.select_for_update().filter(pk=request, task=None).first()
    if row is not None:
        give_task(row, NOT_HEARD if row.over_on is None else ASK_ANOTHER, by=row.made_by)
