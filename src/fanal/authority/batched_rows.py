"""Goes through a whole table a page at a time: of a large organisation no table fits into memory,
and what is read by one cursor while it is written may come twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db import connection

from fanal.authority.tables import table
from fanal.database.sql import SqlRow, rows

if TYPE_CHECKING:
    from fanal.authority.models import Attested

AT_ONCE = 2_000  # rows in memory


def row_key(model: type[Attested]) -> str:
    """The column by which rows are read in order. SQLite's own number of a row (rowid) is a number
    whatever somebody wrote into the primary key, and the order in which rows lie on the disk."""
    if connection.vendor == "sqlite":
        return "rowid"
    return connection.ops.quote_name(str(model._meta.pk.column))


def pages(model: type[Attested], asked: str) -> Iterator[list[SqlRow]]:
    """The key of each row and what is `asked` of the table `w`; the rows may be written between two
    pages."""
    key, name = row_key(model), connection.ops.quote_name(table(model))
    sql = f"SELECT w.{key}, {asked} FROM {name} w"  # noqa: S608
    rest = f"ORDER BY w.{key} LIMIT {AT_ONCE}"
    page = rows(f"{sql} {rest}")
    while page:
        yield page
        page = rows(f"{sql} WHERE w.{key} > %s {rest}", [page[-1][0]])


def may_be_twice(model: type[Attested]) -> bool:
    """Whether two rows may bear one name: where it is no unique key of ids, or where SQLite holds
    an id that somebody spelled in another way."""
    kept_once = not model.NAMED_BY and model._meta.pk.get_internal_type() == "UUIDField"
    if not kept_once or connection.vendor != "sqlite":
        return not kept_once
    name = connection.ops.quote_name(table(model))
    return bool(rows(f"SELECT 1 FROM {name} WHERE {spelled_otherwise('id')} LIMIT 1"))  # noqa: S608


def spelled_otherwise(column: str) -> str:
    """Return the condition, for SQLite, that an id is not in the form in which Django writes it."""
    return f"{column} <> {one_spelling(column)}"


def one_spelling(column: str) -> str:
    return f"lower(replace({column}, '-', ''))"
