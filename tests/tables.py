"""The empty tables, made once and copied from then on.

To make them takes a second or two of a processor, in each process that tests. What was made on
SQLite is kept in `var/tests`, under a digest of all that they are made from, and so is never stale.
A PostgreSQL of the tests is new each time and keeps nothing.
"""

from __future__ import annotations

import fcntl
import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

HOME = Path(__file__).resolve().parent.parent
KEPT = HOME / "var" / "tests"
# The migrations, what they name, and the apps of others with their versions.
MADE_FROM = (
    "src/fanal/*/migrations/*.py",
    "src/fanal/*/models*",
    "src/fanal/*/models/*.py",
    "src/fanal/database/first_tables.py",
    "src/fanal/sealed/server_key.py",
    "src/fanal/sealed/columns.py",
    "src/fanal/sealed/scoped_codes.py",
    "src/fanal/settings/*.py",
    "src/fanal/core/*/*.py",
    "requirements/*.txt",
)


def can_be_kept() -> bool:
    return connection.vendor == "sqlite"


@contextmanager
def in_place() -> Iterator[None]:
    """Inside, the tables are set up: copied if they were made before, kept if they are made now.

    The others who begin at the same time wait for the first.
    """
    if not can_be_kept():
        yield
        return
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        kept = KEPT / f"{_digest()}.sqlite3"
        if kept.exists():
            shutil.copyfile(kept, connection.creation._get_test_db_name())
        yield
        if not kept.exists():
            _keep(kept)


def copy_if_kept(to: Path) -> None:
    """Where they were made before, the tables of a database for work."""
    kept = KEPT / f"{_digest()}.sqlite3"
    if kept.exists():
        shutil.copyfile(kept, to)
        to.chmod(0o600)


def flush_those_with_rows() -> None:
    """To truncate more than two hundred tables takes PostgreSQL half a second of a processor, after
    each test that commits. Of what refers to others it is looked at when all is gone.
    """
    if connection.vendor != "postgresql":
        return

    def flush(style: object, tables: list[str], *, reset_sequences: bool = False, **more: object):
        quoted = {table: connection.ops.quote_name(table) for table in tables}
        looks = [f"(SELECT '{one}' FROM {name} LIMIT 1)" for one, name in quoted.items()]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(looks))
            emptied = [f"DELETE FROM {quoted[one]}" for (one,) in cursor.fetchall()]
        counters = "SELECT setval(seqrelid::regclass, seqstart, false) FROM pg_sequence"
        return [*emptied, *([counters] if reset_sequences else [])]

    connection.ops.sql_flush = flush


def _keep(kept: Path) -> None:
    for old in KEPT.glob("*.sqlite3"):
        old.unlink()
    half = kept.with_suffix(".half")
    half.unlink(missing_ok=True)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(half)])
    half.rename(kept)


def _digest() -> str:
    found = hashlib.sha256()
    for one in sorted({path for pattern in MADE_FROM for path in HOME.glob(pattern)}):
        if one.is_file():
            found.update(f"{one.relative_to(HOME)}\0".encode() + one.read_bytes())
    return found.hexdigest()[:16]
