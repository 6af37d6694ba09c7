"""What lists of needs without a service read of each need, while nobody has unlocked."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db import models, transaction

from fanal.authority import reading
from fanal.cases.models import Case, CaseEntry
from fanal.core.casework.answers import answered_text, load
from fanal.core.services.needs import NeedSaid, without_service
from fanal.database.sql import db_uuid, placeholders
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.services.models import CaseService, CodedNeed
from fanal.services.queries.histories import read_history
from fanal.services.queries.urgent import keeping_urgent

NEED = "need"


def note_need(entry: CaseEntry, answers: Content) -> None:
    """Keep of an entry (its sealed answers, opened) on what she needs help, and how soon."""
    if entry.kind != NEED:
        return
    coded = {name: answered_text(load(answers.get(name))) for name in ("domain", "urgency")}
    # First: a row changed by hand is not written over as if it had been right.
    put_back_needs([entry.id])
    row = CodedNeed.objects.filter(entry=entry).select_for_update().first()
    row = row or CodedNeed(entry=entry, case_id=entry.case_id)
    row.entry, row.coded = entry, coded
    _keep_whether_it_waits([row])


def look_again(needs: Iterable[UUID | None]) -> None:
    """Note, where services of these needs changed, whether each still waits for one."""
    ids = [need for need in needs if need]
    put_back_needs(ids)
    _keep_whether_it_waits(CodedNeed.objects.filter(entry__in=ids).select_related("entry"))


@transaction.atomic
def _keep_whether_it_waits(rows: Iterable[CodedNeed]) -> None:
    needs = list(rows)
    if not needs:
        return
    with keeping_urgent(needs):
        _whether_each_waits(needs)


def _whether_each_waits(rows: Iterable[CodedNeed]) -> None:
    for row in rows:
        _whether_it_waits(row)
        # Sealed values are written by `save`: a bulk update knows nothing of them.
        if row._state.adding:
            row.save(force_insert=True)
        else:
            row.save(update_fields=["coded", "waits", "said_on"])


def _whether_it_waits(row: CodedNeed) -> None:
    services = CaseService.objects.filter(need=row.entry_id).prefetch_related("steps")
    histories = {row.entry_id: [read_history(service) for service in services]}
    need = need_said(row)
    row.waits = bool(without_service([need], histories))
    row.said_on = need.said_on if row.waits else None


def put_back_needs(entries: Collection[UUID] | None = None) -> None:
    """Put right, of these or of all, those whose row somebody changed by hand in the database:
    whether each waits follows from what is sealed of it, and of its services."""
    if entries is None:
        changed = reading.keys_not_genuine(CodedNeed)
    else:
        also = f"WHERE w.entry_id IN ({placeholders(entries)})"
        ids = db_uuid(entries)
        changed = reading.keys_not_genuine(CodedNeed, also, ids) if ids else set()
    for row in CodedNeed.objects.filter(pk__in=changed).select_related("entry") if changed else ():
        _whether_it_waits(row)
        # Not by the rows' own `update`, which leaves alone what is not genuine.
        queryset: models.QuerySet[CodedNeed] = models.QuerySet(CodedNeed).filter(pk=row.pk)
        queryset.update(waits=row.waits, said_on=row.said_on)


def need_said(row: CodedNeed) -> NeedSaid:
    """Return the need as the rules read it."""
    coded = row.coded
    return NeedSaid(row.entry_id, coded["domain"], coded["urgency"], row.entry.made_on)


def note_needs(*, case: Case, ring: Ring) -> None:
    """The same of needs that were written before lists read them."""
    before = CaseEntry.objects.of_kinds([case.id], NEED).filter(coded_need=None).order_by("number")
    for entry in before:
        data = entry.try_unseal(ring)
        # Of a part that this reader does not open nothing is noted; whoever opens it next notes
        # it.
        if data is not None:
            note_need(entry, data)
