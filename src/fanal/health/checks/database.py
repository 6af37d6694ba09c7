"""The database: its version and options, its tables; that its file is whole and private."""

import sqlite3
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection

from fanal.core.words import Sentence, say
from fanal.database import failures, pending_migrations
from fanal.health.checks.base import FAILURE, WARNING, check, named
from fanal.settings.database import TRIED_IN, is_here

# WAL-reset bug of 3.7.0 to 3.51.2: sqlite.org/releaselog/3_51_3.html
SOUND_SQLITE = (3, 51, 3)
OLDEST_POSTGRESQL = 150000
# The log holds the same rows as the file: closing one and not the other closes nothing.
BESIDE = ("", "-wal", "-shm", "-journal")
# All that wait until the write is on the disk of this machine; `off` answers before it is.
SURE = {"on", "local", "remote_write", "remote_apply"}


def asked(sql: str) -> object:
    """The first value that the database answers."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        row = cursor.fetchone()
    return row[0] if row else None


def only(vendor: str) -> bool:
    return connection.vendor == vendor


@check(
    "database",
    FAILURE,
    say("The database answers"),
    say("Start it, and look at `database` in the settings file."),
)
def database_answers() -> Sentence | None:
    try:
        asked("SELECT 1")
    except DatabaseError as problem:
        if failures.damage(problem):
            raise  # `sqlite_whole` says what to do: starting it does not heal it
        return say("it says: {why}", why=" ".join(str(problem).split()))
    return None


@check(
    "database",
    FAILURE,
    say("The database is up to date"),
    say("Make a backup, then `fanal upgrade` (or `fanal manage migrate`)."),
)
def migrations_done() -> Sentence | None:
    return named(say("to be done"), pending_migrations.pending())


@check(
    "database",
    FAILURE,
    say("Tries to sign in can be counted"),
    say("`fanal manage createcachetable`."),
)
def counters_there() -> Sentence | None:
    try:
        cache.get("health")
    except DatabaseError as problem:
        # Of a damaged file or a full disk, too: nothing shall be made in it then.
        if failures.meaning_of(problem) is not failures.OLD:
            raise
        return say("the table of the counters is missing")
    return None


@check(
    "database",
    WARNING,
    say("This SQLite has no fault that is known to lose data"),
    say(
        "PostgreSQL (docs/operating.md, “From SQLite to PostgreSQL”), or a Python built with "
        "SQLite 3.51.3 or newer."
    ),
)
def sqlite_version() -> Sentence | None:
    if only("sqlite") and sqlite3.sqlite_version_info < SOUND_SQLITE:
        return say(
            "{version}: a checkpoint and a write at one instant can damage the file",
            version=sqlite3.sqlite_version,
        )
    return None


@check(
    "database",
    FAILURE,
    say("SQLite keeps what it acknowledged through a power cut"),
    say("Do not change the PRAGMAs of the settings; move the file to a local disk."),
)
def sqlite_durable() -> Sentence | None:
    if not only("sqlite"):
        return None
    mode, sync = asked("PRAGMA journal_mode"), asked("PRAGMA synchronous")
    # FULL or EXTRA: with NORMAL a commit in WAL mode may roll back after a power cut
    # (sqlite.org/pragma.html).
    safe = mode == "wal" and sync in (2, 3)
    return None if safe else say("journal_mode {mode}, synchronous {sync}", mode=mode, sync=sync)


@check(
    "database",
    FAILURE,
    say("The file of the database is whole"),
    say(
        "Do not go on working: stop the server, keep the file aside and restore the last backup "
        "(docs/operating.md, “On the same machine: the database is damaged”)."
    ),
    slow=True,
)
def sqlite_whole() -> Sentence | None:
    if not only("sqlite"):
        return None
    try:
        # quick_check leaves out that indexes agree with their tables, which would take minutes;
        # one fault is enough to stop.
        result = str(asked("PRAGMA quick_check(1)"))
    except DatabaseError as problem:  # so damaged that it cannot even be looked at
        result = str(problem)
    return None if result == "ok" else say("SQLite says: {why}", why=" ".join(result.split()))


@check(
    "database",
    FAILURE,
    say("Nobody else may read the file of the database"),
    say("chmod 600 fanal.sqlite3* in FANAL_VAR."),
)
def sqlite_private() -> Sentence | None:
    if not only("sqlite"):
        return None
    found = [Path(f"{connection.settings_dict['NAME']}{end}") for end in BESIDE]
    return named(
        say("others may read it"),
        [one.name for one in found if one.is_file() and one.stat().st_mode & 0o077],
    )


@check(
    "database",
    WARNING,
    say("No database that was moved aside is still there"),
    say(
        "Once all is in order and a new backup is made, delete it (in PostgreSQL: DROP DATABASE): "
        "it holds all that your office wrote, whoever was erased since too."
    ),
)
def moved_aside() -> Sentence | None:
    if only("postgresql"):
        return named(say("databases"), _left_databases())
    used = {Path(f"{connection.settings_dict['NAME']}{end}") for end in BESIDE}
    folder = settings.VAR
    found = {*folder.glob("fanal.sqlite3*"), *folder.glob("*/fanal.sqlite3*")} - used
    databases = [one for one in found if one.parent != folder / "demo"]
    return named(say("files"), {str(one.relative_to(folder)) for one in databases})


def _left_databases() -> set[str]:
    """The databases of our account that nobody is connected to, by the names of what stood here
    before a restore (docs/operating.md) and of what a trial left whose machine died: others may be
    of another installation. A trial that runs is connected to its own."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT datname FROM pg_database WHERE pg_get_userbyid(datdba) = current_user"
            " AND datname ~ ('^(before|' || %s || ')') AND datname <> current_database()"
            " AND datname NOT IN (SELECT datname FROM pg_stat_activity WHERE datname IS NOT NULL)",
            [TRIED_IN],
        )
        return {name for (name,) in cursor.fetchall()}


