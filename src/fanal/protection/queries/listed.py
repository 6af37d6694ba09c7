"""What the list of cases says is next of dated records, on one page of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.cases.access import cases_with
from fanal.cases.queries.list_rows import DaysByCase, NextStep
from fanal.core.protection.due import near
from fanal.core.roles import Permission
from fanal.core.sealing.compartments import IDENTITY, LEGAL, NARRATIVE
from fanal.identification.case_countries import countries_by_case
from fanal.keys.ring import Ring
from fanal.protection.queries.court import in_court
from fanal.protection.queries.facts import ReadBeside, due_by_case, records_of
from fanal.protection.queries.releases import released_in
from fanal.web.words import translated


def next_of_records(
    cases: Collection[UUID], user: User, ring: Ring, hearings: DaysByCase, today: date
) -> dict[UUID, list[NextStep]]:
    """The next day in court, and what is late or due within a week, where anything was recorded."""
    if not user.may(Permission.WORK_CASES):
        return {}
    begun = records_of(cases).values("case")
    found = cases_with(user, NARRATIVE).filter(id__in=begun).select_related("team__office")
    rows = list(found.order_by())
    if not rows:
        return {}
    ids = [row.id for row in rows]
    aged = cases_with(user, IDENTITY).filter(id__in=ids).order_by().values_list("id", flat=True)
    legal = list(cases_with(user, LEGAL).filter(id__in=ids).order_by().values_list("id", flat=True))
    beside = ReadBeside(set(aged), hearings, countries_by_case(legal, ring), released_in(legal))
    due = due_by_case(rows, today, beside)
    steps = {
        id: [
            NextStep(one.by, title=capfirst(translated(one.step.sentence())))
            for one in near(some, today)
        ]
        for id, some in due.items()
    }
    for record in in_court(records_of(ids).filter(on__gte=today), today):
        steps.setdefault(record.case_id, []).append(
            NextStep(record.on, title=capfirst(_("in court")), court=True)
        )
    return steps
