"""Erases again whoever came back with an older backup (ADR 24)."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.authority import genuine_rows
from fanal.retention.actions import running
from fanal.retention.actions.erased_rows import erase_again
from fanal.retention.actions.erasing import cut
from fanal.retention.erased_list import PARTICIPANT, REGISTER, ErasedLine
from fanal.retention.models import Erasure
from fanal.retention.queries.tombstones import came_back


def again() -> int:
    """How many erasures were done once more. Each was decided by two people, and is in the list."""
    found = came_back()
    for line in found:
        if line.kind in (REGISTER, PARTICIPANT):
            erase_rows_again(line)
        else:
            begin_again(line)
    running.run(batches=100_000)
    return len(found)


@transaction.atomic
def erase_rows_again(line: ErasedLine) -> None:
    """Rows of a register, or a participant of prevention: gone at once."""
    genuine_rows.run_in_transaction()
    audit.record(
        act="erasure.again", by=None, about=UUID(line.about), detail={"ground": line.ground}
    )
    erase_again(line)


@transaction.atomic
def begin_again(line: ErasedLine) -> None:
    """Nobody decides anew; people whose accounts the backup does not know are left out."""
    genuine_rows.run_in_transaction()
    about = UUID(line.about)
    Erasure.objects.filter(about=about).delete()
    by, agreed_by = User.objects.get(pk=line.by), User.objects.get(pk=line.agreed_by)
    row = Erasure.objects.create(
        id=UUID(line.erasure),
        kind=line.kind,
        about=about,
        files=line.files,
        cases=line.cases,
        ground=line.ground,
        by=by,
        asked_on=line.day,
        until=timezone.localdate(),
        agreed_by=agreed_by,
        agreed_on=line.day,
        chosen=line.chosen or None,
    )
    audit.record(act="erasure.again", by=None, about=about, detail={"ground": line.ground})
    cut(row)
