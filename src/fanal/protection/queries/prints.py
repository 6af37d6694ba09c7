"""The newest safety plan of each person, for the paper that the case prints."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from fanal.cases.queries.prints import PrintQuery
from fanal.core.protection.kinds import RecordKind
from fanal.core.sealing.compartments import NARRATIVE
from fanal.protection.models import ProtectionRecord
from fanal.protection.queries.facts import records_of
from fanal.protection.queries.records import shown
from fanal.web.typing import Context

# A paper is found by others. Its head says that code words are left out, and where she is.
CODE_WORD = frozenset({"code"})
PLACES = frozenset({"safe_places"})


def latest_plans(query: PrintQuery) -> Iterator[Context]:
    if NARRATIVE not in query.may_open:
        return
    newest: dict[UUID | None, ProtectionRecord] = {}
    rows = records_of([query.case.id]).select_related("person")
    for row in sorted(rows, key=lambda one: (one.on, one.number)):
        if row.record_kind is RecordKind.SAFETY_PLAN:
            newest[row.person_id] = row
    for row in newest.values():
        plan = shown(row, query.ring, CODE_WORD if query.where else CODE_WORD | PLACES)
        if plan.rows is not None:
            yield {
                "title": plan.kind.sentence(),
                "on": row.on,
                "about": row.person,
                "rows": plan.rows,
            }
