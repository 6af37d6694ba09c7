"""What of proceedings cannot wait, on the start page of whoever works on the legal part.

Read without a key: the kind and the step are sealed to the server, the days are plain.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fanal.absences.queries import whose_work
from fanal.accounts.models import User
from fanal.cases.models import Case
from fanal.cases.queries.today.rows import TodayRow
from fanal.core.justice.kinds import JusticeKind
from fanal.core.justice.limits import WARNED_BEFORE
from fanal.core.justice.proceedings import HerRole, StepKind
from fanal.core.roles import Permission
from fanal.justice import access
from fanal.justice.models import JusticeRecord
from fanal.justice.queries.day import ENDING, TOLD_WITHIN
from fanal.justice.queries.steps import step_in
from fanal.web.days_in_words import ago, near

K = JusticeKind
SOON, VERY_SOON = (timedelta(days=days) for days in WARNED_BEFORE[1:])


def proceedings_today(user: User, now: datetime) -> Sequence[TodayRow]:
    """A row for each kind of thing that waits, in a single query."""
    if not (user.may(Permission.WORK_LEGAL) or user.may(Permission.WORK_CASES)):
        return []
    today = timezone.localdate(now)
    # From what waits to its cases: there are few of the one, and thousands of the other.
    hers = _worked_on_by(user).order_by().filter(id=OuterRef("case_id"))
    waiting = JusticeRecord.objects.filter(Exists(hers), waits=True).defer("sealed", "away")
    rows = list(waiting.select_related("case", "proceeding").order_by("on", "number"))
    untold = [one for one in rows if one.record_kind is K.STEP]
    released = [one for one in untold if _of_an_accused(one)]
    found = [
        _pressure([one for one in rows if one.record_kind is K.PRESSURE], now),
        _released(released, now),
        _untold([one for one in untold if one not in released], now),
        _limits(_ends_soon(rows, ENDING, today), today),
        _measures(_ends_soon(rows, {K.MEASURE}, today), today),
    ]
    return [row for several in found for row in several]


def _worked_on_by(user: User) -> QuerySet[Case]:
    """A lawyer's; a worker's own and those of whom she stands in for; for a lead also nobody's."""
    cases = access.legal_cases_for(user)
    if not user.may(Permission.WORK_CASES):
        return cases
    own = Q(assignee__in=whose_work(user))
    return cases.filter(own | Q(assignee=None) if user.may(Permission.LEAD_CASES) else own)


def _of_an_accused(row: JusticeRecord) -> bool:
    """Whether it says that somebody was released, and not she herself."""
    return step_in(row).kind is StepKind.RELEASE and row.proceeding.role is not HerRole.ACCUSED


def _ends_soon(
    rows: Iterable[JusticeRecord], kinds: set[JusticeKind], today: date
) -> list[JusticeRecord]:
    soon = today + SOON
    found = (one for one in rows if one.record_kind in kinds and one.due and one.due <= soon)
    return sorted(found, key=lambda one: one.due or today)


def _pressure(rows: list[JusticeRecord], now: datetime) -> Iterator[TodayRow]:
    title = ngettext(
        "Pressure on her because of her proceedings",
        "%(n)s times pressure because of proceedings",
        len(rows),
    )
    yield from _row(rows, title, _ago(rows, now), danger=True)


def _released(rows: list[JusticeRecord], now: datetime) -> Iterator[TodayRow]:
    """Before she meets him (so too Directive 2012/29/EU, article 6(5))."""
    title = ngettext(
        "An accused was released, and she has not been told",
        "%(n)s accused were released, and nobody told those concerned",
        len(rows),
    )
    yield from _row(rows, title, _ago(rows, now), danger=True)


def _untold(rows: list[JusticeRecord], now: datetime) -> Iterator[TodayRow]:
    title = ngettext(
        "She has not been told of a step of her proceedings",
        "%(n)s steps of proceedings of which nobody was told",
        len(rows),
    )
    today = timezone.localdate(now)
    late = any((today - one.on).days >= TOLD_WITHIN for one in rows)
    yield from _row(rows, title, _ago(rows, now), danger=late)


def _limits(rows: list[JusticeRecord], today: date) -> Iterator[TodayRow]:
    title = ngettext(
        "A time limit that cannot be extended ends",
        "%(n)s time limits that cannot be extended end",
        len(rows),
    )
    yield from _row(rows, title, _until(rows, today), danger=_very_soon(rows, today))


def _measures(rows: list[JusticeRecord], today: date) -> Iterator[TodayRow]:
    title = ngettext(
        "A protection order ends",
        "%(n)s protection orders end",
        len(rows),
    )
    yield from _row(rows, title, _until(rows, today), danger=_very_soon(rows, today))


def _row(
    rows: Sequence[JusticeRecord], title: str, when: str, *, danger: bool
) -> Iterator[TodayRow]:
    """One leads to where it is answered, several to the list of all; none is no row."""
    if not rows:
        return
    first, one = rows[0], len(rows) == 1
    below = reverse("justice:below", args=[first.case_id, first.id])
    yield TodayRow(
        below if one else reverse("justice:day"),
        title % {"n": number_format(len(rows))},
        code=first.case.code_name if one else "",
        more=when,
        tone="danger" if danger else "care",
    )


def _ago(rows: Sequence[JusticeRecord], now: datetime) -> str:
    return ago(rows[0].on, timezone.localtime(now)) if rows else ""


def _until(rows: Sequence[JusticeRecord], today: date) -> str:
    due = rows[0].due if rows else None
    return _("at the latest {day}").format(day=near(due, today)) if due else ""


def _very_soon(rows: Iterable[JusticeRecord], today: date) -> bool:
    return any(one.due and one.due <= today + VERY_SOON for one in rows)
