"""Whether anything was written to the database since it was last looked at: by anybody, with our
programs or past them. Asking costs the same however much there is. And several questions that one
and the same state of it answers.

SQLite counts what others committed (`data_version`) and what this connection changed; in PostgreSQL
each change moves the end of its log, and the snapshot says which of them are seen. None of these
can be written by who writes to a table.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from django.db import DatabaseError, connection, transaction

from fanal.database.sql import rows


class DatabaseState(NamedTuple):
    """A state of the database, to compare another with. `held`: the connection of SQLite that says
    so, whose numbers no other connection has."""

    held: sqlite3.Connection | None
    at: tuple[int, int] | str


def state() -> DatabaseState | None:
    """Return the state, to be compared with an earlier one in the same thread; None where nobody
    can say.

    None inside a transaction: what it changed may be undone, and is then as before.
    """
    if connection.in_atomic_block:
        return None
    connection.ensure_connection()
    if connection.vendor == "postgresql":
        return _of_postgresql()
    held: sqlite3.Connection = connection.connection
    # Not by Django's cursor, which asks several things of its own for a question as small as this.
    with connection.wrap_database_errors:
        (others,) = held.execute("PRAGMA data_version").fetchone()
    return DatabaseState(held, (others, held.total_changes))


# A commit stands in the log before anybody sees what it changed: who looked in between would have
# taken what was there before for what that end of the log says. The snapshot names such a one.
SEEN = "SELECT concat(pg_current_snapshot(), ' ', pg_current_wal_insert_lsn())"


def _of_postgresql() -> DatabaseState | None:
    try:
        ((at,),) = rows(SEEN)
    except DatabaseError:  # where it is not allowed, or has no log of its own
        return None
    return DatabaseState(None, at)


@contextmanager
def one_state() -> Iterator[None]:
    """Every question inside sees the database as the first of them found it, while others go on
    writing. Nothing is written inside. In a transaction that is open already it changes nothing.

    What is compared with a file beside the database is read from the file first: both go on, and
    the file is written after the database.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            # The usual level sees with each question what was committed before it (13.2.1, 13.2.2).
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        with _reading_on_sqlite():
            yield


@contextmanager
def _reading_on_sqlite() -> Iterator[None]:
    """Read in a transaction of its own. Ours begin with the lock of whoever writes
    (`settings.database`). Without it one reads beside the others, in what was committed when it
    began to read (sqlite.org/isolation.html)."""
    connection.ensure_connection()
    usual = connection.transaction_mode  # type: ignore[attr-defined]  # SQLite's own
    connection.transaction_mode = "DEFERRED"  # type: ignore[attr-defined]  # SQLite's own
    try:
        with transaction.atomic():
            connection.transaction_mode = usual  # type: ignore[attr-defined]  # SQLite's own
            yield
    finally:
        connection.transaction_mode = usual  # type: ignore[attr-defined]  # SQLite's own
