"""A copy of the database as it stands at one moment, made while people work in it, and loaded
again into an empty one.

SQLite by its online backup, never by a copy of the file: what was written last may stand beside it.
PostgreSQL by `pg_dump`, in the snapshot in which the rows are counted.
"""

import errno
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from fanal.commands import postgres_programs
from fanal.core.errors import BadInput, Refused
from fanal.core.words import say
from fanal.database import failures
from fanal.installation.backup_notes import sync_path

SQLITE, POSTGRESQL = "sqlite", "postgresql"
FILES = {SQLITE: "database.sqlite3", POSTGRESQL: "database.pgdump"}
# Who is signed in, and half of it: of no use later, and nothing that a thief should find.
NOT_KEPT = ("keys_unlock", "keys_halfsignin", "django_session")
TABLES = {
    SQLITE: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'",
    POSTGRESQL: "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
}
CACHE_KB = 65_536
HEAD = "SELECT number, mark FROM audit_head WHERE id = 1"
MIGRATIONS = "SELECT app, name FROM django_migrations ORDER BY app, name"
type Rows = Iterable[Sequence[object]]
type Ask = Callable[[str], Rows]


@dataclass(frozen=True)
class Copied:
    """What stands in a copy: the end of its journal, its migrations, the rows of each table."""

    number: int
    mark: str
    migrations: list[list[str]]
    counts: dict[str, int]


def engine() -> str:
    from django.db import connection

    return SQLITE if connection.vendor == "sqlite" else POSTGRESQL


def copy(to: Path) -> Copied:
    """Write the copy. Raises BadInput where it cannot be made, or is damaged."""
    return _copy_sqlite(to) if engine() == SQLITE else _copy_postgresql(to)


def must_be_empty() -> None:
    """Check that nothing stands in the database yet. Raises Refused."""
    from django.db import connection

    if engine() == SQLITE:
        path = Path(connection.settings_dict["NAME"])
        if not path.exists() or not path.stat().st_size:
            return
    with connection.cursor() as cursor:
        cursor.execute(TABLES[engine()])
        tables = cursor.fetchall()
    connection.close()
    if tables:
        raise Refused(
            say(
                "the database is not empty ({n} tables): a backup is put into an empty one only. "
                "Move the old one aside first; nothing was changed",
                n=len(tables),
            )
        )


def load(copied: Path) -> None:
    """Put a copy into the empty database: all of it or nothing. Raises BadInput."""
    from django.db import connection

    connection.close()
    if engine() == SQLITE:
        _place(copied, Path(connection.settings_dict["NAME"]))
        return
    load_postgresql(copied, _parameters())


def load_postgresql(copied: Path, parameters: postgres_programs.Parameters) -> None:
    postgres_programs.run(
        "pg_restore",
        "--single-transaction",
        "--exit-on-error",
        "--no-owner",
        "--no-privileges",
        f"--dbname={parameters['dbname']}",
        str(copied),
        parameters=parameters,
    )


def count_for_the_planner() -> None:
    """Have PostgreSQL count what has come in (`pg_restore`, notes: "it is wise to run ANALYZE").

    Until then it takes every table for nearly empty: of 100,000 people one question of `doctor`
    took minutes. It begins by itself, but later. SQLite goes by its indexes alone.
    """
    from django.db import connection

    if engine() == POSTGRESQL:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def found() -> Copied:
    """Return what stands in the database that Django is connected to."""
    from django.db import connection

    def ask(sql: str) -> Rows:
        cursor.execute(sql)
        return list(cursor.fetchall())

    with connection.cursor() as cursor:
        return _counted(ask, engine())


def damage(database: sqlite3.Connection) -> str:
    """Return what is wrong with it, or nothing. Also with its indexes, which
    `quick_check` leaves out."""
    # It looks every row up in every index: with SQLite's usual 2 MB half of its time is reading the
    # same pages again.
    database.execute(f"PRAGMA cache_size = -{CACHE_KB}")
    findings = [str(row[0]) for row in database.execute("PRAGMA integrity_check(1)")]
    return "" if findings == ["ok"] else findings[0].splitlines()[-1]


def must_be_whole(path: Path, where: str) -> None:
    """Check that a SQLite file is not damaged. Raises BadInput."""
    with closing(sqlite3.connect(path)) as database:
        if wrong := damage(database):
            raise BadInput(where, say("its copy of the database is damaged: {what}", what=wrong))


def _copy_sqlite(to: Path) -> Copied:
    """Copy in one step: whoever writes meanwhile is not kept waiting, and is not in it."""
    from django.db import connection

    connection.ensure_connection()
    with closing(sqlite3.connect(to)) as target:
        _fill(target, connection.connection, to)
        target.execute("PRAGMA journal_mode = DELETE")
        target.execute("PRAGMA secure_delete = ON")
        if wrong := damage(target):
            raise failures.DatabaseDamaged(wrong)
        with target:
            for table in NOT_KEPT:
                target.execute(f"DELETE FROM {table}")  # noqa: S608
        return _counted(lambda sql: target.execute(sql).fetchall(), SQLITE)


def _fill(target: sqlite3.Connection, source: sqlite3.Connection, to: Path) -> None:
    """Fill the copy. Raises OSError where the disk has no room for it."""
    try:
        source.backup(target)
    except sqlite3.OperationalError as problem:
        if problem.sqlite_errorcode & 0xFF == sqlite3.SQLITE_FULL:
            raise OSError(errno.ENOSPC, str(problem), str(to)) from None
        raise


def _copy_postgresql(to: Path) -> Copied:
    with _snapshot() as (ask, snapshot):
        postgres_programs.run(
            "pg_dump",
            "--format=custom",
            "--no-owner",
            "--no-privileges",
            *(f"--exclude-table-data={table}" for table in NOT_KEPT),
            f"--snapshot={snapshot}",
            f"--file={to}",
            parameters=_parameters(),
        )
        return _counted(ask, POSTGRESQL)


@contextmanager
def _snapshot() -> Iterator[tuple[Ask, str]]:
    """Yield one moment of the database, in which another program may look too."""
    import psycopg

    with psycopg.connect(postgres_programs.conninfo(_parameters())) as database:
        database.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        (snapshot,) = database.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
        yield lambda sql: database.execute(sql.encode()).fetchall(), str(snapshot)


def _counted(ask: Ask, engine: str) -> Copied:
    tables = sorted(str(row[0]) for row in ask(TABLES[engine]))
    number, mark = next(iter(ask(HEAD)), (0, b""))
    counts = {table: _count(ask, table) for table in tables if table not in NOT_KEPT}
    migrations = [[str(app), str(name)] for app, name in ask(MIGRATIONS)]
    held = bytes(mark) if isinstance(mark, bytes | memoryview) else b""
    return Copied(int(str(number)), held.hex(), migrations, counts)


def _count(ask: Ask, table: str) -> int:
    rows = ask(f'SELECT count(*) FROM "{table}"')  # noqa: S608
    return int(str(next(iter(rows))[0]))


def _parameters() -> postgres_programs.Parameters:
    from django.db import connection

    return dict(connection.get_connection_params())


def _place(copied: Path, to: Path) -> None:
    """Place the file under its name once all of it is on the disk. It is moved: beside the
    installation there need not be room for it twice."""
    half = to.with_name(f".{to.name}.half")
    try:
        shutil.move(copied, half)
        half.chmod(0o600)
        sync_path(half)
        half.replace(to)
        sync_path(to.parent)
    finally:
        half.unlink(missing_ok=True)
