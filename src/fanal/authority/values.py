"""One canonical text for the value of a column, whether Python, SQLite or PostgreSQL supplied it.

An attestation is over these texts: the same row must give the same bytes on both databases.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from uuid import UUID

from django.db import models

from fanal.authority.tables import Column

type Write = Callable[[object], str]


def _uuid(value: object) -> str:
    return value.hex if isinstance(value, UUID) else str(value).replace("-", "").lower()


def _bool(value: object) -> str:
    # PostgreSQL writes true, Python True, SQLite 1. The number 2, which SQLite keeps too, is
    # neither.
    return {"true": "1", "false": "0", "1": "1", "0": "0"}.get(str(value).lower(), f"? {value}")


def _day(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _moment(value: object) -> str:
    found = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    # SQLite keeps a moment without its zone, in UTC.
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC).isoformat()


def _bytes(value: object) -> str:
    """Return bytes as hexadecimal. Never `bytes(value)` of a number: `bytes(7)` is seven zero
    bytes, and a huge number that somebody wrote into the column would fill the memory."""
    if isinstance(value, str):
        return value.lower()
    if isinstance(value, bytes | bytearray | memoryview):
        return value.hex()
    raise TypeError(value)


def _text(value: object) -> str:
    return str(value)


KINDS: dict[str, Write] = {
    "UUIDField": _uuid,
    "BooleanField": _bool,
    "DateField": _day,
    "DateTimeField": _moment,
    "BinaryField": _bytes,
}


@cache
def writer(field: Column) -> Write:
    """How a value of this column is written."""
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    return KINDS.get(field.get_internal_type(), _text)


def written(field: Column, value: object) -> str | None:
    """The value as one text. What is none of its kind is a text that no value of it has."""
    return as_text(writer(field), value)


def as_text(write: Write, value: object) -> str | None:
    """Return the value as one text, as `written` does, by the `writer` of its column."""
    if value is None:
        return None
    # Whoever writes to the database can put anything into a column of SQLite: no value may raise
    # here.
    try:
        return write(value)
    except (ValueError, TypeError, OverflowError):
        return f"? {value!r}"


def as_attestation(value: object) -> bytes:
    """What the column of an attestation holds; empty, as none ever is, where it holds no bytes."""
    return bytes(value) if isinstance(value, bytes | bytearray | memoryview) else b""
