"""Writing the journal. An act and its entry stand in one transaction: both or neither."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from fanal.audit import second_place
from fanal.audit.models import Entry, Head
from fanal.authority import ledger
from fanal.core.sealing import chain
from fanal.server_key import derived


@transaction.atomic
def record(
    *, act: str, by: Any, about: object = "", detail: Mapping[str, object] | None = None
) -> Entry:
    """Add an entry. `detail` holds codes and ids, never content. `by` is None for the server."""
    ledger.in_order()
    head, _ = Head.objects.select_for_update().get_or_create(id=1)
    now = timezone.now()
    entry = Entry(
        number=head.number + 1,
        day=timezone.localdate(now),
        act=act,
        by_id=getattr(by, "pk", None),
        about=str(about),
        detail=json.dumps({"at": now.isoformat(), **(detail or {})}, default=str, sort_keys=True),
        before=bytes(head.mark),
    )
    entry.mark = chain.mark(derived("journal"), entry.before, entry.number, entry.content())
    entry.save(force_insert=True)
    Head.objects.filter(id=1).update(number=entry.number, mark=entry.mark)
    transaction.on_commit(lambda: second_place.note(entry.number, entry.mark))
    return entry


def not_genuine(sender: Any, finding: Any, **rest: Any) -> None:
    """A row was found that no action of ours made, or rows are gone."""
    act = "authority.missing" if finding.why == "missing" else "authority.found"
    about, _, more = finding.row.partition("|")  # a row that is named by two ids
    detail = {"table": finding.table, "why": finding.why} | ({"item": more} if more else {})
    record(act=act, by=None, about=about, detail=detail)
