"""What stands in a row as a code or a text, read as what it means."""

from collections.abc import Callable
from datetime import date
from operator import attrgetter


class StoredAs[Value]:
    """An attribute read from a column of the row, or from what is sealed in one under a `key`:
    `step = StoredAs(MoneyStep, "told", "step")`."""

    def __init__(self, kind: Callable[..., Value], column: str, key: str = "") -> None:
        self._kind, self._stored, self._key = kind, attrgetter(column), key

    def __get__(self, row: object, owner: type | None = None) -> Value:
        stored = self._stored(row)
        return self._kind(stored[self._key] if self._key else stored)


class StoredIfAny[Value]:
    """An attribute read as by `StoredAs` from under a key; None where nothing is stored there."""

    def __init__(self, kind: Callable[..., Value], column: str, key: str) -> None:
        self._kind, self._stored, self._key = kind, attrgetter(column), key

    def __get__(self, row: object, owner: type | None = None) -> Value | None:
        stored = self._stored(row).get(self._key)
        return self._kind(stored) if stored else None


def day_of(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
