"""The agenda by time, of which only the days of the page that is asked for are read.

A team has thousands of open tasks. The database counts them by day; of the days on the page hour
and title are opened, to put them in order, and whole tasks are made of those that are shown. Signs
of life of a team stand on the day that is stored; their hours are read for the days on the page.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from functools import cached_property
from typing import NamedTuple, overload
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from fanal.cases.models import Task
from fanal.cases.queries.agenda import agenda, of_tasks, open_tasks_of
from fanal.cases.queries.agenda_asked import Asked
from fanal.cases.queries.agenda_items import SIGN, TASK, AgendaItem, order_on_day
from fanal.cases.queries.agenda_signs import SignDue, signs_due, signs_of
from fanal.core.casework.recurrence import timing_of
from fanal.core.words import Sentence
from fanal.database.sql import these
from fanal.sealed.columns import open_in_row

# Of one day: of more, the hours are not looked at to put them in order.
MANY = 300
MANY_SIGNS = 25
Day = date | None


class PlacedTask(NamedTuple):
    """What is read of an open task to say where it stands on its day."""

    hour: time | None
    title: str
    id: UUID


type Placed = AgendaItem | PlacedTask | SignDue


@dataclass(frozen=True)
class AgendaPages:
    """Tasks and all else, by day and hour. What is due on no day stands last. `few`: the tasks
    once more, to ask for those of some days. `signs`: those of a team, by the day that is stored.
    `beside`: the days of a week that is drawn beside a page, read together with it. `cut`: by kind,
    how what is shown falls short."""

    asked: Asked
    tasks: QuerySet[Task]
    few: QuerySet[Task]
    others: list[AgendaItem]
    signs: list[SignDue] = field(default_factory=list)
    beside: Collection[date] = ()
    _tasks_of: dict[Day, list[PlacedTask]] = field(default_factory=dict)
    _made: dict[UUID, AgendaItem] = field(default_factory=dict)
    _made_signs: dict[UUID, AgendaItem] = field(default_factory=dict)

    @classmethod
    def of(cls, asked: Asked, kinds: Iterable[str], monday: date | None = None) -> AgendaPages:
        wanted = set(kinds)
        by_page = {TASK, SIGN} if asked.team else {TASK}
        others = agenda(asked, wanted - by_page)
        signs = signs_due(asked) if SIGN in wanted & by_page else []
        week = days_from(monday) if monday else []
        if TASK not in wanted:
            return cls(asked, Task.objects.none(), Task.objects.none(), others, signs, week)
        all_tasks, few = open_tasks_of(asked), open_tasks_of(asked, few=True)
        return cls(asked, all_tasks, few, others, signs, week)

    @property
    def cut(self) -> Mapping[str, Sentence]:
        return self.asked.cut

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
        return [item for of_day in self._shown(wanted).values() for item in of_day]

    def week(self, monday: date) -> list[WeekDay]:
        """The first things of each day, and how many more."""
        days = days_from(monday)
        of = self._shown(self._first_of(days))
        return [
            WeekDay(day, of.get(day, []), max(0, self._of_day.get(day, 0) - SHOWN)) for day in days
        ]

    def _first_of(self, days: Iterable[date]) -> dict[Day, tuple[int, int]]:
        return {day: (0, SHOWN) for day in days if day in self._of_day}

    def _shown(self, wanted: Mapping[Day, tuple[int, int]]) -> dict[Day, list[AgendaItem]]:
        """Return for each day what stands from the first place to before the second."""
        beside = [day for day in self.beside if day in self._of_day and not self._has_many(day)]
        near = {**self._first_of(beside), **wanted}
        self._read(near)
        few = [day for day in near if not self._has_many_signs(day)]
        self._make_signs(sign for day in few for sign in self._signs_on(day))
        by_day = {day: self._placed(day, *places) for day, places in near.items()}
        shown = [placed for some in by_day.values() for placed in some]
        self._make_signs(placed for placed in shown if isinstance(placed, SignDue))
        ids = {placed.id for placed in shown if isinstance(placed, PlacedTask)}
        if new := ids - self._made.keys():
            new_items = of_tasks(self.few.filter(id__in=these(new)), self.asked)
            self._made.update({task.task.id: task for task in new_items if task.task})
        return {day: list(self._items(by_day[day])) for day in wanted}

    def _items(self, some: Iterable[Placed]) -> Iterator[AgendaItem]:
        for placed in some:
            if isinstance(placed, SignDue):
                yield self._made_signs[placed.person]
            elif not isinstance(placed, PlacedTask):
                yield placed
            elif placed.id in self._made:  # else somebody has just done it
                yield self._made[placed.id]

    def _read(self, days: Iterable[Day]) -> None:
        """Read where the tasks of these days stand, in one question; not where they are many."""
        wanted = {day for day in days if day not in self._tasks_of and not self._has_many(day)}
        if not wanted:
            return
        self._tasks_of.update({day: [] for day in wanted})
        none = Q(due=None) if None in wanted else Q(pk=None)
        rows = self.few.filter(Q(due__in=wanted - {None}) | none)
        for id, due, times, title in rows.values_list("id", "due", "times", "title"):
            hour = timing_of(times.of(id)).hour
            self._tasks_of[due].append(PlacedTask(hour, open_in_row(title, id), id))

    def _make_signs(self, signs: Iterable[SignDue]) -> None:
        """Read the hours of these signs: all that was said of each is opened."""
        new = [sign for sign in signs if sign.person not in self._made_signs]
        items = zip(new, signs_of(self.asked, new), strict=True)
        self._made_signs.update({sign.person: item for sign, item in items})

    def _signs_on(self, day: Day) -> list[SignDue]:
        return [sign for sign in self.signs if sign.stored.due == day]

    def _has_many_signs(self, day: Day) -> bool:
        return len(self._signs_on(day)) > MANY_SIGNS

    def _has_many(self, day: Day) -> bool:
        return self._of_day[day] > MANY

    @cached_property
    def _of_day(self) -> dict[Day, int]:
        """How many of each day, the first day first."""
        counted: dict[Day, int] = dict(
            self.tasks.order_by().values_list("due").annotate(n=Count("id"))
        )
        days = [other.day for other in self.others] + [sign.stored.due for sign in self.signs]
        for day in days:
            counted[day] = counted.get(day, 0) + 1
        return dict(sorted(counted.items(), key=lambda of_day: of_day[0] or date.max))

    def _placed(self, day: Day, low: int, high: int) -> list[Placed]:
        """Return what stands on one day, from place `low` to before `high`."""
        signs: list[Placed] = [*self._signs_on(day)]
        if not self._has_many_signs(day):
            signs = [self._made_signs[sign.person] for sign in self._signs_on(day)]
        rest = sorted([*(other for other in self.others if other.day == day), *signs], key=_place)
        if self._has_many(day):
            # All else of this day first, then the tasks as they were written down.
            rows = self.few.filter(due=day)
            some = rows[max(low - len(rest), 0) : max(high - len(rest), 0)]
            return [*rest[low:high], *of_tasks(some, self.asked)]
        return sorted([*rest, *self._tasks_of[day]], key=_place)[low:high]


def _place(placed: Placed) -> tuple[bool, time, str]:
    if isinstance(placed, SignDue):
        # Without an hour and before any title: who is not heard from stands first among them.
        return order_on_day(None, "")
    return order_on_day(placed.hour, placed.title)


SHOWN = 8  # of a day


@dataclass(frozen=True)
class WeekDay:
    """A day of the week view: the first things of it, and how many more."""

    day: date
    items: list[AgendaItem]
    more: int


def days_from(monday: date) -> list[date]:
    return [monday + timedelta(days=n) for n in range(7)]


def week_of(items: Iterable[AgendaItem], monday: date) -> list[WeekDay]:
    days = days_from(monday)
    by_day: dict[date, list[AgendaItem]] = {day: [] for day in days}
    for item in items:
        if item.day in by_day:
            by_day[item.day].append(item)
    return [WeekDay(day, by_day[day][:SHOWN], max(0, len(by_day[day]) - SHOWN)) for day in days]
