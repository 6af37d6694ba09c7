"""Keeps the head of the ledger in a file outside the database, beside that of the journal.

Every process notices by it, also after a restart, that tables were rolled back.
"""

import fcntl
import os
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

NAME = "authority.head"


class NotedLedgerHead(NamedTuple):
    """How far the ledger had come when it was noted."""

    step: int
    number: int
    mark: bytes


def path() -> Path:
    return Path(settings.JOURNAL_HEAD).with_name(NAME)


def note(noted: NotedLedgerHead, *, anew: bool = False) -> None:
    """Keep it if it is further on than what is kept. `anew`: two people certified what is there."""
    place = path()
    place.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(place, os.O_RDWR | os.O_CREAT, 0o600), "r+") as file:
        # Workers may come here in another order than they committed in; only a later step is
        # written.
        fcntl.flock(file, fcntl.LOCK_EX)
        kept = _read(file.read())
        if anew or kept is None or noted.step > kept.step:
            file.seek(0)
            file.write(f"{noted.step} {noted.number} {noted.mark.hex()}\n")
            # Written over before it is cut: readers take no lock, and an empty file is none.
            file.truncate()
            file.flush()
            # Written through: a note that a power cut takes with it would not show a rollback.
            os.fsync(file.fileno())


def kept() -> NotedLedgerHead | None:
    """What was noted, or None when nothing ever was."""
    try:
        return _read(path().read_text())
    except FileNotFoundError:
        return None


def _read(text: str) -> NotedLedgerHead | None:
    parts = text.split()
    return (
        NotedLedgerHead(int(parts[0]), int(parts[1]), bytes.fromhex(parts[2]))
        if len(parts) == 3
        else None
    )
