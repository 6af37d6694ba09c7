"""How many cases were open at the end of each of the months before this one."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from fanal.cases.models import Case, Closure
from fanal.processes.process_cache import ProcessCache

MONTHS = 6
NO_CASE = (0,) * (MONTHS - 1)
SECONDS = 600.0  # for which the months that are over are not counted again

type ByWorker = Mapping[UUID | None, tuple[int, ...]]  # cases at the end of each month


_kept = ProcessCache[UUID, ByWorker](SECONDS)  # by who reads it


def month_ends(today: date) -> list[date]:
    """Return the last days of the months before this one, the oldest first."""
    ends, first = [], today.replace(day=1)
    for _number in range(MONTHS - 1):
        ends.append(first - timedelta(days=1))
        first = ends[-1].replace(day=1)
    return ends[::-1]


def open_at(cases: QuerySet[Case], today: date) -> list[int]:
    """Return how many of these were open at the end of each of these months."""
    ends = month_ends(today)
    now = cases.order_by().filter(closed=False).aggregate(**still_open(ends))
    months = zip(now.values(), *closed_since(cases, ends).values(), strict=True)
    return [sum(month) for month in months]


def kept_by_worker(reader: UUID, cases: QuerySet[Case], today: date) -> ByWorker:
    """Return how many of these, all that `reader` answers for, each worker had. It is of months
    that are over, and looks at every case: what changes of it, by a hand-over, is seen a little
    later."""
    return _kept.get(reader, lambda: today, lambda: by_worker(cases, today))


def by_worker(cases: QuerySet[Case], today: date) -> ByWorker:
    """Return the same, counted now: those that are open, and those that were closed since."""
    ends = month_ends(today)
    now = cases.order_by().filter(closed=False).values_list("assignee")
    by_colleague = {who: tuple(months) for who, *months in now.annotate(**still_open(ends))}
    for who, months in closed_since(cases, ends).items():
        by_colleague[who] = tuple(
            map(sum, zip(by_colleague.get(who, NO_CASE), months, strict=True))
        )
    return by_colleague


def still_open(ends: list[date]) -> Mapping[str, Count]:
    """Return counts of open cases: on each of these days, those that were opened by then."""
    days = enumerate(ends)
    return {f"at{n}": Count("id", filter=Q(opened_on__lte=day)) for n, day in days}


def closed_since(cases: QuerySet[Case], ends: list[date]) -> dict[UUID | None, tuple[int, ...]]:
    """Return how many of each worker's cases that are closed now were open on each of these days:
    by who has them now, since who had one before it was handed over is not kept."""
    closed = cases.order_by().filter(closed=True).values("id")
    # Of a case that was closed twice the last closing alone counts, else it would be counted twice.
    last = Closure.objects.filter(case__in=closed, agreed_on__gt=ends[0]).exclude(Exists(_later()))
    counts = {
        f"at{n}": Count("id", filter=Q(case__opened_on__lte=day, agreed_on__gt=day))
        for n, day in enumerate(ends)
    }
    rows = last.order_by().values_list("case__assignee").annotate(**counts)
    return {who: tuple(months) for who, *months in rows}


def _later() -> QuerySet[Closure]:
    """Closings of the same case that were agreed to after one: it was opened again in between."""
    same_day = Q(agreed_on=OuterRef("agreed_on"), number__gt=OuterRef("number"))
    after = Q(agreed_on__gt=OuterRef("agreed_on")) | same_day
    return Closure.objects.filter(after, case=OuterRef("case"))
