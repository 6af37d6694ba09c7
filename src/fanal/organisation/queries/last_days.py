"""The last day on which somebody stands in for a colleague, with what is due the next: what she
knows has to reach whoever sees to it then."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from fanal.absences.queries import standing_in_for
from fanal.accounts.models import User
from fanal.cases.access import cases_for
from fanal.cases.models import Task
from fanal.cases.queries.today.rows import TodayRow
from fanal.web.days_in_words import relative_day

AHEAD = timedelta(days=7)


def last_days_today(user: User, now: datetime) -> Sequence[TodayRow]:
    today = timezone.localdate(now)
    ends = [one.away for one in standing_in_for(user) if one.until <= today]
    away = User.objects.in_bulk(ends)
    return [_row(user, away[one], today) for one in ends if one in away]


def _row(user: User, away: User, today: date) -> TodayRow:
    due = _first_due(user, away.pk, today)
    next_one = (
        _("due first: {what}{code}, {day}").format(
            what=due.heading,
            code=f" ({due.case.code_name})",
            day=relative_day(due.due or today, today),
        )
        if due
        else ""
    )
    told = _("Tell her what she has to know. From tomorrow on it is hers again.")
    return TodayRow(
        reverse("cases:tasks"),
        _("Your last day for {who}").format(who=away),
        more=" · ".join(filter(None, [told, next_one])),
        icon="people",
        tone="care",
    )


def _first_due(user: User, away: UUID, today: date) -> Task | None:
    """Of what is hers, within a week."""
    hers = cases_for(user).order_by().filter(id=OuterRef("case_id"))
    rows = Task.objects.filter(Exists(hers), assignee=away, done_on=None, due__lte=today + AHEAD)
    return rows.select_related("case").order_by("due", "id").first()
