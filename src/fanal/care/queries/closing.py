"""Care that runs when a case is to be closed: it may go on, and nobody forgets it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from fanal.accounts.models import User
from fanal.care.models import CareRequest
from fanal.cases.models import Case
from fanal.core.casework.closure import OpenEnd, StillOpen
from fanal.core.words import say


def care_still_open(case: Case, _user: User, _now: datetime) -> Iterator[StillOpen]:
    if n := CareRequest.objects.filter(case=case, over_on=None).count():
        says = say("requests for health care that are not over: {n}", n=n)
        yield StillOpen(OpenEnd.SERVICE, says, at="care:case")
