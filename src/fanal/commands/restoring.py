"""What a restore and its trial have in common. Django is connected to an empty database."""

from pathlib import Path

from fanal.commands import (
    database_copies,
    django_setup,
    opened_backups,
    postgres_programs,
    sqlite_to_postgresql,
)
from fanal.commands.backup_manifest import Manifest
from fanal.commands.opened_backups import ClosedBackup, OpenedBackup
from fanal.core.errors import BadInput
from fanal.core.words import say


def restore(closed: ClosedBackup, folder: Path) -> Manifest:
    """Open a backup in `folder`, check it, load it, bring it up to date. Raises
    BadInput, Refused."""
    opened = opened_backups.unpacked(closed, folder)
    load(opened, closed.path)
    return opened.manifest


def must_go_into(engine: str, path: Path) -> None:
    """Refuse a backup of PostgreSQL where the setting names SQLite, or its program is missing.
    Raises BadInput."""
    if engine not in {database_copies.engine(), database_copies.SQLITE}:
        raise BadInput(
            str(path),
            say(
                "is a backup of PostgreSQL: it goes back into that, not into SQLite (setting "
                "`database`)"
            ),
        )
    must_have_its_program(engine)


def must_have_its_program(engine: str) -> None:
    """Refuse a backup that nothing here can load. Raises BadInput."""
    if engine == database_copies.POSTGRESQL:
        postgres_programs.installed("pg_restore")


def load(opened: OpenedBackup, path: Path) -> None:
    """Load a backup into the empty database that Django is connected to. Raises BadInput."""
    manifest = opened.manifest
    opened_backups.must_be_known(opened, path)
    if manifest.engine == database_copies.SQLITE:
        database_copies.must_be_whole(opened.copy, str(path))
    if manifest.engine == database_copies.engine():
        database_copies.load(opened.copy)
    else:
        sqlite_to_postgresql.load(opened.copy, str(path))
    # Before it is migrated: rows are compared with what the backup says of itself, in the form in
    # which it was made.
    opened_backups.must_match(manifest)
    django_setup.migrate()
    database_copies.count_for_the_planner()
    _note_heads(manifest)


def _note_heads(manifest: Manifest) -> None:
    """Note the journal and the ledger as they are in the backup, where nothing was noted yet.

    Where something was, it stays: it tells how much is missing.
    """
    from fanal.audit import second_place
    from fanal.authority import ledger, noted_head
    from fanal.authority.noted_head import NotedLedgerHead

    if manifest.number and second_place.is_empty():
        second_place.append(second_place.first(), manifest.number, bytes.fromhex(manifest.mark))
    if noted_head.kept() is None:
        head = ledger.read()
        noted_head.note(NotedLedgerHead(head.step, head.number, head.mark))