@check(
    "database",
    WARNING,
    say("PostgreSQL is 15 or newer"),
    say("Upgrade PostgreSQL: older ones are not tried with this version."),
)
def postgresql_version() -> Sentence | None:
    if not only("postgresql"):
        return None
    number = int(str(asked("SHOW server_version_num")))
    if number < OLDEST_POSTGRESQL:
        return say("it is {version}", version=str(asked("SHOW server_version")))
    return None


@check(
    "database",
    FAILURE,
    say("PostgreSQL keeps what it acknowledged through a power cut"),
    say(
        "fsync, full_page_writes and synchronous_commit = on in postgresql.conf, then restart "
        "PostgreSQL. Where the file says on, it was set for this account or database alone: `sudo "
        "-u postgres psql -c 'ALTER ROLE fanal RESET synchronous_commit'`, or the same with "
        "`DATABASE fanal`."
    ),
)
def postgresql_durable() -> Sentence | None:
    if not only("postgresql"):
        return None
    off = [one for one in ("fsync", "full_page_writes") if asked(f"SHOW {one}") != "on"]
    off += ["synchronous_commit"] if asked("SHOW synchronous_commit") not in SURE else []
    return named(say("switched off"), off)


@check(
    "database",
    WARNING,
    say("A database on another machine is reached by TLS that is checked"),
    say("?sslmode=verify-full&sslrootcert=… in the address of the database."),
)
def postgresql_tls() -> Sentence | None:
    database = settings.DATABASES["default"]
    if not database["ENGINE"].endswith("postgresql"):
        return None
    elsewhere = not is_here(database["HOST"])
    # The default of libpq is `prefer`, which goes on in clear where the server offers no TLS.
    mode = database["OPTIONS"].get("sslmode", "prefer")
    return say("sslmode is {mode}", mode=mode) if elsewhere and mode != "verify-full" else None


@check(
    "database",
    WARNING,
    say("The database has room for more connections"),
    say(
        "max_connections in postgresql.conf: nine for each worker, and ten more; then restart "
        "PostgreSQL."
    ),
)
def postgresql_connections() -> Sentence | None:
    from fanal.health.checks.server import running

    if not only("postgresql"):
        return None
    needed, most = running().workers * 9 + 10, int(str(asked("SHOW max_connections")))
    return say("{most} of {needed}", most=most, needed=needed) if most < needed else None
