"""What a database says when it fails: damaged, out of reach, full, or something else; on one line.

A damaged file does not heal: whatever is written into it is lost with it. So it is said in one line
with what to do, by every command and page.
"""

import errno
import sqlite3
import sys
from collections.abc import Iterator, Mapping

from fanal.core.words import Sentence, say
from fanal.settings.database import connection_options

# sqlite.org/rescode.html: SQLITE_CORRUPT, SQLITE_NOTADB, in their low byte.
DAMAGED_FILE = {11, 26}
# PostgreSQL, appendix A: data_corrupted, index_corrupted.
DAMAGED_SERVER = {"XX001", "XX002"}
UNREACHED = {"OperationalError", "PoolTimeout", "PoolClosed", "InterfaceError"}
# What SQLite and PostgreSQL say, in small letters, and what it means.
FULL = say("the disk is full: make room, nothing was saved")
# SQLite says so of a full disk, too, where it cannot make its file of shared memory.
DISK = say(
    "the disk takes nothing or gives nothing back: look whether it is full (`df -h`), then whether "
    "it is broken (`dmesg`)"
)
DAMAGED = say(
    "the file of the database is damaged: stop the server and restore a backup; do not go on "
    "working with it"
)
AWAY = say("the database does not answer")
OLD = say("the database is not up to date: `fanal upgrade`")
NO_ROOM = {errno.ENOSPC, errno.EDQUOT}
MEANS: dict[str, Sentence] = {
    "disk is full": FULL,
    "no space left on device": FULL,
    "disk i/o error": DISK,
    "malformed": DAMAGED,
    "is not a database": DAMAGED,
    "database is locked": say("somebody else holds the database: try again"),
    "no such table": OLD,
    'relation "': OLD,  # … does not exist
    "couldn't get a connection": AWAY,
    "unable to open database file": say("the file of the database cannot be opened"),
}


class DatabaseDamaged(Exception):
    """The database was looked through, and is damaged. `what`: how SQLite says it."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


def damage(problem: BaseException | None) -> str | None:
    """What the database says of its damage; None for any other failure."""
    for cause in _causes(problem):
        if isinstance(cause, DatabaseDamaged):
            return cause.what
        if getattr(cause, "sqlite_errorcode", 0) & 0xFF in DAMAGED_FILE:
            return str(cause)
        if getattr(cause, "sqlstate", None) in DAMAGED_SERVER:
            return str(cause).splitlines()[0]
    return None


def unreachable(problem: BaseException | None) -> str | None:
    """Return why no connection to the server came about; None for any other failure."""
    causes = [cause for cause in _causes(problem) if type(cause).__module__.startswith("psycopg")]
    named = [cause for cause in causes if type(cause).__name__ in UNREACHED]
    if not named or any(getattr(one, "sqlstate", None) for one in named):
        return None  # the server answered
    # The lines that follow ask whether the server runs.
    return (str(named[-1]).strip().splitlines() or [type(named[-1]).__name__])[0]


def must_be_whole(*, thorough: bool = False) -> None:
    """Look through the file of SQLite. Raises DatabaseDamaged. PostgreSQL has checksums of its own.

    `quick_check` reads every page and leaves out whether the indexes name every row.
    """
    from django.db import connection

    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {'integrity' if thorough else 'quick'}_check(1)")
        messages = [str(one) for (one,) in cursor.fetchall()]
    if messages != ["ok"]:
        raise DatabaseDamaged(messages[0].splitlines()[-1])


def _causes(problem: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while problem is not None and id(problem) not in seen:
        seen.add(id(problem))
        yield problem
        problem = problem.__cause__ or problem.__context__


def must_answer(database: Mapping[str, object]) -> None:
    """Raise as psycopg does, with the reason, where the database does not answer: the pool of
    Django gives none, and many lines."""
    if str(database["ENGINE"]).endswith("sqlite3"):
        return
    import psycopg

    psycopg.connect(**connection_options(database)).close()


def said_of(problem: BaseException) -> Sentence | str | None:
    """What to say of a failure of the database; None of any other."""
    if not isinstance(problem, _kinds()):
        return None
    return meaning_of(problem) or one_line(problem)


def meaning_of(problem: BaseException) -> Sentence | None:
    """What it means, in words of ours: they may be logged, and hold nothing that was saved."""
    if isinstance(problem, OSError):
        return FULL if problem.errno in NO_ROOM else None
    if not isinstance(problem, _kinds()):
        return None
    text = one_line(problem).lower()
    return next((meaning for part, meaning in MEANS.items() if part in text), None)


def named_failure(problem: BaseException, where: str = "") -> str:
    """Return its kind, where it was and, in words of ours, what it means: a full disk, a database
    that is away. Never its message, which may quote a row."""
    meaning = meaning_of(problem) or (AWAY if unreachable(problem) else None)
    return type(problem).__name__ + where + (f": {meaning}" if meaning else "")


def one_line(problem: BaseException) -> str:
    return " ".join(str(problem).split())


def _kinds() -> tuple[type[BaseException], ...]:
    """Return the kinds of failures. Django is asked only where it is loaded: most commands go
    without."""
    if "django.db" not in sys.modules:
        return (sqlite3.Error,)
    from django.db import Error

    return (sqlite3.Error, Error)
