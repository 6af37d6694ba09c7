"""Plain SQL that returns tuples, for the few queries that nearly every request needs (ADR 13).

A model instance costs ten times what a tuple costs, and Django composes the SQL anew for each
query. Ids come as the rules write them: texts of UUIDs.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache
from secrets import choice
from typing import Any, overload
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Field, Max, Model, QuerySet, Value
from django.db.models.expressions import RawSQL

type SqlValue = Any  # what the driver of the database takes
type SqlRow = tuple[Any, ...]  # as the driver gives it
AT_ONCE = 2_000


@cache
def on_postgresql() -> bool:
    """Return whether it is PostgreSQL. Remembered: `connection` finds itself anew each time."""
    return connection.vendor == "postgresql"


type SqlValues = Sequence[SqlValue] | Mapping[str, SqlValue]


def rows(sql: str, values: SqlValues = ()) -> list[SqlRow]:
    """The result of `sql`, in which `%s` stands for a value, or `%(name)s` for one of a mapping."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def rows_in_binary(sql: str, values: SqlValues) -> list[SqlRow]:
    """Return what `rows` returns, for columns of megabytes: Django has PostgreSQL write each byte
    as two digits, which takes longer than reading it from the disk."""
    if not on_postgresql():
        return rows(sql, values)
    import psycopg  # an office on SQLite need not load it

    connection.ensure_connection()
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        return cursor.execute(sql.encode(), values, binary=True).fetchall()


def each(sql: str, values: SqlValues = ()) -> Iterator[SqlRow]:
    """Yield what `rows` returns, in batches: for tables whose rows would not fit into memory
    together.

    From a cursor that is none of the server's, psycopg fetches all rows at once.
    """
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, values)
        while batch := cursor.fetchmany(AT_ONCE):
            yield from batch


def write(sql: str, values: Collection[tuple[SqlValue, ...]]) -> None:
    """Execute `sql` once for each of `values`."""
    with connection.cursor() as cursor:
        cursor.executemany(sql, list(values))


def insert(table: str, columns: Sequence[str], values: Collection[tuple[SqlValue, ...]]) -> None:
    """Insert these rows. PostgreSQL copies many in a tenth of the time in which it inserts them."""
    if on_postgresql() and len(values) > FEW:
        _copy(table, columns, values)
    else:
        sql = f"({', '.join(columns)}) VALUES ({placeholders(columns)})"
        write(f"INSERT INTO {table} {sql}", values)


def update_each(
    table: str, columns: Sequence[str], values: Collection[tuple[SqlValue, ...]]
) -> None:
    """Write into each row whose key is the last of its values the others. Many at once as above."""
    *names, key = columns
    if not on_postgresql() or len(values) <= FEW:
        sets = ", ".join(f"{name} = %s" for name in names)
        write(f"UPDATE {table} SET {sets} WHERE {key} = %s", values)  # noqa: S608
        return
    sets = ", ".join(f"{name} = of_each.{name}" for name in names)
    like = f"SELECT {', '.join(columns)} FROM {table} WITH NO DATA"  # noqa: S608
    write(f"CREATE TEMPORARY TABLE of_each AS {like}", [()])
    _copy("of_each", columns, values)
    of_each = f"FROM of_each WHERE w.{key} = of_each.{key}"
    write(f"UPDATE {table} w SET {sets} {of_each}", [()])  # noqa: S608
    write("DROP TABLE of_each", [()])


def _copy(table: str, columns: Sequence[str], values: Iterable[tuple[SqlValue, ...]]) -> None:
    sql = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(sql) as copy:
        for one in values:
            copy.write_row(one)


def next_number[Row: Model, Held: Model](numbered: QuerySet[Row], held: QuerySet[Held]) -> int:
    """Return one more than the largest number among the rows `numbered`. The one row `held` is
    locked until the transaction ends, so that no two of its rows take one number."""
    held.select_for_update().get()
    last = numbered.aggregate(last=Max("number"))["last"]
    return int(last or 0) + 1


def free_number(model: type[Model], among: range) -> int:
    """Return one of these numbers that no row has: drawn, so that it tells nothing of who came
    when."""
    while True:
        number = choice(among)
        if not model._default_manager.filter(number=number).exists():
            return number


OF_ANY_TYPE: "Field[Any, Any]" = Field()  # one for all: to make one takes as long as all the rest


def subquery(sql: str, *values: SqlValue) -> RawSQL:
    """Ids that `sql` finds, for `id__in=`; `values` as the rules write them."""
    held = [db_value(one) for one in values]
    return RawSQL(sql, held, OF_ANY_TYPE)  # noqa: S611  # no value is part of `sql`


def db_value(value: SqlValue) -> SqlValue:
    """A value as the database holds it."""
    if isinstance(value, UUID):
        return db_uuid([value])[0]
    if not isinstance(value, bytes | date):  # a datetime is a date
        return value
    if isinstance(value, bytes):
        held: SqlValue = connection.Database.Binary(value)  # type: ignore[attr-defined]  # PEP 249
        return held
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value)


def as_uuid(value: UUID | str) -> UUID:
    """An id in either of the forms in which the database gives it."""
    return value if isinstance(value, UUID) else UUID(uuid_text(value))


