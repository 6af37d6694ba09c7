"""A copy of SQLite put into an empty PostgreSQL: how an office that has grown moves over (ADR 3).

The migrations of this version make the tables; each row follows as it stands. Nothing is opened on
the way: what is sealed stays sealed, and an attestation covers values, not how a database spells
them (`fanal.authority`), so that a row that counted before counts after.
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
from django.db import connection, transaction
from psycopg import sql

from fanal.commands import database_copies, django_setup
from fanal.core.errors import BadInput
from fanal.core.words import say
from fanal.database.pending_migrations import names_on_disk

type Value = str | int | float | bytes | None
type Spelled = Callable[[Value], Value]

COLUMNS = """SELECT column_name, data_type FROM information_schema.columns
    WHERE table_schema = current_schema() AND table_name = %s"""
REFERENCES = """SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
    FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace"""
COUNTERS = """SELECT table_name, column_name FROM information_schema.columns
    WHERE table_schema = current_schema() AND is_identity = 'YES'"""


def load(copied: Path, where: str) -> None:
    """Load all of the copy, or nothing: then the database is empty again. Raises BadInput."""
    with closing(sqlite3.connect(f"{copied.absolute().as_uri()}?mode=ro", uri=True)) as source:
        _must_be_of_this_version(source, where)
        with _empty_again_unless_done():
            django_setup.migrate()
            with transaction.atomic():
                _fill(source, where)


def _must_be_of_this_version(source: sqlite3.Connection, where: str) -> None:
    """Migrations that are missing could not be made up for here: they would find other tables."""
    if missing := names_on_disk() - set(source.execute(database_copies.MIGRATIONS)):
        raise BadInput(
            where,
            say(
                "was made by an older version ({n} migrations are missing): put it back into "
                "SQLite, `fanal upgrade`, and take the backup of that to PostgreSQL",
                n=len(missing),
            ),
        )


@contextmanager
def _empty_again_unless_done() -> Iterator[None]:
    """Tables that were made for a copy which did not come in stand in the way of the next try."""
    try:
        yield
    except BaseException:
        with connection.cursor() as cursor:
            cursor.execute(database_copies.TABLES[database_copies.POSTGRESQL])
            names = [sql.Identifier(str(row[0])) for row in cursor.fetchall()]
            if names:
                drop = sql.SQL("DROP TABLE {} CASCADE").format(sql.SQL(", ").join(names))
                cursor.execute(drop)
        raise


def _fill(source: sqlite3.Connection, where: str) -> None:
    """References are taken away meanwhile and looked at once for all rows, as `pg_restore` does:
    one by one they would wait in memory for the end of the transaction."""
    tables = [
        str(name)
        for (name,) in source.execute(database_copies.TABLES[database_copies.SQLITE])
        if name not in database_copies.NOT_KEPT
    ]
    with connection.cursor() as cursor:
        cursor.execute(REFERENCES)
        references = cursor.fetchall()
        for table, name, _definition in references:
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        every = sql.SQL(", ").join(map(sql.Identifier, tables))
        cursor.execute(sql.SQL("TRUNCATE {}").format(every))  # what migrations put there
        for table in tables:
            _copy(source, table, where)
        for table, name, definition in references:
            _refer_again(table, name, definition, where)
        _go_on_counting()


def _copy(source: sqlite3.Connection, table: str, where: str) -> None:
    """Copy the rows of a table. Raises BadInput for a row that PostgreSQL does not take."""
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS, [table])
        spelled = [
            (str(name), SPELLED.get(str(kind), _as_it_is)) for name, kind in cursor.fetchall()
        ]
        names = [sql.Identifier(name) for name, _ in spelled]
        statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
            sql.Identifier(table), sql.SQL(", ").join(names)
        )
        listed = ", ".join(f'"{name}"' for name, _ in spelled)
        read = source.execute(f'SELECT {listed} FROM "{table}"')  # noqa: S608
        try:
            with cursor.copy(statement) as copy:
                for row in read:
                    copy.write_row(_spelled(row, spelled))
        except psycopg.Error as problem:
            raise _not_taken(table, problem, where) from None


def _spelled(row: Sequence[Value], columns: Sequence[tuple[str, Spelled]]) -> list[Value]:
    return [spell(value) for value, (_, spell) in zip(row, columns, strict=True)]


def _as_it_is(value: Value) -> Value:
    """PostgreSQL reads ids, days, numbers and yes or no in the spelling of SQLite."""
    return value


def _moment(value: Value) -> Value:
    """Django keeps moments of SQLite in UTC and does not say so; PostgreSQL would take the zone of
    the session."""
    return f"{value}+00:00" if isinstance(value, str) else None


def _duration(value: Value) -> Value:
    return f"{value} microseconds" if isinstance(value, int) else None


SPELLED: Mapping[str, Spelled] = {"timestamp with time zone": _moment, "interval": _duration}


def _refer_again(table: str, name: str, definition: str, where: str) -> None:
    with connection.cursor() as cursor:
        try:
            cursor.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')
        except psycopg.Error as problem:
            raise _not_taken(table, problem, where) from None


def _go_on_counting() -> None:
    """Set the next number of a table to the one after those that came."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTERS)
        for table, column in cursor.fetchall():
            last = sql.SQL("SELECT setval(pg_get_serial_sequence({}, {}), max({})) FROM {}")
            counter = sql.Literal(f'"{table}"'), sql.Literal(column)
            cursor.execute(last.format(*counter, sql.Identifier(column), sql.Identifier(table)))


def _not_taken(table: str, problem: psycopg.Error, where: str) -> BadInput:
    message = str(problem).strip().splitlines()[0]
    return BadInput(
        where,
        say(
            "table {table} does not go into PostgreSQL ({what}): nothing was put back",
            table=table,
            what=message,
        ),
    )
