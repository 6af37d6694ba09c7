"""Services that keep a case in sight when it is to be closed: asked for, running, or needed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from fanal.accounts.models import User
from fanal.cases.models import Case
from fanal.core.casework.closure import OpenEnd, StillOpen
from fanal.core.words import say
from fanal.services.models import CaseService, CodedNeed
from fanal.sharing.queries.still_open import WAITS


def services_still_open(case: Case, _user: User, _now: datetime) -> Iterator[StillOpen]:
    if n := CodedNeed.objects.filter(case=case, waits=True).count():
        yield StillOpen(OpenEnd.NEED, say("needs without a service: {n}", n=n))
    rows = CaseService.objects.filter(case=case, over_on=None)
    if n := rows.exclude(referral__state__in=WAITS).count():  # a referral says so itself
        yield StillOpen(OpenEnd.SERVICE, say("services that have not ended: {n}", n=n))
