"""What a database says when it fails, on one line, with what to do."""

from __future__ import annotations

import errno
import sqlite3
import sys
from collections.abc import Mapping

from fanal.core.words import Sentence, say
from fanal.settings.database import connection_options

# What SQLite and PostgreSQL say, in small letters, and what it means.
FULL = say("the disk is full: make room, nothing was saved")
DAMAGED = say(
    "the file of the database is damaged: stop the server and restore a backup; do not go on "
    "working with it"
)
OLD = say("the database is not up to date: `fanal setup`, or `fanal manage migrate`")
NO_ROOM = {errno.ENOSPC, errno.EDQUOT}
MEANS: dict[str, Sentence] = {
    "disk is full": FULL,
    "no space left on device": FULL,
    "malformed": DAMAGED,
    "is not a database": DAMAGED,
    "database is locked": say("somebody else holds the database: try again"),
    "no such table": OLD,
    'relation "': OLD,  # … does not exist
    "couldn't get a connection": say("the database does not answer"),
    "unable to open database file": say("the file of the database cannot be opened"),
}


def must_answer(database: Mapping[str, object]) -> None:
    """Raises as psycopg does, with the reason: the pool of Django gives none, and many lines."""
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


def one_line(problem: BaseException) -> str:
    return " ".join(str(problem).split())


def _kinds() -> tuple[type[BaseException], ...]:
    """Django is asked only where it is loaded: most commands go without."""
    if "django.db" not in sys.modules:
        return (sqlite3.Error,)
    from django.db import Error

    return (sqlite3.Error, Error)
