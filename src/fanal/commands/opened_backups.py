"""A backup as it is opened: into a scratch folder, and checked before anything is done with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from fanal.commands import (
    archive,
    backup_manifest,
    database_copies,
    django_setup,
    open_files,
    sealed_files,
)
from fanal.commands.backup_manifest import Manifest
from fanal.core.errors import BadInput, Refused
from fanal.core.words import say
from fanal.installation import backup_key

if TYPE_CHECKING:
    from fanal.commands.sealed_files import FileHeader
    from fanal.core.sealing.day_keys import DayKey
    from fanal.core.sealing.pairs import PrivateKeys


@dataclass(frozen=True, repr=False)
class ClosedBackup:
    """A backup, and what opens it: the recovery key of the sheets, or an age key. Its repr shows
    neither."""

    path: Path
    header: FileHeader
    begins: int
    identities: list[open_files.Identity]
    recovery: PrivateKeys | None


@dataclass(frozen=True)
class OpenedBackup:
    """What it says of itself, and the copy of the database."""

    manifest: Manifest
    copy: Path


def ask(path: Path, identity: Path | None) -> ClosedBackup:
    """Read its first lines and ask for what opens it. Raises BadInput."""
    header, begins = sealed_files.read_header(path, "backup")
    if identity is not None:
        return ClosedBackup(path, header, begins, open_files.identities(identity), None)
    day_key = day_key_of(path, header)  # first: where it is gone, no sheet is brought out in vain
    recovery = open_files.recovery_key(path, header)
    key = sealed_files.identity_of(path, header, recovery, day_key)
    return ClosedBackup(path, header, begins, [key], recovery)


def day_key_of(path: Path, header: FileHeader) -> DayKey | None:
    """Return the key of the day; None for a backup of before there was one. Raises BadInput where
    it is destroyed, or not here."""
    if not header.day:
        return None
    keys = backup_key.read(django_setup.folder(demo=False))
    if keys is None:
        raise BadInput(
            str(path),
            say("opens only with backup.key, which is not here: `fanal keys import` puts it back"),
        )
    found = keys.of(_day(path, header))
    if found is None:
        raise BadInput(
            str(path),
            say(
                "is of {day}: its time is over, and its key was destroyed. Nothing opens it any "
                "more, no sheet either. Those since {first} open",
                day=header.day,
                first=keys.first,
            ),
        )
    return found


def _day(path: Path, header: FileHeader) -> date:
    try:
        return date.fromisoformat(header.day)
    except ValueError:
        raise BadInput(str(path), say("its first lines were changed")) from None


def unpacked(closed: ClosedBackup, folder: Path) -> OpenedBackup:
    """The manifest and the copy, each as it was written. Raises BadInput."""
    where, tar = str(closed.path), folder / "backup.tar"
    with tar.open("wb") as file:
        sealed_files.open_to(closed.path, closed.begins, closed.identities, file)
    names = [backup_manifest.NAME, *database_copies.FILES.values()]
    if backup_manifest.NAME not in archive.unpack(tar, folder, names):
        raise BadInput(where, say("holds no manifest that can be read"))
    tar.unlink()
    manifest = backup_manifest.read((folder / backup_manifest.NAME).read_bytes(), where)
    copy = folder / database_copies.FILES[manifest.engine]
    if manifest.header != closed.header.digest():
        raise BadInput(where, say("its first lines were changed"))
    if not copy.is_file() or archive.digest(copy) != manifest.sha256:
        raise BadInput(where, say("its copy of the database is not the one that it names"))
    return OpenedBackup(manifest, copy)


def must_be_known(opened: OpenedBackup, where: Path) -> None:
    """Refuse the backup of a newer version. Raises BadInput."""
    from fanal.database.pending_migrations import names_on_disk

    backup_manifest.must_be_known(opened.manifest, names_on_disk(), str(where))


def must_match(manifest: Manifest) -> None:
    """Check that every table has the rows that were counted. Raises Refused."""
    counts = database_copies.found().counts
    wrong = sorted(name for name, n in manifest.counts.items() if counts.get(name) != n)
    if wrong:
        raise Refused(
            say("these tables are not as they were counted: {names}", names=", ".join(wrong))
        )
