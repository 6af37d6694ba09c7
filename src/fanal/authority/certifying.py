"""Certifies what stands in the tables: after an upgrade, after a restore, after an attack.

`fanal.commands.authority` asks who the two people are and shows them what they certify.
"""

from __future__ import annotations

import fcntl
import hashlib
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
from fanal.authority.attested import computed
from fanal.authority.failures import Unserved
from fanal.authority.ledger_head import LATEST
from fanal.authority.memory import known
from fanal.authority.models import RowFinding
from fanal.authority.noted_head import NotedLedgerHead
from fanal.authority.tables import (
    Column,
    attested_models,
    counted_in,
    counting_models,
    name_columns,
    table,
)
from fanal.core.errors import Refused
from fanal.core.words import say
from fanal.sql import db_value, rows, write

if TYPE_CHECKING:
    from fanal.authority.models import Attested

type RowName = tuple[str, str]  # a table, and which row
LOCK = "authority.lock"
# What an app above certifies of its own, in the same transaction: filled when the server starts.
ALSO: list[Callable[[], None]] = []


def needed() -> bool:
    """Whether nothing was certified yet, or something stands there that is not genuine, is gone, or
    was found and put aside and nobody has looked since."""
    try:
        if ledger.read().level < LATEST:
            return True
    except Unserved:
        return True
    return any(one != queries.NO_SECOND_PLACE for one in queries.faults())


def state() -> str:
    """A digest of all that would be certified, so that it is exactly what two people saw."""
    found = hashlib.sha256()
    for model in attested_models():
        for row in sorted(reading.all_of(model), key=lambda one: one.name):
            found.update(repr((table(model), row.name, sorted(row.values.items()))).encode())
    return found.hexdigest()


@contextmanager
def alone() -> Iterator[None]:
    """Nobody else certifies meanwhile. Raises Refused."""
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
    for certified in ALSO:
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
        names = ", ".join(connection.ops.quote_name(table(one)) for one in attested_models())
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE")


def _quarantine(without: Collection[RowName]) -> None:
    for model in reversed(attested_models()):
        for row in reading.all_of(model):
            if (table(model), row.name) in without:
                findings.quarantine(model, row.name, row.values, findings.ALTERED)


def _count_by_folder() -> None:
    """What the row of each folder counts is what stands there now, once each."""
    for model in counting_models():
        _count_in(model)


def _count_in(model: type[Attested]) -> None:
    quote = connection.ops.quote_name
    rows_of = {one: [row.values for row in _once(one)] for one in counted_in(model)}
    counts = groups.recount(rows_of)
    write(f"UPDATE {quote(table(model))} SET counts = %s", [("{}",)])  # noqa: S608
    held = [(text, db_value(folder)) for folder, text in counts.items()]
    if held:
        write(f"UPDATE {quote(table(model))} SET counts = %s WHERE id = %s", held)  # noqa: S608


def _once(model: type[Attested]) -> list[reading.ReadRow]:
    return [one for one in reading.all_of(model) if one.why_not != findings.TWICE]


def _one_form_of_ids() -> None:
    """SQLite keeps an id in any form in which somebody wrote it: what is there twice is there once
    afterwards."""
    if connection.vendor != "sqlite":
        return
    for model in attested_models():
        if model._meta.pk.get_internal_type() != "UUIDField":
            continue
        name = connection.ops.quote_name(table(model))
        other = "id <> lower(replace(id, '-', ''))"
        write(f"UPDATE OR IGNORE {name} SET id = lower(replace(id, '-', '')) WHERE {other}", [()])  # noqa: S608
        write(f"DELETE FROM {name} WHERE {other}", [()])  # noqa: S608


def _highest() -> int:
    quote = connection.ops.quote_name
    asked = (
        rows(f"SELECT max(attested_version) FROM {quote(table(one))}")  # noqa: S608
        for one in attested_models()
    )
    ended = rows("SELECT max(version) FROM authority_ended WHERE version < %s", [ledger.FOR_EVER])
    return max([known.floor(), ended[0][0] or 0, *(one[0][0] or 0 for one in asked)])


def _attest_all(model: type[Attested], floor: int) -> int:
    quote, names = connection.ops.quote_name, name_columns(model)
    where = " AND ".join(f"{quote(str(one.column))} = %s" for one in names)
    sql = (
        f"UPDATE {quote(table(model))} SET attested_version = %s, attestation = %s "  # noqa: S608
        f"WHERE {where}"
    )
    values = [
        (floor, computed(model, row.name, floor, row.values), *_held(names, row.values))
        for row in _once(model)
    ]
    if values:
        write(sql, values)
    return len(values)


def _held(names: Iterable[Column], values: dict[str, str | None]) -> list[object]:
    return [one.get_db_prep_save(one.to_python(values[one.attname]), connection) for one in names]


def _before() -> list[NotedLedgerHead]:
    """How far this process, the second place and the head had come."""
    found = [NotedLedgerHead(known.step, known.seen.number, known.seen.mark)]
    if kept := noted_head.kept():
        found.append(kept)
    for step, number, *_rest in rows(ledger_head.READ):
        found.append(NotedLedgerHead(step, number, b""))
    return found
