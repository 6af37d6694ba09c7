"""How many steps of dated records are late in one's own cases, for the number beside Tasks: as
`due_on_days` shows them, but for what a sealed day in court asks."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef

from fanal.absences.queries import whose_work
from fanal.accounts.models import User
from fanal.cases.access import cases_with
from fanal.cases.queries.agenda_asked import MANY
from fanal.core.roles import Permission
from fanal.core.sealing.compartments import IDENTITY, NARRATIVE
from fanal.protection.models import ProtectionRecord
from fanal.protection.queries.agenda import HER_SAFETY
from fanal.protection.queries.facts import ReadBeside, due_by_case
from fanal.sql import placeholders, these
from fanal.web.menu_counts import Question

STANDS = """SELECT CAST(COUNT(DISTINCT one.id) AS TEXT) || '|' || CAST(COUNT(record.id) AS TEXT)
            FROM cases_case one
            LEFT JOIN protection_protectionrecord record ON record.case_id = one.id
            WHERE one.assignee_id IN ({who}) AND NOT one.closed HAVING COUNT(*) > 0"""


def stands_in_cases(own: list[UUID], _today: date) -> Question:
    """How many open cases of these there are and how much is recorded in them."""
    return STANDS.format(who=placeholders(own)), tuple(own)


def late_of_own(user: User, today: date) -> int:
    if not user.may(Permission.WORK_CASES):
        return 0
    rows = cases_with(user, NARRATIVE).exclude(closed=True).filter(assignee__in=whose_work(user))
    recorded = Exists(ProtectionRecord.objects.order_by().filter(case=OuterRef("pk")))
    rows = rows.select_related("team__office").order_by("-opened_on", "id")
    begun, others = list(rows.filter(recorded)[:MANY]), list(rows.exclude(recorded)[:MANY])
    ids = [one.id for one in (*begun, *others)]
    aged = cases_with(user, IDENTITY).filter(id__in=these(ids)).order_by()
    beside = ReadBeside(set(aged.values_list("id", flat=True)))
    due, of_begun = due_by_case([*begun, *others], today, beside), {one.id for one in begun}
    return sum(
        step.days_late(today) > 0
        for id, steps in due.items()
        for step in steps
        if id in of_begun or (step.first and step.step in HER_SAFETY)
    )
