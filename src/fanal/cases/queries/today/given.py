"""Cases that were given to this colleague and that she has not looked at yet, with what is due
first; and for whoever gave them, and the leads of the team, those that others did not look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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

from fanal.absences.queries import whom_to_ask, whose_work
from fanal.accounts.access import team_ids_of
from fanal.accounts.models import User
from fanal.cases.access import cases_for
from fanal.cases.models import CaseEntry, GivenCase, Task
from fanal.cases.queries.agenda import WITH_DUE
from fanal.cases.queries.hearings import hearings_in
from fanal.cases.queries.today.rows import TodayRow
from fanal.core.casework.entries import entry_kind
from fanal.core.roles import Permission
from fanal.keys.ring import Ring
from fanal.web.days_in_words import relative_day
from fanal.web.words import translated


class FirstDue(NamedTuple):
    """What does not wait until somebody has read them all. `hearing`: it is of the legal part."""

    words: str = ""
    hearing: bool = False


class GivenToday(NamedTuple):
    """`hearings`: how many of these rows name a day in court, which is written down."""

    rows: Sequence[TodayRow] = ()
    hearings: int = 0


def given_today(user: User, ring: Ring, now: datetime) -> GivenToday:
    """A row for each who gave her some, and for each colleague who has not looked at hers."""
    if not user.may(Permission.WORK_CASES):
        return GivenToday()
    today, own = timezone.localdate(now), set(whose_work(user))
    rows = list(_not_looked_at(user, own, today))
    mine = [row for row in rows if row.to_id in own]
    others = [row for row in rows if row.to_id not in own]
    groups = [(_given, some) for some in _each(mine, "by")]
    groups += [(_not_opened, some) for some in _each(others, "to")]
    found = [(says, some, _first_due(some, ring, today)) for says, some in groups]
    return GivenToday(
        [says(some, due.words, today) for says, some, due in found],
        sum(due.hearing for _says, _some, due in found),
    )


def _not_looked_at(user: User, own: set[UUID], today: date) -> QuerySet[GivenCase]:
    """Of the cases of her teams that she may open: whoever gave one reads of it at once, a lead
    from the next day on."""
    theirs = Q(to__in=own) | Q(by=user)
    if user.may(Permission.LEAD_CASES):
        theirs |= Q(on__lt=today)
    # Not where a part was granted, or the case was opened in an emergency: what is due in it tells
    # of doctors and courts, and it is not hers to see to.
    rows = GivenCase.objects.filter(theirs, case__closed=False, case__team__in=team_ids_of(user))
    # From the few that were given to the cases that she may open.
    rows = rows.filter(Exists(cases_for(user).order_by().filter(id=OuterRef("case_id"))))
    return rows.select_related("case", "to", "by").order_by("on", "case")


def _each(rows: Iterable[GivenCase], name: str) -> Iterator[list[GivenCase]]:
    """By the colleague, the longest first."""
    ordered = sorted(rows, key=lambda row: str(getattr(row, f"{name}_id")))
    found = [list(some) for _who, some in groupby(ordered, key=attrgetter(f"{name}_id"))]
    yield from sorted(found, key=lambda some: min(row.on for row in some))


def _given(rows: Sequence[GivenCase], due: str, today: date) -> TodayRow:
    first, n = rows[0], len(rows)
    title = ngettext(
        "A case was given to you", "%(n)s cases were given to you that you have not opened", n
    ) % {"n": number_format(n)}
    return _row(rows, title, [_("by {who}").format(who=first.by), due])


def _not_opened(rows: Sequence[GivenCase], due: str, today: date) -> TodayRow:
    first, n = rows[0], len(rows)
    title = ngettext(
        "A case given to {who} has not been opened",
        "{n} cases given to {who} have not been opened",
        n,
    ).format(who=whom_to_ask(first.to), n=number_format(n))
    since = _("since {day}").format(day=relative_day(min(row.on for row in rows), today))
    return _row(rows, title, [since, due])


def _row(rows: Sequence[GivenCase], title: str, more: Sequence[str]) -> TodayRow:
    one = rows[0].case if len(rows) == 1 else None
    return TodayRow(
        reverse("cases:case", args=[one.id]) if one else reverse("cases:list"),
        title,
        about=one.code_name if one else "",
        more=" · ".join(filter(None, more)),
        icon="case",
        tone="care",
    )


def _first_due(rows: Sequence[GivenCase], ring: Ring, today: date) -> FirstDue:
    cases = {row.case_id: row.case for row in rows}
    courts = [one for one in hearings_in(cases, ring) if one.day >= today]
    found = [(one.day, _("Hearing"), one.case.id) for one in courts]
    tasks = Task.objects.filter(case__in=cases, done_on=None).exclude(due=None)
    for task in tasks.select_related("case").order_by("due", "id")[:1]:
        found.append((task.due or today, task.heading, task.case_id))
    visits = CaseEntry.objects.filter(case__in=cases, done_on=None).exclude(due=None)
    for entry in visits.defer("sealed").order_by("due", "id"):
        if entry.kind in WITH_DUE:
            title = translated(entry_kind(entry.kind).title)
            found.append((entry.due or today, title, entry.case_id))
            break
    if not found:
        return FirstDue()
    first = min(found, key=lambda one: one[0])
    day, what, case = first
    code = f" ({cases[case].code_name})" if len(rows) > 1 else ""
    words = _("due first: {what}{code}, {day}").format(
        what=what, code=code, day=relative_day(day, today)
    )
    return FirstDue(words, first in found[: len(courts)])
