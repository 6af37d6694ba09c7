"""Which sessions, and which unlocked ones, were ended: their rows count no more, whoever puts them
back into the database beside the cookies of that browser.

Kept in a file outside the database, beside the head of the journal, for as long as a session can
last: after that its own hour of sign-in ends it (`settings.ABSOLUTE_END`).
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path

from django.conf import settings

from fanal.accounts import clock

NAME = "sessions.ended"
type Stamp = tuple[int, int]


class _Read:
    """What this process read of the file last, and of which state of it."""

    stamp: Stamp | None = None
    marks: frozenset[str] = frozenset()


def mark_of(held: bytes) -> str:
    """By what something that was sealed is named in the file."""
    return hashlib.sha256(held).hexdigest()[:40]


def note(mark: str) -> None:
    """It ended, and does not begin again."""
    with _locked() as file:
        file.seek(0, os.SEEK_END)
        file.write(f"{int(clock.seconds())} {mark}\n")


def has_ended(mark: str) -> bool:
    try:
        found = path().stat()
    except FileNotFoundError:
        return False
    stamp = found.st_mtime_ns, found.st_size
    if stamp != _Read.stamp:
        lines = path().read_text().splitlines()
        _Read.marks = frozenset(line.partition(" ")[2] for line in lines)
        _Read.stamp = stamp
    return mark in _Read.marks


def forget_old() -> None:
    """What ended so long ago that no session of then lasts."""
    since = clock.seconds() - (settings.ABSOLUTE_END + clock.AHEAD).total_seconds()
    with _locked() as file:
        lines = file.read().splitlines(keepends=True)
        kept = [line for line in lines if _moment(line) >= since]
        if len(kept) < len(lines):
            file.seek(0)
            file.truncate()
            file.writelines(kept)


def _moment(line: str) -> int:
    """A line that a crash cut off is of no session: it goes with the old ones."""
    first = line.partition(" ")[0]
    return int(first) if first.isdigit() else 0


def path() -> Path:
    return Path(settings.JOURNAL_HEAD).with_name(NAME)


@contextmanager
def _locked() -> Iterator[TextIOWrapper]:
    place = path()
    place.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(place, os.O_RDWR | os.O_CREAT, 0o600), "r+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # until it is closed
        yield file
