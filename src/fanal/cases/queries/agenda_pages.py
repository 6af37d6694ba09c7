"""The agenda by time, of which only the days of the page that is asked for are read.

A team has thousands of open tasks. The database counts them by day; opened are those of the days
on the page, and of a day with very many those alone that are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import overload

from django.db.models import Count, QuerySet

from fanal.cases.models import Task
from fanal.cases.queries.agenda import (
    SHOWN,
    TASK,
    AgendaItem,
    Asked,
    WeekDay,
    agenda,
    of_task,
    open_tasks_of,
)

MANY = 300  # tasks of one day: of more, the hours are not looked at to put them in order
Day = date | None


@dataclass(frozen=True)
class AgendaPages:
    """Tasks and all else, by day and hour. What is due on no day stands last."""

    tasks: QuerySet[Task]
    others: list[AgendaItem]

    @classmethod
    def of(cls, asked: Asked, kinds: Iterable[str]) -> AgendaPages:
        wanted = set(kinds)
        tasks = open_tasks_of(asked) if TASK in wanted else Task.objects.none()
        return cls(tasks, agenda(asked, wanted - {TASK}))

    def __len__(self) -> int:
        return sum(self._of_day.values())

    def __iter__(self) -> Iterator[AgendaItem]:
        return iter(self[:])

    @overload
    def __getitem__(self, at: int) -> AgendaItem: ...
    @overload
    def __getitem__(self, at: slice) -> list[AgendaItem]: ...
    def __getitem__(self, at: int | slice) -> AgendaItem | list[AgendaItem]:
        if isinstance(at, int):
            return self[at : at + 1][0]
        first, last, _step = at.indices(len(self))
        found: list[AgendaItem] = []
        before = 0
        for day, many in self._of_day.items():
            low, high = max(first - before, 0), min(last - before, many)
            found += self._items(day, low, high) if low < high else []
            before += many
        return found

    def week(self, monday: date) -> list[WeekDay]:
        """The first things of each day, and how many more."""
        days = [monday + timedelta(days=n) for n in range(7)]
        return [
            WeekDay(day, self._items(day, 0, SHOWN), max(0, self._of_day.get(day, 0) - SHOWN))
            if day in self._of_day
            else WeekDay(day, [], 0)
            for day in days
        ]

    @cached_property
    def _of_day(self) -> dict[Day, int]:
        """How many of each day, the first day first."""
        counted: dict[Day, int] = dict(
            self.tasks.order_by().values_list("due").annotate(n=Count("id"))
        )
        for one in self.others:
            counted[one.day] = counted.get(one.day, 0) + 1
        return dict(sorted(counted.items(), key=lambda one: one[0] or date.max))

    def _items(self, day: Day, low: int, high: int) -> list[AgendaItem]:
        """Of one day, from `low` to before `high`."""
        rest = sorted((one for one in self.others if one.day == day), key=lambda one: one.order)
        rows = self.tasks.filter(due=day)
        if self._of_day[day] - len(rest) > MANY:
            # All else of this day first, then the tasks as they were written down.
            some = rows[max(low - len(rest), 0) : max(high - len(rest), 0)]
            return rest[low:high] + [of_task(one) for one in some]
        tasks = [of_task(one) for one in rows]
        return sorted([*rest, *tasks], key=lambda one: one.order)[low:high]