# As in `filter(waits=YES)`: of a flag alone (`WHERE waits`) SQLite does not see that a partial
# index holds those rows, of one that is compared with a value it does.
YES = Value(True)


def is_set(flag: str) -> str:
    """The same in plain SQL."""
    return flag if on_postgresql() else f"{flag} = 1"


FEW = 500  # ids, as many as the cases that a page opens, or those of one worker


def these(ids: Collection[UUID]) -> RawSQL:
    """Ids that are known already, for `IN (…)` and `id__in=`."""
    return these_as_held(db_uuid(ids))


def these_as_held(ids: Collection[UUID | str]) -> RawSQL:
    """The same of ids in the form in which the database gave them.

    PostgreSQL looks a few up in the index where it is given them one by one: of a `SELECT` it joins
    what it finds with the whole table, and read the rows of 100,000 people to show 25 of them.
    """
    if _one_by_one(ids):
        return subquery(placeholders(ids), *ids)
    return selected(ids)


def _one_by_one(ids: Collection[object]) -> bool:
    """Return whether few ids are asked for one by one; not of none: `NOT IN (NULL)` holds for no
    row, where all are left that are none of them."""
    return on_postgresql() and 0 < len(ids) <= FEW


def selected(ids: Collection[UUID | str]) -> RawSQL:
    """The same as a `SELECT`, for a `UNION`: even thousands are one parameter of the query."""
    if on_postgresql():
        return subquery("SELECT unnest(CAST(%s AS uuid[]))", list(ids))
    return subquery("SELECT value FROM json_each(%s)", json.dumps(list(ids)))


def named(ids: Collection[UUID]) -> tuple[str, dict[str, SqlValue]]:
    """The same by name, for a question that has them at many places. SQLite's driver takes 27
    places in a quarter of the time when they are one value, and mostly it is one id."""
    if len(ids) == 1 or _one_by_one(ids):
        by_name = {f"id{number}": one for number, one in enumerate(db_uuid(ids))}
        return ", ".join(f"%({name})s" for name in by_name), {**by_name}
    asked = selected(db_uuid(ids))
    return asked.sql.replace("%s", "%(ids)s"), {"ids": asked.params[0]}


def with_rows_of_cases(models: Iterable[type[Model]], cases: Collection[UUID]) -> set[type[Model]]:
    """The tables with a row about one of these cases, and those whose rows name no case: one small
    question before one of many tables, of which most have nothing."""
    (asked, values), wanted = named(cases), list(models)
    of_cases = [one for one in wanted if "case_id" in (field.column for field in one._meta.fields)]
    sql = " UNION ALL ".join(
        f"SELECT {number} WHERE EXISTS"  # noqa: S608
        f" (SELECT 1 FROM {one._meta.db_table} WHERE case_id IN ({asked}))"
        for number, one in enumerate(of_cases)
    )
    found = {of_cases[at] for (at,) in (rows(sql, values) if sql else ())}
    return found | {one for one in wanted if one not in of_cases}


def these_values(held: Iterable[SqlValue]) -> RawSQL:
    """Values that are known already, for `__in=`: at least one, and no more than SQLite takes in
    one question (32,766, sqlite.org/limits.html)."""
    known = list(held)
    return subquery("VALUES " + ", ".join(["(%s)"] * len(known)), *known)


def ids_as_text[Row: Model](found: QuerySet[Row, UUID]) -> list[str]:
    """The one column of ids that `found` asks for, each as 32 signs: of twenty thousand, making an
    object of each takes longer than the question."""
    try:
        sql, values = found.query.sql_with_params()
    except EmptyResultSet:
        return []
    return [one if isinstance(one, str) else one.hex for (one,) in rows(sql, values)]


def placeholders(values: Collection[object]) -> str:
    """Return as many places as there are `values`, for `IN (…)`."""
    # PostgreSQL knows no `IN ()`; `IN (NULL)` holds for no row. Nor does `NOT IN (NULL)`: who
    # leaves out rows asks first whether there are any.
    return ", ".join(["%s"] * len(values)) or "NULL"


def db_uuid(ids: Iterable[UUID | str]) -> list[UUID | str]:
    """Ids as the database holds them."""
    given = [one if isinstance(one, UUID) else UUID(one) for one in ids]
    return list(given) if on_postgresql() else [one.hex for one in given]


@overload
def uuid_text(id: UUID | str) -> str: ...
@overload
def uuid_text(id: None) -> None: ...
def uuid_text(id: UUID | str | None) -> str | None:
    """An id from the database as the rules write it; None stays None."""
    if isinstance(id, str):
        return f"{id[:8]}-{id[8:12]}-{id[12:16]}-{id[16:20]}-{id[20:]}"
    return None if id is None else str(id)


@overload
def day(value: date | str) -> date: ...
@overload
def day(value: None) -> None: ...
def day(value: date | str | None) -> date | None:
    """A date; SQLite keeps a text."""
    return date.fromisoformat(value) if isinstance(value, str) else value


@overload
def moment(value: datetime | str) -> datetime: ...
@overload
def moment(value: None) -> None: ...
def moment(value: datetime | str | None) -> datetime | None:
    """A moment with its zone; SQLite keeps a text, in UTC."""
    found = datetime.fromisoformat(value) if isinstance(value, str) else value
    return found.replace(tzinfo=UTC) if found is not None and found.tzinfo is None else found
