"""The database of SQLite on the disk: for the service account alone, as the key files are."""

import os
from collections.abc import Mapping
from pathlib import Path

from fanal.core.errors import BadInput
from fanal.core.words import say
from fanal.settings import options

NONE_HERE = say(
    "there is no database here: `fanal restore FILE` puts a backup back, `fanal setup` is for a "
    "new organisation; or the setting `database` names another"
)
EMPTY = say(
    "this database is empty: `fanal restore FILE` puts a backup into it, `fanal setup` is for a "
    "new organisation; or the setting `database` names another"
)
BESIDE = ("", "-wal", "-shm", "-journal")
OTHERS = 0o077


def check(database: Mapping[str, object]) -> None:
    """Check that nobody else on this machine may read the database. Raises BadInput."""
    for path in _there(database):
        if path.stat().st_mode & OTHERS:
            raise BadInput(str(path), say("may be read by others: chmod 600"))


def must_be_there(database: Mapping[str, object]) -> None:
    """Refuse where SQLite would make an empty file: of a forgotten setting, mostly.
    Raises BadInput."""
    if str(database["ENGINE"]).endswith("sqlite3") and not Path(str(database["NAME"])).is_file():
        raise BadInput(str(database["NAME"]), NONE_HERE)


def must_hold_something(database: Mapping[str, object]) -> None:
    """Refuse an empty database: migrating it would only keep a backup from being put back into it.
    Raises BadInput."""
    from django.db import Error, connection
    from django.db.migrations.recorder import MigrationRecorder

    try:
        empty = not MigrationRecorder(connection).has_table()
    except Error:
        # On a full disk SQLite cannot even be read: whoever asks next is told so, and the doctor
        # looks at the disk.
        return
    if empty:
        where = options.DATABASE.source() or str(database["NAME"])
        raise BadInput(where, EMPTY)


def close_to_others(database: Mapping[str, object], folder: Path) -> None:
    """Close the files to others, as set-up does, also where they were made before
    this was looked at."""
    for path in _there(database):
        path.chmod(0o600)
    if folder.is_dir() and folder.stat().st_uid == os.geteuid():
        folder.chmod(0o700)


def _there(database: Mapping[str, object]) -> list[Path]:
    if not str(database["ENGINE"]).endswith("sqlite3"):
        return []
    found = [Path(f"{database['NAME']}{end}") for end in BESIDE]
    return [one for one in found if one.is_file()]
