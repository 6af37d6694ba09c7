"""A situation from JSON. Every error names its place: `case.consents[1].until: …`.

An unknown key is an error: a misspelt `never_tell` would tell.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Any

from fanal.core.errors import BadInput
from fanal.core.words import Sentence, say

MOST_ITEMS = 10_000
LONGEST_TEXT = 2_000


class ValuePlace:
    """A value and where it stands. `get` of an object hands out places; `end` finds strays."""

    def __init__(self, value: Any, where: str = "") -> None:
        self.value = value
        self.where = where
        self._read: set[str] = set()

    def wrong(self, why: Sentence) -> BadInput:
        return BadInput(self.where or "situation", why)

    def get(self, key: str) -> ValuePlace:
        if not isinstance(self.value, dict):
            raise self.wrong(say("must be an object"))
        self._read.add(key)
        return ValuePlace(self.value.get(key), f"{self.where}.{key}" if self.where else key)

    def end(self) -> None:
        if not isinstance(self.value, dict):
            raise self.wrong(say("must be an object"))
        for key in self.value:
            if key not in self._read:
                known = ", ".join(sorted(self._read))
                raise self.wrong(
                    say(
                        "unknown key {key}; known are {known}", key=repr(str(key)[:40]), known=known
                    )
                )

    def items(self) -> list[ValuePlace]:
        if self.value is None:
            return []
        if not isinstance(self.value, list):
            raise self.wrong(say("must be a list"))
        if len(self.value) > MOST_ITEMS:
            raise self.wrong(say("has more than {n} entries", n=MOST_ITEMS))
        return [ValuePlace(value, f"{self.where}[{n}]") for n, value in enumerate(self.value)]

    def each[T](self, read: Callable[[ValuePlace], T]) -> tuple[T, ...]:
        return tuple(read(item) for item in self.items())

    def text(self, default: str | None = None) -> str:
        value = default if self.value is None else self.value
        if not isinstance(value, str):
            raise self.wrong(say("must be a text"))
        if not value.strip() and default is None:
            raise self.wrong(say("must not be empty"))
        if len(value) > LONGEST_TEXT or not value.isprintable():
            raise self.wrong(say("must be one line of at most {n} characters", n=LONGEST_TEXT))
        return value

    def maybe_text(self) -> str | None:
        return None if self.value is None else self.text()

    def texts(self) -> frozenset[str]:
        return frozenset(self.each(lambda item: item.text()))

    def code[C: StrEnum](self, codes: type[C], default: C | None = None) -> C:
        if self.value is None and default is not None:
            return default
        try:
            return codes(str(self.value) if self.value is not None else "")
        except ValueError:
            known = ", ".join(codes)
            raise self.wrong(
                say("{code} is not one of {known}", code=repr(str(self.value)[:40]), known=known)
            ) from None

    def codes[C: StrEnum](self, codes: type[C]) -> frozenset[C]:
        return frozenset(self.each(lambda item: item.code(codes)))

    def number(self, low: int, high: int, default: int | None = None) -> int:
        value = default if self.value is None else self.value
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise self.wrong(say("must be a whole number from {low} to {high}", low=low, high=high))
        return value

    def yes_or_no(self, default: bool | None = None) -> bool:
        value = default if self.value is None else self.value
        if not isinstance(value, bool):
            raise self.wrong(say("must be true or false"))
        return value

    def day(self) -> date:
        try:
            return date.fromisoformat(self.text())
        except ValueError as problem:
            if isinstance(problem, BadInput):
                raise
            raise self.wrong(say("must be a day written YYYY-MM-DD")) from None

    def maybe_day(self) -> date | None:
        return None if self.value is None else self.day()

    def moment(self, *, end_of_day: bool = False) -> datetime:
        """A day or a time of day; a time without its zone is read as UTC."""
        text = self.text()
        try:
            found = datetime.fromisoformat(text)
        except ValueError:
            raise self.wrong(say("must be a day or a time written YYYY-MM-DDTHH:MM")) from None
        if len(text) == len("2011-12-14") and end_of_day:
            found = datetime.combine(found.date(), time.max)
        return found if found.tzinfo else found.replace(tzinfo=UTC)
