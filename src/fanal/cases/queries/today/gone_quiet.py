"""Gone quiet: nothing was written for long, or a consent ends soon. And parts of cases that were
granted lately to whoever works on no case of her own, such as a lawyer: nothing else says that she
is waited for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from fanal.absences.queries import said_of, whose_work
from fanal.accounts.models import User
from fanal.cases.access import cases_for
from fanal.cases.models import Consent
from fanal.cases.queries.inactive_cases import CaseWithDays, ending_consents, went_quiet
from fanal.cases.queries.today.rows import MOST, TodayPart, TodayRow, part_of
from fanal.core.casework.consent import ConsentPurpose
from fanal.core.casework.sections import Section
from fanal.core.roles import Permission
from fanal.keys.models import Grant
from fanal.keys.queries import granted_since
from fanal.web.days_in_words import in_days, relative_day
from fanal.web.first_rows import FirstRows
from fanal.web.words import translated

FOR_THE_LAW = ConsentPurpose.LEGAL_ACTION


def gone_quiet(user: User, today: date) -> TodayPart:
    """Return what went quiet of one's own cases, and of those of whom one stands in for. Whoever
    works on the legal side alone reads of the consents for it."""
    if not user.may(Permission.WORK_CASES):
        ending = ending_consents(
            cases_for(user).exclude(closed=True).order_by().values("id"), today
        )
        return part_of(_ending(ending, today, only=FOR_THE_LAW))
    mine = cases_for(user).filter(assignee__in=whose_work(user)).exclude(closed=True).order_by()
    away = said_of(user)
    quiet_cases = went_quiet(mine, today).select_related("assignee").order_by("written", "id")
    quiet = FirstRows.of(quiet_cases, MOST)
    consents = list(_ending(ending_consents(mine.values("id"), today), today))
    rows = [_quiet(row, today, away.get(row.assignee_id or user.pk, "")) for row in quiet.rows]
    return part_of([*consents, *rows], len(consents) + quiet.count)


def _quiet(case: CaseWithDays, today: date, stands_in: str) -> TodayRow:
    return TodayRow(
        reverse("cases:case", args=[case.id]),
        "",
        code=case.code_name,
        more=_("Nothing was saved in this case for {span}.").format(
            span=in_days((today - case.written).days)
        ),
        below=capfirst(stands_in),
        tone="care",
    )


def _ending(
    rows: Iterable[Consent], today: date, only: ConsentPurpose | None = None
) -> Iterable[TodayRow]:
    for row in rows:
        if only is None or row.purpose == only:
            yield _consent(row, today)


def _consent(row: Consent, today: date) -> TodayRow:
    purpose = translated(ConsentPurpose(row.purpose).sentence())
    return TodayRow(
        reverse("cases:section", args=[row.case_id, Section.CONSENT.value]),
        "",
        code=row.case.code_name,
        more=_("Consent ends {day}: {purpose}").format(
            day=relative_day(row.until or today, today), purpose=purpose
        ),
        tone="care",
    )


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
