"""Certifies what stands in the tables: after an upgrade, after a restore, after an attack.

`fanal.commands.authority` asks who the two people are and shows them what they certify.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.utils import timezone

from fanal.authority import (
    findings,
    genuine_rows,
    groups,
    ledger,
    ledger_head,
    noted_head,
    queries,
    reading,
)
from fanal.authority.attested import computed_of_texts, digest
from fanal.authority.batched_rows import one_spelling, pages, row_key, spelled_otherwise
from fanal.authority.failures import Unserved
from fanal.authority.ledger_head import LATEST
from fanal.authority.memory import known
from fanal.authority.models import RowFinding
from fanal.authority.noted_head import NotedLedgerHead
from fanal.authority.tables import OWN, attested_models, counted_in, counting_models, table
from fanal.core.errors import Refused
from fanal.core.words import Sentence, say
from fanal.database.sql import each, rows, update_each, write

if TYPE_CHECKING:
    from fanal.authority.models import Attested

type RowName = tuple[str, str]  # a table, and which row
LOCK = "authority.lock"
# What an app above certifies of its own, in the same transaction: filled when the server starts.
CERTIFIED_ELSEWHERE: list[Callable[[], None]] = []


def needed(faults: Iterable[Sentence] | None = None) -> bool:
    """Whether nothing was certified yet, or something stands there that is not genuine, is gone, or
    was found and put aside and nobody has looked since. `faults`: where they were looked for."""
    try:
        if ledger.read().level < LATEST:
            return True
    except Unserved:
        return True
    found = queries.faults() if faults is None else faults
    return any(fault != queries.NO_SECOND_PLACE for fault in found)


def state() -> str:
    """A digest of all that would be certified, so that it is exactly what two people saw.

    A sum of keyed digests of the rows, in whatever order they come: no table has to be sorted in
    memory. Without the key nobody finds other rows with that sum (MSet-Add-Hash: Clarke et al.,
    Incremental Multiset Hash Functions, ASIACRYPT 2003), which is shown to nobody either.
    """
    found = 0
    for model in attested_models():
        for _version, _attestation, *held in each(reading.asking(model)):
            found += int.from_bytes(digest(model, held))
    return f"{found % 2**256:064x}"


@contextmanager
def alone() -> Iterator[None]:
    """Hold the lock of certifying: nobody else certifies meanwhile. Raises Refused."""
    place = noted_head.path().with_name(LOCK)
    with os.fdopen(os.open(place, os.O_RDWR | os.O_CREAT, 0o600), "r+") as file:
        # A lock of the kernel (flock(2)), which ends with the process: a crash leaves nothing
        # locked.
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused(say("somebody else is certifying now: nothing was changed")) from None
        yield


@transaction.atomic
def certify(
    *, seen: str, without: Collection[RowName] = (), before: Callable[[], None] = lambda: None
) -> int:
    """Attest every row that stands there, but those `without`, which are put aside. How many.

    Raises Refused where it is not what was `seen`.
    """
    _hold_all()
    if state() != seen:
        raise Refused(say("something was changed meanwhile: nothing was certified, look again"))
    _quarantine(without)
    _one_form_of_ids()
    before()
    _count_by_folder()
    floor, counts = 1 + _highest(), {}
    for model in attested_models():
        counts[table(model)] = _attest_all(model, floor)
    # Attested first, under a version above all before: the new ledger says that nothing below
    # counts.
    ledger.restart(floor, counts, _before())
    for certified in CERTIFIED_ELSEWHERE:
        certified()
    RowFinding.objects.filter(settled=None).update(settled=timezone.localdate())
    transaction.on_commit(_forget)
    return sum(counts.values())


def _forget() -> None:
    known.forget()
    genuine_rows.forget()


def _hold_all() -> None:
    if connection.vendor == "postgresql":
        # It excludes writers and itself (PostgreSQL, 13.3.1): what was seen stays as it is until
        # the end.
        names = ", ".join(connection.ops.quote_name(table(model)) for model in attested_models())
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE")


def _quarantine(without: Collection[RowName]) -> None:
    for model in reversed(attested_models()):
        names = {row for name, row in without if name == table(model)}
        for row in reading.all_of(model) if names else ():
            if row.name in names:
                findings.quarantine(model, row.name, row.values, findings.ALTERED)


def _count_by_folder() -> None:
    """What the row of each folder counts is what stands there now, once each."""
    for model in counting_models():
        key, quote = row_key(model), connection.ops.quote_name
        for page in pages(model, quote(str(model._meta.pk.column))):
            counts = groups.recount(counted_in(model), [id for _key, id in page])
            values = [(counts[id], at) for at, id in page]
            update_each(quote(table(model)), (groups.COLUMN, key), values)


def _one_form_of_ids() -> None:
    """Give every id one form. SQLite keeps an id in any form in which somebody wrote it: what is
    there twice is there once afterwards, and counted with what it belongs to."""
    if connection.vendor != "sqlite":
        return
    for model in attested_models():
        name = connection.ops.quote_name(table(model))
        if model._meta.pk.get_internal_type() == "UUIDField":
            write(_respelled(name, "id"), [()])
            write(f"DELETE FROM {name} WHERE {spelled_otherwise('id')}", [()])  # noqa: S608
        for column in model.COUNTED_BY:
            write(_respelled(name, column), [()])


def _respelled(name: str, column: str) -> str:
    return (
        f"UPDATE OR IGNORE {name} SET {column} = {one_spelling(column)} "  # noqa: S608
        f"WHERE {spelled_otherwise(column)}"
    )


def _highest() -> int:
    quote = connection.ops.quote_name
    asked = (
        rows(f"SELECT max(attested_version) FROM {quote(table(model))}")  # noqa: S608
        for model in attested_models()
    )
    ended = rows("SELECT max(version) FROM authority_ended WHERE version < %s", [ledger.FOR_EVER])
    return max([known.floor(), ended[0][0] or 0, *(one[0][0] or 0 for one in asked)])


def _attest_all(model: type[Attested], floor: int) -> int:
    name, key = connection.ops.quote_name(table(model)), row_key(model)
    seen, n = reading.NamesRead(model), 0
    for page in pages(model, reading.columns_asked(model)):
        read = [(at, *reading.texts(model, held)) for at, *held in page]
        once = [one for one in read if not seen.before(one[1])]
        values = [
            (floor, computed_of_texts(model, row, floor, texts), at) for at, row, texts in once
        ]
        update_each(name, (*OWN, key), values)
        n += len(once)
    return n


def _before() -> list[NotedLedgerHead]:
    """How far this process, the second place and the head had come."""
    found = [NotedLedgerHead(known.step, known.seen.number, known.seen.mark)]
    if kept := noted_head.kept():
        found.append(kept)
    for step, number, *_rest in rows(ledger_head.READ):
        found.append(NotedLedgerHead(step, number, b""))
    return found
