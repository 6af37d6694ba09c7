"""Registers in files: read whatever an office saved, write what a spreadsheet may open safely."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from signal import SIGTERM, signal
from tempfile import TemporaryDirectory
from types import FrameType

from fanal.core.errors import BadInput

THAI_BYTES = range(0xA1, 0xFC)
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def encoding_of(path: Path) -> str:
    """UTF-8, UTF-16 with its mark, or else the code page of Thai or Vietnamese Windows."""
    with path.open("rb") as file:
        start = file.read(1 << 20)
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    try:
        start[: -4 or None].decode("utf-8")
    except UnicodeDecodeError as problem:
        if problem.start < len(start) - 8:
            high = [byte for byte in start if byte >= 0x80]
            runs = sum(a in THAI_BYTES and b in THAI_BYTES for a, b in pairwise(start))
            return "cp874" if runs * 2 > len(high) else "cp1258"
    return "utf-8-sig"


def columns(path: Path, wanted: Iterable[str]) -> dict[str, list[str | None]]:
    """The wanted columns that the file has, read row by row; each text is kept once. Raises
    BadInput."""
    once: dict[str, str] = {}
    known = set(wanted)
    with path.open(encoding=encoding_of(path), newline="") as file:
        head = file.readline()
        if not head.strip():
            raise BadInput(path.name, "the file is empty")
        file.seek(0)
        rows = csv.reader(file, delimiter=max(",;\t", key=head.count))
        titles = [title.strip().lower() for title in next(rows)]
        if "name" not in titles:
            raise BadInput(f"{path.name}, line 1", "no column is called name")
        found: dict[str, list[str | None]] = {t: [] for t in titles if t in known}
        for row in numbered(rows, path, len(titles)):
            for title, value in zip(titles, row, strict=True):
                if title in found:
                    found[title].append(once.setdefault(value, value) if value else None)
    return found


def numbered(rows: Iterator[list[str]], path: Path, width: int) -> Iterator[list[str]]:
    line = 1
    while True:
        line += 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except (UnicodeDecodeError, csv.Error) as problem:
            raise BadInput(f"{path.name}, line {line}", str(problem)) from None
        if row and len(row) != width:
            raise BadInput(f"{path.name}, line {line}", f"{len(row)} columns, expected {width}")
        if row:
            yield row


@contextmanager
def room_beside(path: Path) -> Iterator[Path]:
    """A folder beside a file, for us alone, that is gone at the end, also where we are stopped."""
    before = signal(SIGTERM, stopped)
    try:
        with TemporaryDirectory(prefix=f".{path.name}.", dir=path.parent) as folder:
            yield Path(folder)
    finally:
        signal(SIGTERM, before)


def stopped(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


@contextmanager
def writer(path: Path) -> Iterator[csv.writer]:  # type: ignore[valid-type]
    """A CSV that appears only when it is whole."""
    draft = path.with_name(path.name + ".part")
    with draft.open("w", encoding="utf-8", newline="") as file:
        yield csv.writer(file)
    draft.replace(path)


def safe(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return "'" + text if text.startswith(FORMULA) else text
