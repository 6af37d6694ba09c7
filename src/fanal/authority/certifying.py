"""Certifying once what stands there: before this version, after a restore, after an attack.

Who the two people are, and what they see, is asked in `fanal.commands.authority`.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from fanal.authority import findings, guard, heads, ledger, reading, second_place
from fanal.authority.attested import computed
from fanal.authority.failures import Unserved
from fanal.authority.memory import known
from fanal.authority.models import Finding
from fanal.authority.second_place import Noted
from fanal.authority.tables import attested_models, name_columns, table
from fanal.core.errors import Refused
from fanal.core.words import say
from fanal.rows import rows, write

type Place = tuple[str, str]  # a table, and which row
LOCK = "authority.lock"


def needed() -> bool:
    """Whether anything stands there that is not genuine, or nothing was certified yet."""
    try:
        ledger.read()
    except Unserved:
        return True
    return any(one.why_not for model in attested_models() for one in reading.all_of(model))


def state() -> str:
    """A digest of all that would be certified: what two people saw is what is certified."""
    found = hashlib.sha256()
    for model in attested_models():
        for row in sorted(reading.all_of(model), key=lambda one: one.name):
            found.update(repr((table(model), row.name, sorted(row.values.items()))).encode())
    return found.hexdigest()


@contextmanager
def alone() -> Iterator[None]:
    """Nobody else certifies meanwhile. Raises Refused."""
    place = second_place.path().with_name(LOCK)
    with os.fdopen(os.open(place, os.O_RDWR | os.O_CREAT, 0o600), "r+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused(say("somebody else is certifying now: nothing was changed")) from None
        yield


@transaction.atomic
def certify(
    *, seen: str, without: Collection[Place] = (), before: Callable[[], None] = lambda: None
) -> int:
    """Attest every row that stands there, but those `without`, which are put aside. How many.

    Raises Refused where it is not what was `seen`.
    """
    _hold_all()
    if state() != seen:
        raise Refused(say("something was changed meanwhile: nothing was certified, look again"))
    _put_aside(without)
    before()
    floor, counts = 1 + _highest(), {}
    for model in attested_models():
        counts[table(model)] = _attest_all(model, floor)
    ledger.begin_anew(floor, counts, _before())
    Finding.objects.filter(settled=None).update(settled=timezone.localdate())
    transaction.on_commit(_forget)
    return sum(counts.values())


def _forget() -> None:
    known.forget()
    guard.forget()


def _hold_all() -> None:
    if connection.vendor == "postgresql":
        names = ", ".join(connection.ops.quote_name(table(one)) for one in attested_models())
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE")


def _put_aside(without: Collection[Place]) -> None:
    for model in reversed(attested_models()):
        for row in reading.all_of(model):
            if (table(model), row.name) in without:
                findings.put_aside(model, row.name, row.values, findings.ALTERED)


def _highest() -> int:
    quote = connection.ops.quote_name
    asked = (
        rows(f"SELECT max(attested_version) FROM {quote(table(one))}")  # noqa: S608
        for one in attested_models()
    )
    ended = rows("SELECT max(version) FROM authority_ended WHERE version < %s", [ledger.FOR_EVER])
    return max([known.floor(), ended[0][0] or 0, *(one[0][0] or 0 for one in asked)])


def _attest_all(model: Any, floor: int) -> int:
    quote, names = connection.ops.quote_name, name_columns(model)
    where = " AND ".join(f"{quote(one.column)} = %s" for one in names)
    sql = (
        f"UPDATE {quote(table(model))} SET attested_version = %s, attestation = %s "  # noqa: S608
        f"WHERE {where}"
    )
    values = [
        (floor, computed(model, row.name, floor, row.values), *_held(names, row.values))
        for row in reading.all_of(model)
    ]
    if values:
        write(sql, values)
    return len(values)


def _held(names: Any, values: dict[str, str | None]) -> list[Any]:
    return [one.get_db_prep_save(one.to_python(values[one.attname]), connection) for one in names]


def _before() -> list[Noted]:
    """How far this process, the second place and the head had come."""
    found = [Noted(known.step, known.seen.number, known.seen.mark)]
    if kept := second_place.kept():
        found.append(kept)
    for step, number, *_rest in rows(heads.READ):
        found.append(Noted(step, number, b""))
    return found
