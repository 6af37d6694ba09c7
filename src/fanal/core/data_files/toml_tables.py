"""A file of TOML, table by table. Whatever is wrong with it is said with file, line and reason."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from importlib.resources import files
from typing import Any, NoReturn, get_args

from fanal.core.errors import BadInput
from fanal.core.words import Sentence, Translatable, say

type Words = Mapping[str, str]
LANGUAGES = {"en", "fr", "vi"}


@dataclass(frozen=True)
class TomlTable:
    """A part of the file that knows where it stands, so that a fault can name its line."""

    file: str
    text: str
    values: Mapping[str, Any]
    header: str = ""
    nth: int = 0
    repeated: str = ""  # the table of which the file holds several

    def wrong(self, key: str, why: Translatable, place: str = "") -> NoReturn:
        """Raise BadInput. `place`: which table it is, for people who count tables and not lines."""
        where = f"{self.file}:{self.line(key)}"
        raise BadInput(f"{where}: {place}" if place else where, why)

    def line(self, key: str) -> int:
        """The line of `key` in this table, or of the table's header when the key is absent."""
        lines = self.text.splitlines()
        start = self.first_line(lines)
        for number in range(start, len(lines)):
            if number > start and lines[number].startswith("["):
                break
            if re.match(rf"{re.escape(key)}(\.\w+)?\s*=", lines[number]):
                return number + 1
        return start + 1

    def first_line(self, lines: list[str]) -> int:
        if not self.header:
            return 0
        start = 0
        if self.header.partition(".")[0] == self.repeated:
            places = [n for n, line in enumerate(lines) if line.strip() == f"[[{self.repeated}]]"]
            start = places[self.nth] if self.nth < len(places) else 0
        for number in range(start, len(lines)):
            if lines[number].strip().strip("[]") == self.header:
                return number
        return start

    def part(self, name: str) -> TomlTable:
        values = self.values.get(name)
        if not isinstance(values, Mapping):
            self.wrong(name, say("the table {name} is missing", name=f"[{self._below(name)}]"))
        return self._inside(name, values, self.nth)

    def parts(self, name: str) -> list[TomlTable]:
        rows = self.values.get(name, [])
        if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
            self.wrong(name, say("expected {name} tables", name=f"[[{self._below(name)}]]"))
        several = self._below(name) == self.repeated
        return [self._inside(name, row, n if several else self.nth) for n, row in enumerate(rows)]

    def _below(self, name: str) -> str:
        return f"{self.header}.{name}" if self.header else name

    def _inside(self, name: str, values: Mapping[str, Any], nth: int) -> TomlTable:
        return replace(self, values=values, header=self._below(name), nth=nth)

    def string(self, key: str, default: str | None = None) -> str:
        value = self.values.get(key, default)
        if not isinstance(value, str):
            self.wrong(key, say("{key} is missing or is not text", key=key))
        return value

    def one_of(self, key: str, allowed: Any) -> Any:
        value = self.string(key)
        if value not in get_args(allowed):
            known = ", ".join(get_args(allowed))
            self.wrong(
                key, say("{key} is “{code}”, not one of {known}", key=key, code=value, known=known)
            )
        return value

    def number(
        self,
        key: str,
        least: int,
        most: int,
        default: int | None = None,
        *,
        what: Translatable | None = None,
    ) -> int:
        """A whole number from `least` to `most`; `true` is none, although Python counts it as 1.
        `what` it is, where it is not a number of what `key` names."""
        value = self.values.get(key, default)
        if type(value) is not int or not least <= value <= most:
            within = {"value": repr(value), "least": least, "most": most}
            if what is not None:
                says = say("{value} is not {what} from {least} to {most}", what=what, **within)
            else:
                says = say(
                    "{value} is not a number of {key} from {least} to {most}", key=key, **within
                )
            self.wrong(key, says)
        return value

    def truth(self, key: str, default: bool | None = None) -> bool:
        value = self.values.get(key, default)
        if type(value) is not bool:
            self.wrong(key, say("{key} is true or false", key=key))
        return value

    def member[Kind: StrEnum](self, key: str, kinds: type[Kind], what: Translatable) -> Kind:
        """Return one of `kinds`; `what` says what another value is not."""
        value = self.string(key)
        if value not in set(kinds):
            known = ", ".join(kinds)
            self.wrong(
                key, say("{code} is {what}; known: {known}", code=value, what=what, known=known)
            )
        return kinds(value)

    def day(self, key: str) -> date | None:
        value = self.values.get(key)
        if value is not None and type(value) is not date:
            self.wrong(key, say("{key} is not a date like 2008-06-05", key=key))
        return value

    def words(self, key: str) -> Words:
        value = self.values.get(key)
        if not isinstance(value, Mapping) or set(value) != LANGUAGES:
            needed = ", ".join(sorted(LANGUAGES))
            self.wrong(key, say("{key} needs {needed}", key=key, needed=needed))
        if not all(isinstance(words, str) and words.strip() for words in value.values()):
            self.wrong(key, say("{key} is not text in every language", key=key))
        return value

    def only(self, *allowed: str) -> None:
        for key in self.values:
            if key not in allowed:
                self.wrong(key, say("{key} is not a known entry here", key=key))


