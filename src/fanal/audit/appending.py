"""The two rows that every act writes, the next entry and the head, in plain SQL (ADR 13).

Plainly it is `JournalHead.objects.select_for_update().get_or_create(id=1)`, `entry.save()` and
`head.save()`: Django takes longer to write their SQL than all the rest of an entry takes.
"""

import logging
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import NamedTuple

from django.db import connection

from fanal.audit.models import JournalEntry, JournalHead
from fanal.core.sealing.failures import BrokenSeal
from fanal.database.sql import db_value, rows, write
from fanal.sealed.columns import as_written, sealed_columns

READ = "SELECT number, mark, at FROM audit_head WHERE id = 1"
PUT = "UPDATE audit_head SET number = %s, mark = %s, at = %s WHERE id = 1"
ADD = """INSERT INTO audit_entry (number, day, said, by_token, about_token, before, mark)
    VALUES (%s, %s, %s, %s, %s, %s, %s)"""
logger = logging.getLogger("fanal.audit")


class JournalEnd(NamedTuple):
    """The last number and mark, and the hour of the last entry."""

    number: int
    mark: bytes
    at: str | None


def locked_head() -> JournalEnd:
    """The end of the journal; on PostgreSQL nobody else adds to it before this transaction ends."""
    sql = f"{READ} FOR UPDATE" if connection.vendor == "postgresql" else READ
    found = rows(sql)
    if not found:
        # The first entry of an installation: of two at once one makes the row, and both lock it.
        JournalHead.objects.get_or_create(id=1)
        found = rows(sql)
    number, mark, at = found[0]
    written_at = None if at is None else _opened(at, number)
    return JournalEnd(number, bytes(mark), written_at)


def _opened(at: object, number: int) -> str | None:
    (field,) = sealed_columns(JournalHead)
    # Somebody who writes to the database may have put anything there, also what is no bytes.
    held = bytes(at) if isinstance(at, bytes | memoryview) else b""
    try:
        return str(field.opened(held, field.context(1)))
    except BrokenSeal:
        logger.error("the hour beside the head of the journal was changed from outside")
        return hour_said_by(number)


def hour_said_by(number: int) -> str | None:
    """Return the hour that an entry says itself; None where there is none that opens.

    It stands in place of the one beside the head, by which nothing but a clock that was set back is
    seen: one broken value must not keep everybody from everything.
    """
    entry = JournalEntry.objects.filter(number=number).first()
    with suppress(BrokenSeal):
        return entry.at.isoformat() if entry else None
    return None


def add(entries: Sequence[JournalEntry], now: datetime) -> None:
    """The entries, and the last of them is the end from now on."""
    write(ADD, [_row(entry) for entry in entries])
    for one in entries:
        one._state.adding, one._state.db = False, connection.alias
    last = entries[-1]
    head = JournalHead(id=1, number=last.number, mark=last.mark, at=now.isoformat())
    write(PUT, [(head.number, db_value(bytes(last.mark)), _blob(head, "at"))])


def _row(entry: JournalEntry) -> tuple[object, ...]:
    found_by = (entry.by_token, entry.about_token)
    chained = (db_value(bytes(entry.before)), db_value(bytes(entry.mark)))
    return (entry.number, db_value(entry.day), _blob(entry, "said"), *found_by, *chained)


def _blob(row: JournalEntry | JournalHead, name: str) -> object:
    """What a sealed column of the row holds."""
    sealed = as_written(row, {name: getattr(row, name)})[name]
    return db_value(sealed.blob) if sealed else None
