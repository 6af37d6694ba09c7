"""Cases that were given to this colleague and that she has not looked at yet, with what is due
first; and for whoever gave them, and the leads of the team, those that others did not look at.
Whoever has written in a case since has seen it, by whichever page she came.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fanal.absences.queries import said_of, whose_work
from fanal.absences.reachable import whom_to_call
from fanal.accounts.access import team_ids_of
from fanal.accounts.models import User
from fanal.accounts.names import is_of_team
from fanal.cases.access import cases_for
from fanal.cases.models import CaseEntry, CasePerson, GivenCase, Task
from fanal.cases.models.case_marks import MARKED
from fanal.cases.queries.agenda import WITH_DUE
from fanal.cases.queries.codes import stored_codes_of
from fanal.cases.queries.hearings import hearings_in
from fanal.cases.queries.today.rows import TodayRow, due_first
from fanal.core.casework.entries import entry_kind
from fanal.core.roles import Permission
from fanal.database.sql import as_uuid
from fanal.database.sql import rows as sql_rows
from fanal.keys.ring import Ring
from fanal.web.days_in_words import relative_day
from fanal.web.words import translated


@dataclass(frozen=True, slots=True)
class DueInCase:
    """What is due first in one of these cases. `hearing`: it is of the legal part."""

    day: date
    what: str
    case: UUID
    hearing: bool = False


class FirstDue(NamedTuple):
    """What does not wait until somebody has read them all, in words."""

    words: str = ""
    hearing: bool = False


class GivenToday(NamedTuple):
    """The rows of cases that were given. `hearings`: how many of these rows name a day in court,
    which is written down."""

    rows: Sequence[TodayRow] = ()
    hearings: int = 0


# What apps above know to be due in these cases: filled when the server starts.
DUE_IN_APPS: list[Callable[[Collection[UUID]], Iterable[DueInCase]]] = []


def given_today(user: User, ring: Ring, now: datetime) -> GivenToday:
    """A row for each who gave her some, and for each colleague who has not looked at hers."""
    if not user.may(Permission.WORK_CASES):
        return GivenToday()
    today, own = timezone.localdate(now), set(whose_work(user))
    # Of a colleague who left the team it stands among the cases that nobody sees to.
    rows = [row for row in _not_looked_at(user, own, today) if is_of_team(row.to, row.case.team_id)]
    worked_in = _worked_in() if rows else set()
    rows = [row for row in rows if row.case_id not in worked_in]
    mine = [row for row in rows if row.to_id in own]
    others = [row for row in rows if row.to_id not in own]
    given = [(some, _first_due(some, ring, today)) for some in _each(mine, "by", "to")]
    unopened = [(some, _first_due(some, ring, today)) for some in _each(others, "to")]
    return GivenToday(
        [_given(some, user, due.words) for some, due in given]
        + [_not_opened(some, user, due.words, today) for some, due in unopened],
        sum(due.hearing for _some, due in (*given, *unopened)),
    )


def _not_looked_at(user: User, own: set[UUID], today: date) -> QuerySet[GivenCase]:
    """Return what was given and not opened, of the cases of her teams that she may open: whoever
    gave one reads of it at once, a lead from the next day on."""
    theirs = Q(to__in=own) | Q(by=user)
    if user.may(Permission.LEAD_CASES):
        theirs |= Q(on__lt=today)
    # Not where a part was granted, or the case was opened in an emergency: what is due in it tells
    # of doctors and courts, and it is not hers to see to.
    rows = GivenCase.objects.filter(theirs, case__closed=False, case__team__in=team_ids_of(user))
    # From the few that were given to the cases that she may open.
    rows = rows.filter(Exists(cases_for(user).order_by().filter(id=OuterRef("case_id"))))
    return rows.select_related("case", "to", "by").order_by("on", "case")


WRITTEN_BY_HER = """SELECT given.case_id FROM cases_givencase given JOIN {source}
    ON {name}.case_id = given.case_id
    AND {name}.{by} = given.to_id AND {name}.{on} >= given."on"