def read_toml(file: str, text: str) -> Mapping[str, Any]:
    """Read TOML. Raises BadInput with `file:line` where it is none."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        found = re.search(r"line (\d+)", str(problem))
        line = found[1] if found else str(len(text.splitlines()))
        raise BadInput(f"{file}:{line}", _no_toml(problem)) from None
    # A number of too many digits, too many brackets.
    except (ValueError, RecursionError) as problem:
        raise BadInput(file, _no_toml(problem)) from None


def _no_toml(problem: Exception) -> Sentence:
    return say("is no TOML: {why}", why=str(problem))


def read_rows(file: str, text: str, name: str) -> list[TomlTable]:
    """The tables `[[name]]` of a file that holds nothing else, each knowing its line."""
    top = TomlTable(file, text, read_toml(file, text), repeated=name)
    top.only(name)
    return top.parts(name)


def read_each[Row](
    file: str,
    text: str,
    name: str,
    read: Callable[[TomlTable], Row],
    key: str,
    value: Callable[[Row], str | tuple[str, ...]],
) -> tuple[Row, ...]:
    """What each table `[[name]]` of a file says, as `read` reads it; no `value` of the `key` stands
    twice. Raises BadInput with `file:line` and the reason when the file is malformed."""
    rows = read_rows(file, text, name)
    found = tuple(read(row) for row in rows)
    refuse_twice(rows, key, map(value, found))
    return found


def refuse_twice(
    rows: Iterable[TomlTable], key: str, values: Iterable[str | tuple[str, ...]]
) -> None:
    """Refuse a value that another table has before it; of a value of several parts the first is
    said to stand twice for the others. Raises BadInput at the first such table."""
    seen: set[str | tuple[str, ...]] = set()
    for row, value in zip(rows, values, strict=True):
        first, *others = (value,) if isinstance(value, str) else value
        if value in seen:
            where = ", ".join(filter(None, others))
            of_one = say("{first} stands twice for {where}", first=first, where=where)
            row.wrong(key, of_one if where else say("{first} stands twice", first=first))
        seen.add(value)


def require_each(
    rows: Sequence[TomlTable],
    key: str,
    wanted: Iterable[str],
    found: Container[str],
    row: str = "row",
) -> None:
    """Require each of `wanted` among what is `found`. Raises BadInput at the last table. `row`:
    what it lacks. A file without any row, which the tests of one kind of row read, lacks
    nothing."""
    for name in wanted:
        if rows and name not in found:
            rows[-1].wrong(key, say("{name} has no {row}", name=name, row=row))


def shipped(package: str, name: str) -> Mapping[str, Any]:
    """A file of ours, beside the code that asks for it."""
    return read_toml(name, shipped_text(package, name))


def shipped_text(package: str, name: str) -> str:
    return (files(package) / name).read_text("utf-8")
