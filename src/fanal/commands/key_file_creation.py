"""Key files are made with the organisation, and never again: new ones in place of lost ones open
nothing, and look like wrong pass-phrases.

Django cannot be asked whether there is an organisation: its settings read a key file.
"""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from fanal.core.errors import BadInput
from fanal.core.words import say
from fanal.database.failures import one_line, said_of
from fanal.installation import key_files
from fanal.settings import options
from fanal.settings.database import connection_options, from_url

ASK = "SELECT 1 FROM keys_organisationkeys"
LOST = say(
    "is missing, and the organisation was made with it: put it back from the backup of the key "
    "files. A new one would open nothing"
)


def make_key_files(var: Path) -> None:
    """Make those that are missing. Raises BadInput where an organisation has them already."""
    folder = Path(options.KEYS.value() or var / "keys")
    missing = key_files.missing(folder)
    if missing and has_organisation(var):
        raise BadInput(str(folder / missing[0]), LOST)
    key_files.make(folder)


def has_organisation(var: Path) -> bool:
    """Whether the database holds one. Raises BadInput where it cannot be asked."""
    database = from_url(options.DATABASE.value() or f"sqlite:///{var / 'fanal.sqlite3'}")
    if database["ENGINE"].endswith("sqlite3"):
        return _in_sqlite(str(database["NAME"]))
    return _in_postgresql(database)


def _in_sqlite(name: str) -> bool:
    path = Path(name)
    if not path.is_file():
        return False
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as file:
            return file.execute(ASK).fetchone() is not None
    except sqlite3.OperationalError as problem:
        if "no such table" in str(problem):
            return False
        raise BadInput(name, said_of(problem) or "") from None
    except sqlite3.DatabaseError as problem:
        raise BadInput(name, said_of(problem) or "") from None


def _in_postgresql(database: dict[str, Any]) -> bool:
    import psycopg

    try:
        with psycopg.connect(**connection_options(database)) as connection:
            return connection.execute(ASK).fetchone() is not None
    except psycopg.errors.UndefinedTable:
        return False
    except psycopg.Error as problem:
        raise BadInput(options.DATABASE.source(), one_line(problem)) from None
