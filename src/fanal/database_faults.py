"""A database that is damaged, or that cannot be reached: told from every other failure, and named.

A damaged file does not heal: whatever is written into it is lost with it. So it is said in one line
with what to do, by every command and page.
"""

from __future__ import annotations

from collections.abc import Iterator

# sqlite.org/rescode.html: SQLITE_CORRUPT, SQLITE_NOTADB, in their low byte.
DAMAGED_FILE = {11, 26}
# PostgreSQL, appendix A: data_corrupted, index_corrupted.
DAMAGED_SERVER = {"XX001", "XX002"}
UNREACHED = {"OperationalError", "PoolTimeout", "PoolClosed", "InterfaceError"}


class DatabaseDamaged(Exception):
    """The database was looked through, and is damaged. `what`: how SQLite says it."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


def damage(problem: BaseException | None) -> str | None:
    """What the database says of its damage; None for any other failure."""
    for one in _causes(problem):
        if isinstance(one, DatabaseDamaged):
            return one.what
        if getattr(one, "sqlite_errorcode", 0) & 0xFF in DAMAGED_FILE:
            return str(one)
        if getattr(one, "sqlstate", None) in DAMAGED_SERVER:
            return str(one).splitlines()[0]
    return None


def unreachable(problem: BaseException | None) -> str | None:
    """Why no connection to the server came about; None for any other failure."""
    causes = [one for one in _causes(problem) if type(one).__module__.startswith("psycopg")]
    named = [one for one in causes if type(one).__name__ in UNREACHED]
    if not named or any(getattr(one, "sqlstate", None) for one in named):
        return None  # the server answered
    return (str(named[-1]).strip().splitlines() or [type(named[-1]).__name__])[-1]


def must_be_whole(*, thorough: bool = False) -> None:
    """Look through the file of SQLite. Raises DatabaseDamaged. PostgreSQL has checksums of its own.

    `quick_check` reads every page and leaves out whether the indexes name every row.
    """
    from django.db import connection

    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {'integrity' if thorough else 'quick'}_check(1)")
        said = [str(one) for (one,) in cursor.fetchall()]
    if said != ["ok"]:
        raise DatabaseDamaged(said[0].splitlines()[-1])


def _causes(problem: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while problem is not None and id(problem) not in seen:
        seen.add(id(problem))
        yield problem
        problem = problem.__cause__ or problem.__context__
