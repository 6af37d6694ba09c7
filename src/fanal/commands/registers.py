"""Registers in files: read whatever an office saved, write what a spreadsheet may open safely."""

from __future__ import annotations

import csv
import os
from codecs import getincrementaldecoder
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from errno import EISDIR
from itertools import pairwise
from pathlib import Path
from signal import SIGTERM, signal
from tempfile import TemporaryDirectory, TemporaryFile
from types import FrameType
from typing import TYPE_CHECKING, TextIO

from fanal.core.errors import BadInput
from fanal.core.words import Sentence, say

if TYPE_CHECKING:
    from _csv import Writer

FIRST = 1 << 20  # bytes that tell the encoding
THAI_BYTES = range(0xA1, 0xFC)
NO_TEXT = say("is not readable text; save it again as CSV in UTF-8")
OPEN_QUOTE = "unexpected end of data"  # what csv says of a quote that the file never closes


def encoding_of(path: Path) -> str:
    """Return UTF-8, UTF-16 with its mark, or else the code page of Thai or Vietnamese Windows."""
    with path.open("rb") as file:
        start = file.read(FIRST)
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    try:  # a sign may be cut at the end
        getincrementaldecoder("utf-8")().decode(start, final=len(start) < FIRST)
    except UnicodeDecodeError:
        high = [byte for byte in start if byte >= 0x80]
        runs = sum(a in THAI_BYTES and b in THAI_BYTES for a, b in pairwise(start))
        return "cp874" if runs * 2 > len(high) else "cp1258"
    return "utf-8-sig"


def columns(
    path: Path, wanted: Iterable[str], needed: tuple[str, ...] = ("name",)
) -> dict[str, list[str | None]]:
    """Return the wanted columns that the file has, read row by row; each text is kept once. Raises
    BadInput, also where a needed one is not there."""
    once: dict[str, str] = {}
    known = set(wanted)
    with path.open(encoding=encoding_of(path), newline="") as file:
        # Strict: a quote that is never closed would swallow the rest of the file.
        rows = csv.reader(file, delimiter=delimiter(path, file), strict=True)
        titles = titles_of(path, first_row(rows, path), known, needed)
        found: dict[str, list[str | None]] = {t: [] for t in titles if t in known}
        for row in numbered(rows, path, len(titles)):
            for title, value in zip(titles, row, strict=True):
                if title in found:
                    found[title].append(once.setdefault(value, value) if value else None)
    return found


def delimiter(path: Path, file: TextIO) -> str:
    try:
        head = file.readline()
    except UnicodeDecodeError:
        raise unreadable(path) from None
    if not head.strip():
        raise BadInput(path.name, say("the file is empty"))
    file.seek(0)
    return max(",;\t", key=head.count)


def unreadable(path: Path) -> BadInput:
    """Return the error that names the line: a file is decoded a piece at a time, so
    it has to be looked for."""
    encoding = encoding_of(path)
    with path.open("rb") as file:
        for line, text in enumerate(file, 1):
            try:
                text.decode(encoding)
            except UnicodeDecodeError:
                return BadInput(f"{path.name}, line {line}", NO_TEXT)
    return BadInput(path.name, NO_TEXT)


def first_row(rows: Iterator[list[str]], path: Path) -> list[str]:
    try:
        return next(rows)
    except UnicodeDecodeError:
        raise unreadable(path) from None
    except csv.Error as problem:
        raise BadInput(f"{path.name}, line 1", misread(problem)) from None


def titles_of(path: Path, row: list[str], wanted: set[str], needed: tuple[str, ...]) -> list[str]:
    titles = [title.strip().lower() for title in row]
    for title in needed:
        if title not in titles:
            raise BadInput(f"{path.name}, line 1", no_column(title))
    for title in titles:
        if title in wanted and titles.count(title) > 1:
            twice = say("two columns are called {name}", name=title)
            raise BadInput(f"{path.name}, line 1", twice)
    return titles


def no_column(name: str) -> Sentence:
    return say("no column is called {name}", name=name)


def writable(path: Path, register: Path) -> None:
    """Check before the work that an answer can be written there, and that it is not the register.
    Raises BadInput or OSError."""
    if not path.parent.is_dir():
        raise BadInput(str(path.parent), say("there is no such folder"))
    if path.is_dir():
        raise IsADirectoryError(EISDIR, "", str(path))
    if path.exists() and register.exists() and path.samefile(register):
        raise BadInput(path.name, say("is the register itself, which would be written over"))
    with TemporaryFile(dir=path.parent):
        pass


def numbered(rows: Iterator[list[str]], path: Path, width: int) -> Iterator[list[str]]:
    line = 1
    while True:
        line += 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except UnicodeDecodeError:
            raise unreadable(path) from None
        except csv.Error as problem:
            raise BadInput(f"{path.name}, line {line}", misread(problem)) from None
        if row and len(row) != width:
            wrong = say("columns: {n}, expected: {width}", n=len(row), width=width)
            raise BadInput(f"{path.name}, line {line}", wrong)
        if row:
            yield row


def misread(problem: csv.Error) -> Sentence:
    if str(problem) == OPEN_QUOTE:
        return say("a quotation mark is not closed")
    return say("cannot be read: {problem}", problem=problem)


@contextmanager
def room_beside(path: Path) -> Iterator[Path]:
    """Yield a folder beside a file, for us alone, that is gone at the end, also where
    we are stopped."""
    before = signal(SIGTERM, stopped)
    try:
        with TemporaryDirectory(prefix=f".{path.name}.", dir=path.parent) as folder:
            yield Path(folder)
    finally:
        signal(SIGTERM, before)


def stopped(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


@contextmanager
def writer(path: Path) -> Iterator[Writer]:
    """Yield a CSV that appears only when it is whole, and that only whoever made it can read: it
    quotes names, or says which records are one person."""
    draft = path.with_name(path.name + ".part")
    try:
        draft.unlink(missing_ok=True)
        with open(draft, "x", encoding="utf-8", newline="", opener=_for_us_alone) as file:
            yield csv.writer(file)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _for_us_alone(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
