"""The rows on the start page of whom an unsafe partner knows, until the risk was assessed since."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from fanal.absences.queries import whose_work
from fanal.accounts.models import User
from fanal.cases.access import cases_with
from fanal.cases.models import Case
from fanal.cases.queries.today.rows import TodayRow
from fanal.core.protection.due import DueStep
from fanal.core.protection.events import UNFORESEEN
from fanal.core.roles import Permission
from fanal.core.sealing.compartments import NARRATIVE
from fanal.partners.queries.unsafe import may_tell_others
from fanal.protection.queries.facts import ReadBeside, due_by_case
from fanal.sharing.queries.told_before import told_before
from fanal.web.words import translated


def known_to_unsafe_today(user: User, now: datetime) -> list[TodayRow]:
    """All that a lead answers for, closed ones too: whom else would it reach? Else one's own cases,
    also of whom one stands in for, and the open ones that nobody has."""
    cases = list(_known_to_unsafe(user))
    due = due_by_case(cases, now.date(), ReadBeside()) if cases else {}
    asked = {id: [one for one in steps if one.event in UNFORESEEN] for id, steps in due.items()}
    return [_row(case, asked[case.id][0]) for case in cases if asked.get(case.id)]


def _row(case: Case, step: DueStep) -> TodayRow:
    return TodayRow(
        reverse("protection:case", args=[case.id]),
        capfirst(translated(step.why)),
        code=case.code_name,
        more=_("The case is closed: assess whether she has to be warned, and open it again if so.")
        if case.closed
        else _("Assess the risk again: what they know is not called back."),
        tone="danger",
    )


def _known_to_unsafe(user: User) -> Iterator[Case]:
    unsafe = may_tell_others() if user.may(Permission.WORK_CASES) else {}
    if not unsafe:
        return
    rows = cases_with(user, NARRATIVE).filter(disclosures__partner__in=list(unsafe))
    if not user.may(Permission.LEAD_CASES):
        rows = rows.filter(Q(assignee__in=whose_work(user)) | Q(assignee=None, closed=False))
    found = {one.id: one for one in rows.select_related("team__office").order_by("opened_on", "id")}
    known = told_before(list(found))
    yield from (one for id, one in found.items() if id in known)
