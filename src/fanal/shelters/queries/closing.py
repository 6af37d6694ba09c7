"""A bed that keeps a case in sight when it is to be closed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from fanal.accounts.models import User
from fanal.cases.models import Case
from fanal.core.casework.closure import OpenEnd, StillOpen
from fanal.core.words import say
from fanal.shelters.models import ShelterStay


def stays_still_open(case: Case, _user: User, _now: datetime) -> Iterator[StillOpen]:
    if n := ShelterStay.objects.filter(case=case, over_on=None).count():
        yield StillOpen(OpenEnd.SERVICE, say("beds in our shelters: {n}", n=n))
