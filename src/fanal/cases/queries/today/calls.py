"""Calls that nobody has looked at yet: of those who take them."""

from collections.abc import Callable, Sequence
from datetime import datetime

from fanal.accounts.models import User
from fanal.cases.queries.today.rows import CALLS, TodayPart, TodayRow, part_of
from fanal.stand_ins import unless_broken

type Calls = Callable[[User, datetime], Sequence[TodayRow]]


def calls_for(user: User, now: datetime) -> TodayPart:
    return part_of([row for source in CALLS for row in _of(source, user, now)])


def _of(source: Calls, user: User, now: datetime) -> Sequence[TodayRow]:
    return unless_broken(lambda: source(user, now), ())
