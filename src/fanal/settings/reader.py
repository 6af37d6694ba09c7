"""The settings file of an installation, and the environment, which overrides it (ADR 22).

One file in TOML, `/etc/fanal/fanal.toml` or what `FANAL_CONFIG` names (empty: none), for the
server, the timer and whoever types a command: cron starts with an empty environment. What it holds
that no setting is called is refused, with its line: a slip of the pen must not switch mails off.
"""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from fanal.core.data_files.toml_tables import read_toml
from fanal.core.errors import BadInput
from fanal.core.words import Sentence, say

WHERE = "FANAL_CONFIG"
USUAL = Path("/etc/fanal/fanal.toml")
OTHERS = 0o007
SECTION, KEY = re.compile(r"\s*\[\s*([\w.-]+)\s*\]"), re.compile(r"\s*([\w.-]+)\s*=")
PASSWORD = re.compile(r"//[^/@]*:[^/@]+@|[?&]password=")  # in the address of a database


@dataclass(frozen=True)
class Setting[T]:
    """One setting: its key in the file (`mail.port`), its variable, and how either is read.

    `read` raises BadInput without a place: the place is known here.
    """

    key: str
    variable: str
    read: Callable[[object], T]
    default: T

    def value(self) -> T:
        """Return the value from the environment, else from the file, else the default. Raises
        BadInput."""
        # An empty variable is none: it does not hide what stands in the file.
        if text := os.environ.get(self.variable):
            return self._read(text, self.variable)
        file = contents(os.environ.get(WHERE))
        if self.key in file.values:
            return self._read(file.values[self.key], file.place(self.key))
        return self.default

    def typed(self, given: object | None, option: str) -> T:
        """Return what was typed after `option` of a command; `value` without it. Raises
        BadInput."""
        return self.value() if given is None else self._read(given, option)

    def source(self) -> str:
        """Return where the value stands: a variable, a line of the file, or nothing for the
        default."""
        if os.environ.get(self.variable):
            return self.variable
        file = contents(os.environ.get(WHERE))
        return file.place(self.key) if self.key in file.values else ""

    def _read(self, given: object, place: str) -> T:
        try:
            return self.read(given)
        except BadInput as problem:
            raise BadInput(place, problem.why) from None


@dataclass(frozen=True)
class File:
    """What stands in the file: `values` by their keys, and on which line each begins."""

    path: Path | None
    values: Mapping[str, object]
    lines: Mapping[str, int]

    def place(self, key: str) -> str:
        return f"{self.path}:{self.lines.get(key, 0)}: {key}"


@cache
def contents(named: str | None) -> File:
    """The file that `named` (the variable) means. Raises BadInput for one that cannot be read."""
    path = _path(named)
    if path is None:
        return File(None, {}, {})
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise BadInput(str(path), say("the file is not UTF-8 text")) from None
    try:
        values = _flat(read_toml(str(path), text))
    except BadInput as problem:  # its line stands in the reason
        raise BadInput(str(path), problem.why) from None
    file = File(path, values, _lines(text))
    # Its group may: the account of the service reads the file of root by it.
    if _holds_a_password(values) and path.stat().st_mode & OTHERS:
        raise BadInput(str(path), say("holds a password, and others may read it: chmod 640"))
    return file


def check(known: set[str]) -> None:
    """Raise BadInput for the first key of the file that is no setting."""
    file = contents(os.environ.get(WHERE))
    for key in file.values:
        if key not in known:
            raise BadInput(file.place(key), _no_setting(key, known))


def _no_setting(key: str, known: set[str]) -> Sentence:
    near = get_close_matches(key, known, n=1)
    if near:
        return say("is no setting; “{near}” is one", near=near[0])
    return say("is no setting")


def _path(named: str | None) -> Path | None:
    if named:
        path = Path(named)
        if not path.is_file():
            raise BadInput(WHERE, say("names a file that is not there: {path}", path=named))
        return path
    return USUAL if named is None and USUAL.exists() else None


def _flat(table: Mapping[str, object], before: str = "") -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in table.items():
        found |= (
            _flat(value, f"{before}{key}.") if isinstance(value, dict) else {before + key: value}
        )
    return found


def _lines(text: str) -> dict[str, int]:
    """Return on which line each key stands; tables within a line are found by no number."""
    section, found = "", {}
    for number, line in enumerate(text.splitlines(), 1):
        if begins := SECTION.match(line):
            section = begins[1] + "."
        elif key := KEY.match(line):
            found[section + key[1]] = number
    return found


def _holds_a_password(values: Mapping[str, object]) -> bool:
    return bool(values.get("mail.password")) or bool(
        PASSWORD.search(str(values.get("database", "")))
    )
