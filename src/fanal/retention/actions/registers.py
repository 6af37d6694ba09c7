"""Erases old rows of the registers of shelters: a lead asks, another agrees, a sweep deletes."""

import logging
from collections.abc import Sequence
from datetime import timedelta
from enum import Enum

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from fanal.accounts.models import User
from fanal.accounts.other_hands import AskedBy
from fanal.accounts.second_person import must_still_ask_herself, still_waiting
from fanal.audit import actions as audit
from fanal.authority import genuine_rows, reading
from fanal.core.casework.retention import RegisterKind
from fanal.core.errors import Refused
from fanal.core.roles import Permission
from fanal.core.words import say
from fanal.keys.models import Folder, Grant
from fanal.retention import erased_list
from fanal.retention.erased_list import REGISTER, ErasedLine
from fanal.retention.models import RegisterErasure
from fanal.retention.queries import holding
from fanal.retention.queries.deciding import lapsed
from fanal.retention.queries.registers import (
    agreed_registers,
    may_decide_register,
    register_over,
    rows_over,
    waiting_registers,
)
from fanal.shelters.models import Complaint, NightAnswer, NightCount, Shelter

WAITS_FOR = timedelta(days=30)
# Rows in a transaction, and batches of each in one sweep: colleagues who write at the same time
# wait for a batch and not for all of it.
BATCH, A_SWEEP = 200, 10
logger = logging.getLogger("fanal.retention")


class Batch(Enum):
    """What one batch came to."""

    DELETED, ENDED, WAITS = range(3)


@transaction.atomic
def propose_register(*, shelter: Shelter, kind: RegisterKind, by: User) -> RegisterErasure:
    """Ask that old rows of a register go. Raises Refused where nothing is over, or it was asked for
    already."""
    today = timezone.localdate()
    RegisterErasure.objects.filter(lapsed(), shelter=shelter, kind=kind).delete()
    if RegisterErasure.objects.filter(shelter=shelter, kind=kind).exists():
        raise Refused(say("somebody asked for it already: it waits for an answer"))
    genuine_rows.run_in_transaction()
    # A hold that somebody deleted in the database cannot be seen any more; while one is missing
    # nothing goes.
    holding.must_be_whole()
    over = register_over(shelter, kind)
    if over is None:
        raise Refused(say("the retention period of none of these is over"))
    row = RegisterErasure.objects.create(
        shelter=shelter,
        kind=kind,
        before=over.before,
        rows=over.n,
        by=by,
        asked_on=today,
        until=today + WAITS_FOR,
    )
    _entry("erasure.register_asked", row, by)
    return row


@transaction.atomic
def agree_register(*, row: RegisterErasure, by: User) -> None:
    """The sweep deletes them. Raises Refused for who may not, and for what was decided already."""
    genuine_rows.run_in_transaction()
    held = _settled(row, by)
    must_still_ask_herself(AskedBy(held.by, held.asked_on), Permission.LEAD_CASES)
    # Asked again, for a hold may be gone since it was proposed.
    holding.must_be_whole()
    held.agreed_by, held.agreed_on = by, timezone.localdate()
    held.save(update_fields=["agreed_by", "agreed_on"])
    _entry("erasure.register_agreed", held, by)


@transaction.atomic
def refuse_register(*, row: RegisterErasure, by: User) -> None:
    """Refuse: they stay. Raises Refused."""
    held = _settled(row, by)
    _entry("erasure.register_refused", held, by)
    held.delete()


def _settled(row: RegisterErasure, by: User) -> RegisterErasure:
    found = still_waiting(waiting_registers(), row)
    if not may_decide_register(by, found):
        raise Refused(say("Another person decides this."))
    return found


def run_registers(batches: int) -> int:
    """Go on with all that was agreed to, by so many batches of each. How many ended. Raises what
    stops one, also a hold that is gone."""
    agreed = list(agreed_registers())
    ended = sum(_some_batches(row, batches) for row in agreed)
    # Each of them waits in silence for a hold that is gone: whoever typed the command reads it.
    if agreed:
        holding.must_be_whole()
    return ended


def sweep_registers() -> int:
    """Delete some batches of each that two people agreed to: one that stops holds up neither the
    others nor the timer. Return how many ended."""
    ended = 0
    for row in agreed_registers():
        try:
            ended += _some_batches(row, A_SWEEP)
        except (
            Exception
        ) as problem:  # `fanal erasures run` says it, and `fanal doctor` that it waits
            logger.error("an erasure of a register could not go on: %s", type(problem).__name__)
    return ended


def _some_batches(row: RegisterErasure, batches: int) -> bool:
    """Return whether it ended; a batch that deletes nothing is the last: the next would find the
    same."""
    for _ in range(batches):
        found = _batch(row)
        if found is not Batch.DELETED:
            return found is Batch.ENDED
    return False


@transaction.atomic
def _batch(row: RegisterErasure) -> Batch:
    genuine_rows.run_in_transaction()
    held = RegisterErasure.objects.select_for_update().filter(pk=row.pk).first()
    # A hold that is gone reads like one that never was: then they wait.
    if held is None or not holding.is_whole() or not reading.row_counts(held):
        return Batch.WAITS
    # By `held.before`, not by today: two people agreed to rows before that day and to none that
    # grew old since.
    some = list(rows_over(held.shelter, held.of, held.before).distinct()[:BATCH])
    if some:
        # The line first: killed in between, the rows are still here and go with the next sweep.
        erased_list.add(line_of(held, some))
        delete_rows(some)
        return Batch.DELETED
    _entry("erasure.register_ended", held, None)
    held.delete()
    return Batch.ENDED


def line_of(row: RegisterErasure, some: Sequence[Model]) -> ErasedLine:
    """Return the line of these rows of one register, as two people agreed to it."""
    ids = " ".join(sorted(str(one.pk) for one in some))
    return ErasedLine(
        str(row.pk),
        REGISTER,
        str(row.shelter_id),
        ids,
        "",
        row.kind,
        str(row.by_id),
        str(row.agreed_by_id),
        str(row.agreed_on),
    )


def delete_rows(some: Sequence[Model]) -> None:
    """Delete rows of one register, with what hangs on them."""
    if not some:
        return
    model, ids = type(some[0]), [one.pk for one in some]
    if model is NightCount:
        NightAnswer.objects.filter(count__in=ids).delete()
    if model is Complaint:  # in folders of their own, whose keys go with them
        genuine_rows.run_in_transaction()
        rows = Complaint.objects.filter(pk__in=ids)
        folders = list(rows.values_list("folder", flat=True))
        Grant.objects.filter(folder__in=folders).delete()
        Folder.objects.filter(pk__in=folders).delete()
    model._base_manager.filter(pk__in=ids).delete()


def _entry(act: str, row: RegisterErasure, by: User | None) -> None:
    audit.record(
        act=act, by=by, about=row.shelter_id, detail={"register": row.kind, "rows": row.rows}
    )
