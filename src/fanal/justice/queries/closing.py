"""Days in court and limits that keep a case in sight when it is to be closed: once it is, they
stand in no calendar and on no lawyer's list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from fanal.accounts.models import User
from fanal.cases.models import Case
from fanal.core.casework.closure import OpenEnd, StillOpen
from fanal.core.justice.kinds import JusticeKind
from fanal.core.words import say
from fanal.justice import access


def courts_still_open(case: Case, user: User, _now: datetime) -> Iterator[StillOpen]:
    """For whoever opens the legal part; no key is needed."""
    if not access.opens(user, case):
        return
    waiting = access.records_of(case).filter(waits=True).defer("sealed").order_by()
    n = Counter(one.record_kind for one in waiting)
    if days := n[JusticeKind.HEARING]:
        yield StillOpen(OpenEnd.COURT, say("hearings that are not over: {n}", n=days))
    if limits := n[JusticeKind.LIMIT]:
        yield StillOpen(
            OpenEnd.COURT, say("time limits of a court that are running: {n}", n=limits)
        )
