"""Whether anything was written to the database since it was last looked at: by anybody, with our
programs or past them. Asking costs the same however much there is.

SQLite counts what others committed (`data_version`) and what this connection changed; in PostgreSQL
each change moves the end of its log. Neither can be written by who writes to a table.
"""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from django.db import DatabaseError, connection

from fanal.sql import rows


class DatabaseState(NamedTuple):
    """`held`: the connection of SQLite that says so, whose numbers no other connection has."""

    held: sqlite3.Connection | None
    at: tuple[int, int] | str


def state() -> DatabaseState | None:
    """To be compared with one of before, in the same thread; None where nobody can say.

    None inside a transaction: what it changed may be undone, and is then as before.
    """
    if connection.in_atomic_block:
        return None
    connection.ensure_connection()
    if connection.vendor == "postgresql":
        return _of_postgresql()
    held: sqlite3.Connection = connection.connection
    # Not by Django's cursor, which asks several things of its own for a question as small as this.
    (others,) = held.execute("PRAGMA data_version").fetchone()
    return DatabaseState(held, (others, held.total_changes))


def _of_postgresql() -> DatabaseState | None:
    try:
        ((at,),) = rows("SELECT CAST(pg_current_wal_insert_lsn() AS text)")
    except DatabaseError:  # where it is not allowed, or has no log of its own
        return None
    return DatabaseState(None, at)
