"""The journal's head in a file beside the database: what is cut off at the end is missed."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from django.conf import settings


def note(number: int, mark: bytes) -> None:
    """Keep the head if it is further on than what is kept: workers may come in any order."""
    path = Path(settings.JOURNAL_HEAD)
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if number > _read(file.read())[0]:
            file.seek(0)
            file.truncate()
            file.write(f"{number} {mark.hex()}\n")
            file.flush()
            os.fsync(file.fileno())


def head() -> tuple[int, bytes] | None:
    """The number and mark that were noted, or None when nothing ever was."""
    path = Path(settings.JOURNAL_HEAD)
    return _read(path.read_text()) if path.exists() else None


def _read(text: str) -> tuple[int, bytes]:
    number, _, mark = text.strip().partition(" ")
    return (int(number), bytes.fromhex(mark)) if mark else (0, b"")
