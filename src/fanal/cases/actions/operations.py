"""Operations, and what became of each person in them: codes that can be counted."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from fanal.audit import actions as audit
from fanal.cases.models import Operation, OperationPerson
from fanal.core.casework.written import short_text
from fanal.core.errors import BadInput
from fanal.core.words import say

CODES = {
    "screened": OperationPerson.YES_NO,
    "identified": OperationPerson.YES_NO,
    "under_age": OperationPerson.YES_NO,
    "identified_by": OperationPerson.BODIES,
    "refused_by": OperationPerson.BODIES,
    "after": OperationPerson.AFTER,
}


@transaction.atomic
def open_operation(
    *, team: Any, code_name: str, day: date, by: Any, kind: str = "raid", place: str = "",
    country: str = "",
) -> Operation:  # fmt: skip
    """A raid or a group return, by its code name."""
    if kind not in dict(Operation.KINDS):
        raise BadInput("kind", say("{code} is not in the list", code=kind))
    made = Operation.objects.create(
        team=team,
        code_name=short_text("code_name", code_name),
        kind=kind,
        day=day,
        place=short_text("place", place),
        country=country,
    )
    audit.record(act="operation.made", by=by, about=made.id)
    return made


@transaction.atomic
def add_to_operation(
    *, operation: Operation, person: Any, by: Any, **codes: str
) -> OperationPerson:
    """Write down what became of a person: the coded columns of `OperationPerson`."""
    for name, code in codes.items():
        if code not in CODES.get(name, ()):
            raise BadInput(name, say("{code} is not in the list", code=code))
    made, _ = OperationPerson.objects.update_or_create(
        operation=operation, person=person, defaults=codes
    )
    detail = {"person": str(person.id)}
    audit.record(act="operation.person", by=by, about=operation.id, detail=detail)
    return made
