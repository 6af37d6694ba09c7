"""Calls that nobody has looked at yet: of those who take them."""

from datetime import datetime

from fanal.accounts.models import User
from fanal.cases.queries.today.rows import CALLS, TodayPart, part_of


def calls_for(user: User, now: datetime) -> TodayPart:
    return part_of([row for source in CALLS for row in source(user, now)])
