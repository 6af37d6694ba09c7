"""Which backups were made here, and where: they hold whoever was erased since, until deleted.

A file in `FANAL_VAR`, outside the database, a line a backup: when, where, how large. It says
nothing of a person.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

NAME = "backups.list"


@dataclass(frozen=True)
class MadeBackup:
    """A backup that was made. `file`: where it was written; it may have been taken elsewhere."""

    at: datetime
    file: str

    def is_there(self) -> bool:
        # It may have been moved to a stick, where it cannot be deleted from here (ADR 18).
        return Path(self.file).is_file()


def add(folder: Path, made: MadeBackup) -> None:
    """Add a backup to the list. Raises OSError."""
    text = json.dumps({"at": made.at.isoformat(), "file": made.file})
    # Appended: a line that was cut by a power cut spoils itself alone.
    handle = os.open(folder / NAME, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "a", encoding="utf-8") as file:
        file.write(text + "\n")


def made(folder: Path) -> Iterator[MadeBackup]:
    """Yield the backups that are noted; a line that somebody spoilt is passed over."""
    try:
        # `replace`: a byte that is no UTF-8 spoils a line, not the list.
        texts = (folder / NAME).read_text("utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return
    for text in texts:
        try:
            values = json.loads(text)
            yield MadeBackup(datetime.fromisoformat(values["at"]), str(values["file"]))
        except (ValueError, TypeError, KeyError):
            continue


def too_old(folder: Path, days: int, now: datetime) -> list[MadeBackup]:
    """Return the backups made longer ago that lie where they were written."""
    # By the time at which it was made, since a copy has a newer one on the disk.
    last = now - timedelta(days=days)
    return [backup for backup in made(folder) if backup.at < last and backup.is_there()]


def delete_old(folder: Path, days: int, now: datetime) -> list[MadeBackup]:
    """Delete these. Raises OSError."""
    found = too_old(folder, days, now)
    for backup in found:
        Path(backup.file).unlink()
    return found
