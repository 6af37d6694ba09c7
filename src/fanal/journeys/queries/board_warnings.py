"""What stands above the board and in none of its rows: filled when the server starts, by the apps
that know of it."""

from collections.abc import Callable, Iterable
from datetime import datetime

from fanal.accounts.models import User
from fanal.cases.queries.today.rows import TodayRow

WARNED: list[Callable[[User, datetime], Iterable[TodayRow]]] = []


def warned(user: User, now: datetime) -> list[TodayRow]:
    return [row for warn in WARNED for row in warn(user, now)]
