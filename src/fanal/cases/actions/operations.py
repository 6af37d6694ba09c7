"""Operations, and what became of each person in them: codes that can be counted."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import Team, User
from fanal.audit import actions as audit
from fanal.cases.models import Operation, OperationPerson
from fanal.coded_facts import actions as facts
from fanal.core.calendars.future_dates import refuse_future
from fanal.core.casework.typed_text import short_text
from fanal.core.closed_lists import check_code
from fanal.people.models import Person
from fanal.web.typing import Answers

CODES: dict[str, Iterable[str]] = {
    "screened": OperationPerson.YES_NO,
    "identified": OperationPerson.YES_NO,
    "under_age": OperationPerson.YES_NO,
    "identified_by": OperationPerson.BODIES,
    "refused_by": OperationPerson.BODIES,
    "after": OperationPerson.AFTER,
}


@transaction.atomic
def open_operation(
    *,
    team: Team,
    code_name: str,
    day: date,
    by: User,
    kind: str = "raid",
    place: str = "",
    country: str = "",
) -> Operation:
    """A raid or a group return, by its code name. Raises `BadInput`."""
    operation = Operation.objects.create(
        team=team, **_checked(code_name, day, kind, place), country=country
    )
    audit.record(act="operation.made", by=by, about=operation.id)
    return operation


@transaction.atomic
def change_operation(
    *,
    operation: Operation,
    version: int,
    by: User,
    code_name: str,
    day: date,
    kind: str,
    place: str,
    country: str,
) -> None:
    """Save what was seen at `version`. Raises `BadInput`, `Conflict`."""
    changed = _checked(code_name, day, kind, place) | {"country": country}
    for name, value in changed.items():
        setattr(operation, name, value)
    operation.save_if_version(version)
    audit.record(act="operation.changed", by=by, about=operation.id)


def _checked(code_name: str, day: date, kind: str, place: str) -> Answers:
    check_code("kind", kind, dict(Operation.KINDS))
    refuse_future("day", day, timezone.localdate())
    return {
        "code_name": short_text("code_name", code_name),
        "kind": kind,
        "day": day,
        "place": short_text("place", place),
    }


@transaction.atomic
def add_to_operation(
    *, operation: Operation, person: Person, by: User, version: int = 0, **codes: str
) -> OperationPerson:
    """Write down what became of a person: the coded columns of `OperationPerson`.

    `version`: the one that was seen, 0 where nothing was written. Raises `BadInput`, `Conflict`.
    """
    for name, code in codes.items():
        check_code(name, code, CODES.get(name, ()))
    # The operation is locked, so that two who write of the same person meet.
    Operation.objects.select_for_update().get(id=operation.id)
    row = OperationPerson.objects.filter(operation=operation, person=person).first()
    if row is None:
        row = OperationPerson.objects.create(operation=operation, person=person, **codes)
    else:
        for name, code in codes.items():
            setattr(row, name, code)
        row.save_if_version(version)
    facts.code_row(row)
    detail = {"person": str(person.id)}
    audit.record(act="operation.person", by=by, about=operation.id, detail=detail)
    return row
