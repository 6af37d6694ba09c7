"""The agenda by weeks: seven days, and the first things of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from fanal.cases.queries.agenda import AgendaItem

SHOWN = 8  # of a day


@dataclass(frozen=True)
class WeekDay:
    """A day of the week view: the first things of it, and how many more."""

    day: date
    items: list[AgendaItem]
    more: int


def week_of(items: Iterable[AgendaItem], monday: date) -> list[WeekDay]:
    days = [monday + timedelta(days=n) for n in range(7)]
    by_day: dict[date, list[AgendaItem]] = {day: [] for day in days}
    for item in items:
        if item.day in by_day:
            by_day[item.day].append(item)
    return [WeekDay(day, by_day[day][:SHOWN], max(0, len(by_day[day]) - SHOWN)) for day in days]
