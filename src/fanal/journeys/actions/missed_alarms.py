"""A gap between two sweeps: kept where something may have fallen due in it, and looked at by
somebody."""

from datetime import datetime

from django.db import transaction

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.journeys.queries.missed_alarms import anything_due_in, to_look_at
from fanal.web.sweep_gaps import gap_before, keep_gap, look_at


def keep_where_due(now: datetime) -> None:
    """Keep the gap that this sweep ends, once its alarms are called: what fell due is known by
    them."""
    gap = gap_before(now)
    if gap is not None and anything_due_in(gap):
        keep_gap(gap)


@transaction.atomic
def looked_at(*, until: datetime, by: User) -> None:
    """Note that `by` has looked, for the teams that she sees, at each gap that ended by then: of a
    later one she has read nothing."""
    for one in to_look_at(by, until):
        if one.gap.until <= until:
            look_at(one.gap, one.teams)
            audit.record(act="journey.gap_looked_at", by=by)
