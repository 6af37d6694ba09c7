"""What is to be done: late with how late, today by hour, then the days of the week that comes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.cases.access import cases_for, cases_with
from fanal.cases.models import Case, Entry, Task
from fanal.cases.queries.lists import open_tasks
from fanal.cases.queries.today.rows import FIRST, MOST, BoardToday, DueRow, TodayRow
from fanal.core.calendars import read_text
from fanal.core.casework.answers import is_value, load
from fanal.core.casework.entries import EntryKind, entry_kind
from fanal.core.casework.sections import Section
from fanal.core.roles import Permission
from fanal.core.sealing.compartments import LEGAL
from fanal.keys.ring import Ring
from fanal.web.near_days import hour, in_days, near
from fanal.web.words import translated

AHEAD = timedelta(days=7)


@dataclass(frozen=True)
class ToDo:
    """By day: the words of the day and its rows. `next_due`: the first that has still to come."""

    days: list[tuple[str, list[TodayRow]]]
    total: int
    next_due: DueRow | None
    next_words: str  # its day, and its hour where it has one
    hearings: frozenset[UUID]  # the cases of which the day of a hearing was read

    @property
    def is_cut(self) -> bool:
        return self.total > sum(len(rows) for _day, rows in self.days)


def to_do(user: User, boards: list[BoardToday], ring: Ring, now: datetime) -> ToDo:
    """One's own, up to a week ahead; the hearings of the legal part first among those of a day."""
    until = now.date() + AHEAD
    hearings = dict(_hearings(user, ring, now.date(), until))
    found = [*hearings.values(), *_tasks(user, now, until), *_planned(user, now, until)]
    found += [row for board in boards for row in board.due(until)]
    found.sort(key=lambda one: one.order)
    coming = [one for one in found if (one.moment or _end_of(one.day, now)) >= now]
    first = min(coming, key=lambda one: one.order, default=None)
    return ToDo(
        _by_day(shown_of(found, now.date()), now.date()),
        len(found),
        first,
        near(first.moment or first.day, now.date()) if first else "",
        frozenset(hearings),
    )


def _end_of(day: date, now: datetime) -> datetime:
    return datetime.combine(day, datetime.max.time(), now.tzinfo)


def shown_of(found: list[DueRow], today: date) -> list[DueRow]:
    """Of too many the first, so that late ones never push away what has its hour today."""
    if len(found) <= MOST:
        return found
    late = [one for one in found if one.day < today]
    rest = [one for one in found if one.day >= today]
    few = late[: max(2, FIRST - len(rest))]
    return few + rest[: FIRST - len(few)]


def _by_day(found: Iterable[DueRow], today: date) -> list[tuple[str, list[TodayRow]]]:
    groups = groupby(found, key=lambda one: max(one.day, today - timedelta(days=1)))
    return [(_head(day, today), [one.row for one in rows]) for day, rows in groups]


def _head(day: date, today: date) -> str:
    if day < today:
        return _("Late")
    if (day - today).days <= 1:
        return capfirst(f"{near(day, today)}, {date_format(day)}")
    return date_format(day)


def when(day: date, now: datetime, moment: datetime | None = None) -> str:
    """How late, else its hour; the day stands above."""
    if (late := (now.date() - day).days) > 0:
        return _("{span} late").format(span=in_days(late))
    return hour(moment) if moment else ""


# ── Tasks ────────────────────────────────────────────────────────────────────
def _tasks(user: User, now: datetime, until: date) -> Iterator[DueRow]:
    for task in open_tasks(user).filter(due__lte=until):
        if task.due is not None:
            moment = moment_of(task, now)
            row = TodayRow(
                reverse("cases:case", args=[task.case_id]),
                task.title,
                about=task.case.code_name,
                when=when(task.due, now, moment),
                icon="task",
                tone="care" if task.due < now.date() else "",
            )
            yield DueRow(task.due, row, moment)


def moment_of(task: Task, now: datetime) -> datetime | None:
    """When on its day it is due, where the task has an hour."""
    hour = getattr(task, "hour", None)
    return datetime.combine(task.due, hour, now.tzinfo) if task.due and hour else None


# ── Visits and actions of plans, by their day alone ──────────────────────────
def _planned(user: User, now: datetime, until: date) -> Iterator[DueRow]:
    """Of the cases that this user works on. What it is about stays sealed: the kind is enough."""
    rows = Entry.objects.filter(case__in=_mine(user), due__lte=until, done_on=None)
    for entry in rows.select_related("case").order_by("due", "id"):
        kind, day = entry_kind(entry.kind), entry.due or until
        row = TodayRow(
            reverse("cases:section", args=[entry.case_id, kind.section.value]),
            _title(kind),
            about=entry.case.code_name,
            when=when(day, now),
            icon="place" if kind.section is Section.FOLLOW_UP else "goal",
            tone="care" if day < now.date() else "",
        )
        yield DueRow(day, row)


def _title(kind: EntryKind) -> str:
    what = capfirst(translated(kind.title))
    return _("Plan: {what}").format(what=what) if kind.under else what


def _mine(user: User) -> QuerySet[Case]:
    return cases_for(user).filter(assignee=user).exclude(closed=True).order_by()


# ── Hearings ─────────────────────────────────────────────────────────────────
def _hearings(user: User, ring: Ring, today: date, until: date) -> Iterator[tuple[UUID, DueRow]]:
    """The day of the next hearing in each case whose legal part is open to this user: of the cases
    she works on; for whoever works on the legal side, of all that were granted. Of the rest of that
    part nothing is read."""
    cases = cases_with(user, LEGAL).exclude(closed=True).order_by()
    if user.may(Permission.WORK_CASES):
        cases = cases.filter(assignee=user)
    ids = list(cases.values_list("id", flat=True))
    rows = list(Entry.objects.of_kinds(ids, "legal").select_related("case").order_by("number"))
    ring.prepare({row.case_id for row in rows})
    last: dict[UUID, tuple[Entry, date]] = {}
    for row in rows:
        if day := _hearing(row, ring):
            last[row.case_id] = row, day
    for case, (row, day) in last.items():
        if today <= day <= until:
            yield case, DueRow(day, _hearing_row(row, day, today))


def _hearing(row: Entry, ring: Ring) -> date | None:
    told = load((row.try_unseal(ring) or {}).get("hearing"))
    if not is_value(told):
        return None
    known = read_text(str(told)).date.interval
    return known.earliest if known.earliest == known.latest else None


def _hearing_row(row: Entry, day: date, today: date) -> TodayRow:
    return TodayRow(
        reverse("cases:section", args=[row.case_id, Section.NEEDS.value]),
        _("Hearing"),
        about=row.case.code_name,
        when=near(day, today) if day == today else "",
        icon="law",
    )
