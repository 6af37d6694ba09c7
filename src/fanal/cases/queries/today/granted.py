"""Parts of cases that were granted lately to whoever works on no case of her own, such as a lawyer:
nothing else says that she is waited for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.cases.access import cases_for
from fanal.cases.queries.today.rows import TodayRow
from fanal.core.roles import Permission
from fanal.keys.models import Grant
from fanal.keys.queries import granted_since

TOLD_FOR = timedelta(days=6)  # and today


def granted_today(user: User, now: datetime) -> Iterator[TodayRow]:
    """Yield a row for each case of which a part was granted in the last week, by whom, and why;
    what was taken back is not among the cases that she opens."""
    if user.may(Permission.WORK_CASES):
        return
    since = timezone.localdate(now) - TOLD_FOR
    by_case = {row.folder_id: row for row in granted_since(user, since)}
    if not by_case:
        return
    for case in cases_for(user).filter(id__in=list(by_case), closed=False).order_by("id"):
        yield _row(case.id, case.code_name, by_case[case.id])


def _row(case: UUID, code: str, grant: Grant) -> TodayRow:
    by = _("by {who}").format(who=grant.granter.user) if grant.granter else ""
    return TodayRow(
        reverse("cases:case", args=[case]),
        _("A part of a case was opened to you"),
        about=code,
        more=" · ".join(filter(None, [by, grant.reason])),
        icon="case",
    )
