"""What of her proceedings keeps a case in sight when it is to be closed: once it is, it stands in
no calendar and on no lawyer's list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from fanal.accounts.models import User
from fanal.cases.models import Case
from fanal.core.casework.closure import OpenEnd, StillOpen
from fanal.core.justice.kinds import JusticeKind
from fanal.core.justice.proceedings import is_over
from fanal.core.words import Sentence, say
from fanal.justice import access
from fanal.justice.models import JusticeRecord, Proceeding
from fanal.justice.queries.steps import steps_of
from fanal.sql import with_rows_of_cases

WAITING = {
    JusticeKind.PRESSURE: say("times pressure on her that nobody has answered: {n}"),
    JusticeKind.HEARING: say("hearings that are not over: {n}"),
    JusticeKind.LIMIT: say("time limits of a court that are running: {n}"),
    JusticeKind.MEASURE: say("protection measures that run, or were asked for: {n}"),
    JusticeKind.STEP: say("steps of proceedings that she has not been told of: {n}"),
    JusticeKind.MONEY: say("proceedings in which money was ordered that has not reached her: {n}"),
}


def courts_still_open(case: Case, user: User, _now: datetime) -> Iterator[StillOpen]:
    """For whoever opens the legal part; no key is needed."""
    if not with_rows_of_cases([JusticeRecord, Proceeding], [case.id]):
        return  # of most cases: one small question in place of six
    if not access.opens(user, case):
        return
    rows = access.records_of(case).filter(waits=True).defer("sealed").order_by()
    waiting = Counter(row.record_kind for row in rows)
    for kind, said in WAITING.items():
        if n := waiting[kind]:
            yield StillOpen(OpenEnd.COURT, Sentence(said.template, {"n": n}))
    if n := _not_over(case):
        yield StillOpen(OpenEnd.COURT, say("proceedings that are not over: {n}", n=n))


def _not_over(case: Case) -> int:
    """Whoever follows them for her does so from a case that is open."""
    return sum(not is_over(steps) for steps in steps_of(access.proceedings_of(case)).values())
