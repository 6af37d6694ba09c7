"""What was moved of several requests or advances, and what was said after a payment."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from uuid import UUID

from fanal.core.funds.kinds import ReceiptProof, proofs_of
from fanal.funds.models import MoneyMovement, PaymentCheck
from fanal.sealed.columns import opens


def movements_of(ids: list[UUID]) -> dict[UUID, list[MoneyMovement]]:
    by_request: dict[UUID, list[MoneyMovement]] = defaultdict(list)
    rows = MoneyMovement.objects.filter(request__in=ids)
    for row in rows.select_related("made_by", "line__grant"):
        by_request[row.request].append(row)
    return by_request


def that_moved(ids: list[UUID]) -> set[UUID]:
    """Return those of which something moved; nothing by a row that was put in by hand."""
    moved = movements_of(ids) if ids else {}
    return {id for id, rows in moved.items() if any(opens(row, "told") for row in rows)}


def that_may_prove(movements: Iterable[MoneyMovement]) -> list[ReceiptProof]:
    """Return what can show that it arrived, by how it was paid."""
    rows = list(movements)
    undone = {row.told.get("undoes") for row in rows}
    return proofs_of({row.mode for row in rows if row.mode and row.number not in undone})


def checks_of(ids: Collection[UUID]) -> dict[UUID, list[PaymentCheck]]:
    by_request = defaultdict[UUID, list[PaymentCheck]](list)
    for check in PaymentCheck.objects.filter(request__in=ids).order_by("number"):
        by_request[check.request].append(check)
    return by_request
