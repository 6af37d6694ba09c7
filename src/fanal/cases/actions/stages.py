"""Moving a case from stage to stage, as far as `fanal.core.casework.stages` allows."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.cases.models import Case, StageMove
from fanal.cases.queries.facts import facts_of
from fanal.coded_facts import actions as facts
from fanal.core.casework.stages import CaseStage, missing
from fanal.core.errors import Refused
from fanal.core.words import say


@transaction.atomic
def move(*, case: Case, to: CaseStage, by: User, version: int, on: date | None = None) -> None:
    """Move the case. Raises `Refused` with what is missing, `Conflict` if somebody moved it.

    Closing and reopening have actions of their own.
    """
    if to in (CaseStage.CLOSED, CaseStage.REOPENED):
        raise Refused(say("a case is closed by two people, and reopened with a reason"))
    lacking = missing(facts_of(case), to)
    if lacking:
        raise Refused(*[need.says for need in lacking])
    record_move(case, to, by, version, on)


def record_move(case: Case, to: CaseStage, by: User, version: int, on: date | None) -> None:
    """The move itself, inside the transaction of the action that allows it."""
    start = case.stage
    case.move_to(to)
    case.save_if_version(version)
    made = StageMove.objects.create(
        case=case,
        number=StageMove.objects.filter(case=case).count() + 1,
        start=start,
        end=to,
        by=by,
        on=on or timezone.localdate(),
    )
    facts.code_row(made)
    audit.record(act="case.moved", by=by, about=case.id, detail={"start": start, "end": str(to)})
