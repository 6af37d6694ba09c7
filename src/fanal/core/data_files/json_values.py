"""A file of JSON, value by value. Every fault names its place: `case.consents[1].until: …`.

An unknown key is a fault: a misspelt `never_tell` would tell. On which line a place stands says
`json_lines.line_of`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Any

from fanal.core.errors import BadInput
from fanal.core.words import Sentence, say

MOST_ITEMS = 10_000
LONGEST_TEXT = 2_000
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def read_json(raw: bytes | str) -> Any:
    """Return what a file holds. Raises BadInput with the byte, the line or the key
    that is wrong."""
    try:
        text = raw.decode("utf-8-sig") if isinstance(raw, bytes) else raw
        return json.loads(text, object_pairs_hook=_no_key_twice)
    except UnicodeDecodeError as problem:
        raise BadInput(f"byte {problem.start}", say("the file is not UTF-8 text")) from None
    except json.JSONDecodeError as problem:
        where = f"line {problem.lineno} column {problem.colno}"
        raise BadInput(where, say("this is not JSON")) from None
    except RecursionError:
        raise BadInput("", say("nested too deeply")) from None
    except BadInput:
        raise
    except ValueError:  # an integer of more digits than Python reads
        raise BadInput("", say("a number has too many digits")) from None


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """JSON allows a key twice and keeps the last: that would hide a contradiction."""
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise BadInput(shown(twice), say("the key {key} is there twice", key=quoted(twice)))
    return found


def shown(name: str) -> str:
    """A name from outside, fit for a message of one line."""
    return name if name.isprintable() and len(name) <= 60 else ascii(name[:60])


def quoted(value: Any) -> str:
    """Return what was given, in quotation marks where it is a text, fit for a message
    of one line."""
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:60]}…"


class ValuePlace:
    """A value and where it stands. `get` of an object hands out places; `end` finds strays.

    `whole` is what the file itself is called in a message.
    """

    def __init__(self, value: Any, where: str = "", whole: str = "file") -> None:
        self.value = value
        self.where = where
        self.whole = whole
        self._read: set[str] = set()

    def wrong(self, why: Sentence) -> BadInput:
        return BadInput(self.where or self.whole, why)

    def get(self, key: str) -> ValuePlace:
        value = self._object().get(key)
        # Also where it is not there: `end` names the keys that are known.
        self._read.add(key)
        return self._within(key, value)

    def members(self) -> Iterator[tuple[str, ValuePlace]]:
        """Yield every key of an object whose keys are not known beforehand."""
        for key, value in self._object().items():
            yield key, self._within(key, value)

    def end(self) -> None:
        for key, value in self._object().items():
            if key not in self._read:
                known = ", ".join(sorted(self._read))
                why = say("unknown key {key}; known are {known}", key=quoted(key), known=known)
                raise self._within(key, value).wrong(why)

    def _object(self) -> dict[str, Any]:
        if not isinstance(self.value, dict):
            raise self.wrong(say("must be an object"))
        return self.value

    def _within(self, key: str, value: Any) -> ValuePlace:
        return ValuePlace(value, f"{self.where}.{shown(key)}" if self.where else shown(key))

    def items(self) -> list[ValuePlace]:
        if self.value is None:
            return []
        if not isinstance(self.value, list):
            raise self.wrong(say("must be a list"))
        if len(self.value) > MOST_ITEMS:
            raise self.wrong(say("has more than {n} entries", n=MOST_ITEMS))
        return [ValuePlace(value, f"{self.where}[{n}]") for n, value in enumerate(self.value)]

    def one_or_two(self, why: Sentence) -> list[ValuePlace]:
        """A value, or a list of the first and the last."""
        found = self.items() if isinstance(self.value, list) else [self]
        if len(found) not in (1, 2):
            raise self.wrong(why)
        return found

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
        text = self.text()
        if DAY.fullmatch(text):
            with suppress(ValueError):
                return date.fromisoformat(text)
        raise self.wrong(say("must be a day written YYYY-MM-DD"))

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
