"""What a column holds as one text, whatever hands it over: Python, SQLite or PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db import models


def _uuid(value: Any) -> str:
    return value.hex if isinstance(value, UUID) else str(value).replace("-", "").lower()


def _bool(value: Any) -> str:
    return {"true": "1", "false": "0", "1": "1", "0": "0"}.get(str(value).lower(), f"? {value}")


def _day(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _moment(value: Any) -> str:
    found = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC).isoformat()


def _bytes(value: Any) -> str:
    return value.lower() if isinstance(value, str) else bytes(value).hex()


def _text(value: Any) -> str:
    return str(value)


KINDS: dict[str, Callable[[Any], str]] = {
    "UUIDField": _uuid,
    "BooleanField": _bool,
    "DateField": _day,
    "DateTimeField": _moment,
    "BinaryField": _bytes,
}


@cache
def writer(field: models.Field[Any, Any]) -> Callable[[Any], str]:
    """How a value of this column is written."""
    while field.remote_field:
        field = field.target_field
    return KINDS.get(field.get_internal_type(), _text)


def written(field: models.Field[Any, Any], value: Any) -> str | None:
    """The value as one text. What is none of its kind is a text that no value of it has."""
    return as_text(writer(field), value)


def as_text(write: Callable[[Any], str], value: Any) -> str | None:
    """As `written`, by the `writer` of the column."""
    if value is None:
        return None
    try:
        return write(value)
    except (ValueError, TypeError):
        return f"? {value!r}"
