"""Gone quiet: nothing was written for long, or a consent ends soon."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from fanal.absences.queries import said_of, whose_work
from fanal.accounts.models import User
from fanal.cases.access import cases_for
from fanal.cases.models import Case, Consent
from fanal.cases.queries.quiet import ending_consents, quiet_since
from fanal.cases.queries.today.rows import TodayPart, TodayRow, part_of
from fanal.core.casework.consent import ConsentPurpose
from fanal.core.casework.sections import Section
from fanal.core.roles import Permission
from fanal.web.days_in_words import in_days, near
from fanal.web.words import translated

FOR_THE_LAW = ConsentPurpose.LEGAL_ACTION


def gone_quiet(user: User, today: date) -> TodayPart:
    """Of one's own cases, and of those of whom one stands in for. Whoever works on the legal side
    alone reads of the consents for it."""
    if not user.may(Permission.WORK_CASES):
        ending = ending_consents(
            cases_for(user).exclude(closed=True).order_by().values("id"), today
        )
        return part_of(_ending(ending, today, only=FOR_THE_LAW))
    mine = cases_for(user).filter(assignee__in=whose_work(user)).exclude(closed=True).order_by()
    away = said_of(user)
    quiet = [
        _quiet(case, since, today, away.get(case.assignee_id or user.pk, ""))
        for case, since in quiet_cases(mine, today)
    ]
    return part_of([*_ending(ending_consents(mine.values("id"), today), today), *quiet])


def quiet_cases(cases: QuerySet[Case], today: date) -> list[tuple[Case, date]]:
    """The quiet ones among these, the longest first."""
    since = quiet_since(cases, today)
    found = Case.objects.filter(id__in=since).select_related("assignee") if since else ()
    return sorted(((one, since[one.id]) for one in found), key=lambda one: (one[1], one[0].id))


def _quiet(case: Case, since: date, today: date, stands_in: str) -> TodayRow:
    return TodayRow(
        reverse("cases:case", args=[case.id]),
        "",
        code=case.code_name,
        more=_("Nothing was saved in this case for {span}.").format(
            span=in_days((today - since).days)
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
            day=near(row.until or today, today), purpose=purpose
        ),
        tone="care",
    )
