"""The two databases, from one address: `sqlite:///file` or `postgresql://user@host/name`."""

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from fanal.core.errors import BadInput
from fanal.core.words import say

type Database = dict[str, Any]  # as Django describes one

# DEFERRED lost 420 of 480 concurrent read-then-write transactions, IMMEDIATE none; FULL keeps an
# acknowledged note through a power cut; secure_delete overwrites what is deleted.
SQLITE_START = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; "
    "PRAGMA trusted_schema=OFF; PRAGMA mmap_size=134217728; PRAGMA journal_size_limit=27103364"
)

# Python keeps the 128 statements of a connection prepared that were asked last. Five pages ask 120
# different ones: of 28,000 that tests asked 57 % were still prepared, with 512 it is 81 %. One
# weighs 14 KB (mean of 474): 7 MB a connection at most.
PREPARED = 512

# A thread has at most one connection, eight for pages and one that sweeps, so nobody waits for
# another's. With PostgreSQL gone, the pool
# would hold every request for its 30 seconds, several times over, and then not look again for 5
# minutes: here the page that gives back what was typed comes soon, and so does the recovery.
POOL = {"min_size": 1, "max_size": 9, "timeout": 3, "reconnect_timeout": 5}

# PostgreSQL takes recursive questions (who is kept out of what) for huge ones and compiles each for
# half a second: one that took 440 ms takes 2.
NO_JIT = "-c jit=off"
# libpq says of these only when it connects that a value is none.
ALLOWED = {
    "sslmode": {"disable", "allow", "prefer", "require", "verify-ca", "verify-full"},
    "target_session_attrs": {
        "any",
        "read-write",
        "read-only",
        "primary",
        "standby",
        "prefer-standby",
    },
}


# What stands before the `?`, or is ours; said there, two places could contradict each other.
UNDER_TLS = {"require", "verify-ca", "verify-full"}  # “prefer”, which libpq takes, goes on without
HERE = {"", "localhost", "127.0.0.1", "::1"}
# Of PostgreSQL: before the name of the one beside which a backup is tried.
TRIED_IN = "fanal_try_"
NOT_IN_THE_QUERY = {"dbname", "user", "password"}
WHERE = "DATABASE_URL"


def from_url(url: str, place: str = "") -> Database:
    """Django's description of the database at `url`, which stands at `place`. Raises BadInput,
    which names what is wrong."""
    try:
        return _described(url)
    except BadInput as problem:
        raise BadInput(place or problem.where, problem.why) from None


def _described(url: str) -> Database:
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(parts)
    if parts.scheme in {"postgres", "postgresql"}:
        return _postgresql(parts)
    raise BadInput(
        WHERE, say("begins with sqlite:// or postgresql://, not “{text}”", text=parts.scheme)
    )


def _sqlite(parts: SplitResult) -> Database:
    # sqlite://FILE, with two slashes, would make of FILE a host and open a database in memory.
    if parts.query or parts.netloc:
        raise BadInput(WHERE, say("of SQLite is sqlite:///FILE, and nothing more"))
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": unquote(parts.path.removeprefix("/")) or ":memory:",
        "CONN_MAX_AGE": None,  # see keep_open
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "cached_statements": PREPARED,
            "init_command": SQLITE_START,
        },
    }


def _postgresql(parts: SplitResult) -> Database:
    asked = _asked(parts.query)
    host, port = asked.pop("host", parts.hostname or ""), asked.pop("port", _port(parts))
    _must_be_under_tls(host, asked)
    asked["options"] = f"{asked.get('options', '')} {NO_JIT}".strip()
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(host),
        "PORT": port,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"pool": POOL, **asked},
    }


def is_here(host: str) -> bool:
    """Whether it is reached in this machine: by a socket in a folder, or by the loopback."""
    return host in HERE or host.startswith(("/", "@"))


def _must_be_under_tls(host: str, asked: Mapping[str, str]) -> None:
    """Raise BadInput for another machine without TLS, also where somebody in between says that the
    server speaks none."""
    # libpq takes several hosts and goes to the first that answers: each must be here or under TLS.
    names = [*unquote(host).split(","), *asked.get("hostaddr", "").split(",")]
    if not all(map(is_here, names)) and asked.get("sslmode") not in UNDER_TLS:
        raise BadInput(
            WHERE, say("of another machine needs sslmode=verify-full: it is reached by TLS alone")
        )


def _port(parts: SplitResult) -> str:
    try:
        return str(parts.port or "")
    except ValueError:
        raise BadInput(WHERE, say("its port is a number from 1 to 65535")) from None


def _asked(query: str) -> dict[str, str]:
    """What stands after the `?`: each option once, and only what libpq knows."""
    try:
        pairs = parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query))
    except ValueError:
        raise BadInput(WHERE, say("after the ? stand options, as sslmode=verify-full")) from None
    found: dict[str, str] = {}
    for name, value in pairs:
        if name in NOT_IN_THE_QUERY or name not in _known_to_libpq():
            raise BadInput(WHERE, say("“{name}” is no option of PostgreSQL here", name=name))
        # Of an option that stands there twice libpq would take the last, perhaps without TLS.
        if name in found:
            raise BadInput(WHERE, say("“{name}” stands there twice", name=name))
        if value not in ALLOWED.get(name, {value}):
            values = ", ".join(sorted(ALLOWED[name]))
            raise BadInput(
                WHERE, say("“{name}” is one of these: {values}", name=name, values=values)
            )
        found[name] = value
    if not found.get("port", "0").isdecimal():
        raise BadInput(WHERE, say("its port is a number from 1 to 65535"))
    return found


def _known_to_libpq() -> set[str]:
    from psycopg.pq import Conninfo

    return {one.keyword.decode() for one in Conninfo.get_defaults()}


def connection_options(database: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options for a connection of psycopg's own to the PostgreSQL of this
    description."""
    asked = {name: value for name, value in database["OPTIONS"].items() if name != "pool"}
    names = {
        "NAME": "dbname",
        "USER": "user",
        "PASSWORD": "password",
        "HOST": "host",
        "PORT": "port",
    }
    return asked | {there: database[here] for here, there in names.items() if database[here]}


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