"""


def _worked_in() -> set[UUID]:
    """Return the cases in which whoever they were given to has written something since, or has done
    a task; also in a plan of a person of the case."""
    asked = [
        WRITTEN_BY_HER.format(source=table.source, name=table.name, by="made_by_id", on="made_on")
        for table in MARKED
        if {"made_by_id", "made_on"} <= {*table.columns}
    ]
    for name, by, on in (
        ("cases_task", "done_by_id", "done_on"),
        ("cases_consent", "made_by_id", '"on"'),
    ):
        asked.append(WRITTEN_BY_HER.format(source=name, name=name, by=by, on=on))
    return {as_uuid(id) for (id,) in sql_rows(" UNION ".join(asked))}


def _each(rows: Iterable[GivenCase], *names: str) -> Iterator[list[GivenCase]]:
    """Yield the rows of the same colleagues together, those that wait longest first."""
    who = attrgetter(*(f"{name}_id" for name in names))
    groups = [list(some) for _who, some in groupby(sorted(rows, key=who), key=who)]
    yield from sorted(groups, key=lambda some: min(row.on for row in some))


def _given(rows: Sequence[GivenCase], user: User, due: str) -> TodayRow:
    """Return the row for `user`, who has them or stands in for whoever does: that colleague has
    them to open, too."""
    first, n = rows[0], len(rows)
    title = ngettext(
        "A case was given to you", "%(n)s cases were given to you that you have not opened", n
    ) % {"n": number_format(n)}
    if first.to != user:
        title = _title_of_others(first.to, n)
    stands_in = said_of(user).get(first.to_id, "")
    return _row(rows, title, [stands_in, _("by {who}").format(who=first.by), due])


def _title_of_others(to: User, n: int) -> str:
    return ngettext(
        "A case given to {who} has not been opened",
        "{n} cases given to {who} have not been opened",
        n,
    ).format(who=to, n=number_format(n))


def _not_opened(rows: Sequence[GivenCase], user: User, due: str, today: date) -> TodayRow:
    """Return the row of a colleague who has not opened hers: that is all that is known, since
    whoever stands in for her may have read them."""
    to = rows[0].to
    instead = whom_to_call(to, rows[0].case.team, reader=user)
    since = _("since {day}").format(day=relative_day(min(row.on for row in rows), today))
    more = ["" if instead == str(to) else instead, since, due]
    return _row(rows, _title_of_others(to, len(rows)), more)


def _row(rows: Sequence[GivenCase], title: str, more: Sequence[str]) -> TodayRow:
    only_case = rows[0].case if len(rows) == 1 else None
    return TodayRow(
        reverse("cases:case", args=[only_case.id]) if only_case else reverse("cases:list"),
        title,
        about=only_case.code_name if only_case else "",
        more=" · ".join(filter(None, more)),
        icon="case",
        tone="care",
    )


def _first_due(rows: Sequence[GivenCase], ring: Ring, today: date) -> FirstDue:
    cases = {row.case_id: row.case for row in rows}
    due = [*_in_court(cases, ring, today), *_tasks(cases), *_visits(cases), *_signs(cases)]
    due += [in_app for more in DUE_IN_APPS for in_app in more(cases)]
    if not due:
        return FirstDue()
    first = min(due, key=lambda item: item.day)
    code = cases[first.case].code_name if len(rows) > 1 else ""
    return FirstDue(due_first(first.what, code, first.day, today), first.hearing)


def _in_court(cases: Collection[UUID], ring: Ring, today: date) -> Iterator[DueInCase]:
    for hearing in hearings_in(cases, ring):
        if hearing.day >= today:
            yield DueInCase(hearing.day, _("Hearing"), hearing.case.id, hearing=True)


def _tasks(cases: Collection[UUID]) -> Iterator[DueInCase]:
    tasks = Task.objects.filter(case__in=cases, done_on=None).exclude(due=None)
    # Only the first is named: of fifty cases given at once the row says what does not wait.
    for task in tasks.select_related("case").order_by("due", "id")[:1]:
        if task.due:
            yield DueInCase(task.due, task.heading, task.case_id)


def _visits(cases: Collection[UUID]) -> Iterator[DueInCase]:
    visits = CaseEntry.objects.filter(case__in=cases, done_on=None).exclude(due=None)
    for entry in visits.defer("sealed").order_by("due", "id"):
        if entry.due and entry.kind in WITH_DUE:
            yield DueInCase(entry.due, translated(entry_kind(entry.kind).title), entry.case_id)


def _signs(cases: Collection[UUID]) -> Iterator[DueInCase]:
    """The signs of life that are due from the people of these cases: their days need no key."""
    links = CasePerson.objects.filter(case__in=cases).exclude(of_family=True).order_by("id")
    case_of = dict(links.values_list("person", "case"))
    for person, stored in stored_codes_of(case_of).items():
        if stored.due:
            yield DueInCase(stored.due, _("Sign of life"), case_of[person])
