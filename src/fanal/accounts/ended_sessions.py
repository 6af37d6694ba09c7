"""Which sessions, and which unlocked ones, were ended: their rows count no more, whoever puts them
back into the database beside the cookies of that browser.

Kept in a file outside the database, beside the head of the journal, for as long as a session can
last: after that its own hour of sign-in ends it (`settings.ABSOLUTE_END`).
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings

from fanal.accounts import beside_journal, clock

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
    with beside_journal.locked(NAME) as file:
        beside_journal.append(file, f"{int(clock.seconds())} {mark}")


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
    beside_journal.drop_before(
        NAME, clock.seconds() - (settings.ABSOLUTE_END + clock.AHEAD).total_seconds()
    )


def path() -> Path:
    return beside_journal.path(NAME)
