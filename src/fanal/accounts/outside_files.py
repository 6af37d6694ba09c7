"""Short files outside the database, beside the head of the journal: whoever writes to the database
takes nothing out of them."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path

from django.conf import settings


def path(name: str) -> Path:
    return Path(settings.JOURNAL_HEAD).with_name(name)


@contextmanager
def locked(name: str) -> Iterator[TextIOWrapper]:
    """Open the file to read and to write, for this process alone."""
    place = path(name)
    place.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(place, os.O_RDWR | os.O_CREAT, 0o600), "r+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # until it is closed
        yield file


def append(file: TextIOWrapper, line: str) -> None:
    end = file.seek(0, os.SEEK_END)
    # A full disk or a crash cut the last line off: written on, the new one would be part of it.
    begin = "\n" if end and os.pread(file.fileno(), 1, end - 1) != b"\n" else ""
    file.write(f"{begin}{line}\n")


def drop_before(name: str, since: float) -> None:
    """The lines that begin with an earlier moment. One that a crash cut off goes with them."""
    with locked(name) as file:
        lines = file.read().splitlines(keepends=True)
        recent = [line for line in lines if _moment(line) >= since]
        if len(recent) < len(lines):
            file.seek(0)
            # In place and not as a new file: another process that waits for the lock would write
            # into the old one. Cut off after it was written: emptied first, all would be lost where
            # the disk is full.
            file.writelines(recent)
            file.truncate()


def _moment(line: str) -> int:
    first = line.partition(" ")[0]
    return int(first) if first.isdigit() else 0
