"""When the last backup was made, the last restore tried, the key files last exported, and to which
moment everything was put back.

A small file in `FANAL_VAR`, outside the database: it is read when the database is gone, and a
restored one does not bring back the notes of its own day.
"""

import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

NAME = "backups.json"


@dataclass(frozen=True)
class BackupNote:
    """A backup that was written to its end. `number`: the last entry of the journal in it."""

    at: datetime
    file: str
    size: int
    number: int


@dataclass(frozen=True)
class TriedRestoreNote:
    """A restore into a scratch place that went well. `made`: when its backup was."""

    at: datetime
    file: str
    made: datetime
    seconds: float
    opened: int


@dataclass(frozen=True)
class KeysExportNote:
    """The key files in a file of their own. `marks`: which they were (`key_files.marks`)."""

    at: datetime
    file: str
    marks: str


@dataclass(frozen=True)
class BackupsEndedNote:
    """A note that earlier backups ended. `first`: backups of days before it open no more, and the
    journal says so."""

    at: datetime
    first: str


@dataclass(frozen=True)
class PutBackNote:
    """A note that data were put back. Two people accepted an older state. `made`: of which moment
    it is."""

    at: datetime
    made: datetime


type Note = BackupNote | TriedRestoreNote | KeysExportNote | BackupsEndedNote | PutBackNote
# Keys of the file, never renamed: a note of an older release would be lost.
KINDS: dict[str, type[Note]] = {
    "last_backup": BackupNote,
    "last_tried_restore": TriedRestoreNote,
    "last_keys_export": KeysExportNote,
    "last_ended": BackupsEndedNote,
    "last_put_back": PutBackNote,
}


def last_backup(folder: Path) -> BackupNote | None:
    """Return the last backup of the installation whose `FANAL_VAR` is `folder`; None where none is
    noted."""
    return _last(folder, BackupNote)


def last_tried_restore(folder: Path) -> TriedRestoreNote | None:
    return _last(folder, TriedRestoreNote)


def last_keys_export(folder: Path) -> KeysExportNote | None:
    return _last(folder, KeysExportNote)


def last_ended(folder: Path) -> BackupsEndedNote | None:
    return _last(folder, BackupsEndedNote)


def last_put_back(folder: Path) -> PutBackNote | None:
    return _last(folder, PutBackNote)


def note(folder: Path, what: Note) -> None:
    """Keep it as the last of its kind. Raises OSError."""
    name = next(name for name, kind in KINDS.items() if kind is type(what))
    # Read again and written whole: a note of another kind that was added meanwhile stays.
    held = read_noted(folder / NAME) | {name: asdict(what)}
    write_whole(folder / NAME, json.dumps(held, indent=1, default=datetime.isoformat).encode())


def write_whole(path: Path, text: bytes) -> None:
    """The file with all of `text`, or as it was: written beside it, then put in its place."""
    # In the same folder, or `replace` would cross file systems and not be one step.
    half = path.with_name(f".{path.name}.half")
    # 0600 from the first byte: a mode that is set afterwards comes too late.
    # Before the rename: otherwise a power cut can leave the new name with no content.
    write_to_disk(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), text)
    half.replace(path)
    sync_path(path.parent)


def write_to_disk(handle: int, content: bytes) -> None:
    """Write it and close: what returned is on the disk."""
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def sync_path(path: Path) -> None:
    """Keep a file, or which files a folder holds, over a power cut."""
    # A rename is a change of the folder, which has a cache of its own.
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _last[Kind: Note](folder: Path, kind: type[Kind]) -> Kind | None:
    """Return the last note of a kind; None where nothing is noted, or somebody spoilt it."""
    name = next(name for name, one in KINDS.items() if one is kind)
    try:
        values = json.loads((folder / NAME).read_text())[name]
        days = {key: datetime.fromisoformat(values[key]) for key in ("at", "made") if key in values}
        return kind(**values | days)
    # No note is the safe reading: the checks then ask for a backup, where a guess would say that
    # there is one.
    except (OSError, ValueError, KeyError, TypeError):
        return None


def read_noted(path: Path) -> dict[str, object]:
    """What is noted there; nothing where there is no such file, or where somebody spoilt it. Raises
    OSError where it is there and cannot be read: a new one in its place would forget what it says.
    """
    try:
        values = json.loads(path.read_text())
    except (FileNotFoundError, ValueError):
        return {}
    # A spoilt file is begun anew by the next note; nothing in it is needed to open a backup.
    return values if isinstance(values, dict) else {}
