"""The agenda by time, of which only the days of the page that is asked for are read.

A team has thousands of open tasks. The database counts them by day; opened are those of the days
on the page, and of a day with very many those alone that are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import overload

from django.db.models import Count, Q, QuerySet

from fanal.cases.models import Task
from fanal.cases.queries.agenda import (
    SHOWN,
    TASK,
    AgendaItem,
    Asked,
    WeekDay,
    agenda,
    of_tasks,
    open_tasks_of,
)

MANY = 300  # things of one day: of more, the hours are not looked at to put them in order
Day = date | None


@dataclass(frozen=True)
class AgendaPages:
    """Tasks and all else, by day and hour. What is due on no day stands last."""

    tasks: QuerySet[Task]
    others: list[AgendaItem]
    _tasks_of: dict[Day, list[AgendaItem]] = field(default_factory=dict)

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
        wanted: dict[Day, tuple[int, int]] = {}
        before = 0
        for day, many in self._of_day.items():
            low, high = max(first - before, 0), min(last - before, many)
            if low < high:
                wanted[day] = low, high
            before += many
        self._read(wanted)
        return [one for day, (low, high) in wanted.items() for one in self._items(day, low, high)]

    def week(self, monday: date) -> list[WeekDay]:
        """The first things of each day, and how many more."""
        days = [monday + timedelta(days=n) for n in range(7)]
        some = [day for day in days if day in self._of_day]
        self._read(some)
        of = {day: self._items(day, 0, SHOWN) for day in some}
        return [
            WeekDay(day, of.get(day, []), max(0, self._of_day.get(day, 0) - SHOWN)) for day in days
        ]

    def _read(self, days: Iterable[Day]) -> None:
        """The tasks of these days, in one question; not of those that have very many."""
        wanted = {day for day in days if day not in self._tasks_of and not self._has_many(day)}
        if not wanted:
            return
        self._tasks_of.update({day: [] for day in wanted})
        none = Q(due=None) if None in wanted else Q(pk=None)
        for one in of_tasks(self.tasks.filter(Q(due__in=wanted - {None}) | none)):
            self._tasks_of[one.day].append(one)

    def _has_many(self, day: Day) -> bool:
        return self._of_day[day] > MANY

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
        if self._has_many(day):
            # All else of this day first, then the tasks as they were written down.
            rows = self.tasks.filter(due=day)
            some = rows[max(low - len(rest), 0) : max(high - len(rest), 0)]
            return rest[low:high] + of_tasks(some)
        return sorted([*rest, *self._tasks_of[day]], key=lambda one: one.order)[low:high]
