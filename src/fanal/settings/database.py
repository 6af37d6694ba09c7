"""The two databases, from one address: `sqlite:///file` or `postgresql://user@host/name`."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from fanal.core.errors import BadInput
from fanal.core.words import say

# DEFERRED lost 420 of 480 concurrent read-then-write transactions, IMMEDIATE none; FULL keeps an
# acknowledged note through a power cut; secure_delete overwrites what is deleted.
SQLITE_START = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; "
    "PRAGMA trusted_schema=OFF; PRAGMA mmap_size=134217728; PRAGMA journal_size_limit=27103364"
)

# A thread has at most one connection, eight for pages and one that sweeps, so nobody waits for
# another's. With PostgreSQL gone, the pool
# would hold every request for its 30 seconds, several times over, and then not look again for 5
# minutes: here the page that gives back what was typed comes soon, and so does the recovery.
POOL = {"min_size": 1, "max_size": 9, "timeout": 3, "reconnect_timeout": 5}

# PostgreSQL takes recursive questions (who is kept out of what) for huge ones and compiles each for
# half a second: one that took 440 ms takes 2.
NO_JIT = "-c jit=off"


def from_url(url: str) -> dict[str, Any]:
    """Django's description of the database at `url`."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path.removeprefix("/")) or ":memory:",
            "CONN_MAX_AGE": None,  # see keep_open
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": SQLITE_START,
            },
        }
    if parts.scheme in {"postgres", "postgresql"}:
        host = parse_qs(parts.query).get("host", [parts.hostname or ""])[0]
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.removeprefix("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": host,
            "PORT": str(parts.port or ""),
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {"pool": POOL, "options": NO_JIT},
        }
    raise BadInput(
        "DATABASE_URL",
        say("begins with sqlite:// or postgresql://, not “{text}”", text=parts.scheme),
    )


KEPT_OPEN: list[sqlite3.Connection] = []


def keep_open() -> None:
    """Hold the SQLite file open until this process ends, beside the connections of its threads.

    When a process closes its last connection, SQLite leaves its mutex before it closes the file
    (`unixClose`); a thread that takes the database's lock in between loses it without knowing, for
    any close() of a file drops all POSIX locks of the process on it. Another process may then
    delete the log in which that thread writes: work is lost, or the file damaged. Connections
    live as long as their thread, and this one, which has read, as long as the process.
    """
    from django.db import connection

    if connection.vendor != "sqlite":
        return
    if not connection.is_in_memory_db():  # type: ignore[attr-defined]  # SQLite's own
        place = f"{Path(connection.settings_dict['NAME']).absolute().as_uri()}?mode=rw"
        held = sqlite3.connect(place, uri=True, check_same_thread=False)
        held.execute("PRAGMA schema_version").fetchone()  # takes the lock, and keeps it
        KEPT_OPEN.append(held)
