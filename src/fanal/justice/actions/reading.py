"""Writing down that hearings were taken along."""

from collections import Counter
from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from fanal.accounts.models import User
from fanal.audit import actions as audit


@transaction.atomic
def read_calendar(*, by: User, cases: Iterable[UUID]) -> None:
    """Write down that hearings left as a calendar with code names. `cases`: of each, its case.

    In the journal of each case, so that who reads that of one sees it, and many at once are seen
    as much reading (`audit.reading`).
    """
    for case, many in Counter(cases).items():
        audit.record(act="justice.calendar", by=by, about=case, detail={"hearings": many})
