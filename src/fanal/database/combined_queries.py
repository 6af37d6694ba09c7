"""Rows of several tables in one query, for a page that needs a little of many things.

Each query costs a page a round trip. The rows come as Django would load them one query at a time,
with sealed and attested columns and joins; whoever asks sorts them.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Field, Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from fanal.database.sql import SqlValue, rows

type AnyRows = QuerySet[Model, object]
type AnyField = Field[object, object]
type RowsRead = dict[str, object]  # rows that a page has, by a name that readers agree on
type Place = tuple[str, int]  # a type of the database, and the how manieth column of this type
type Shape = tuple[str, tuple[str, ...], tuple[Place, ...]]  # SQL, names of its columns, places
UNIONS = 128  # that are kept: a role and what a case has rows of make the parts


@dataclass(frozen=True)
class RowsOf:
    """Rows that exist only where this table has one about the case. Given as a function: of most
    tables a case has no row, and Django takes longer to compose such a question than to ask it."""

    table: type[Model]
    asked: Callable[[], AnyRows]


type RowsAsked = dict[str, RowsOf]


class Composed(NamedTuple):
    """One question as SQL; `places`: where each of its columns stands among all."""

    compiler: SQLCompiler
    sql: str
    values: tuple[SqlValue, ...]
    names: list[str]
    places: list[Place]

    @property
    def shape(self) -> Shape:
        return self.sql, tuple(self.names), tuple(self.places)


KEPT = "composed"  # where a query set carries what was composed of it already


def take[Row: Model, Found](
    asked: QuerySet[Row, Found], compiler: SQLCompiler, found: list[tuple[SqlValue, ...]]
) -> list[Found]:
    """Build the rows of a query from the answer, as if it had been executed."""
    if not found:
        asked._result_cache = []
        return []
    # Only Django's own iterable applies converters, joins and `from_db`: it runs as usual, and
    # finds the rows here in place of the database.
    compiler.execute_sql = lambda *_how, **_more: [found]  # type: ignore[assignment, method-assign]  # rows in hand
    query = asked.query
    query.get_compiler = lambda *_how, **_more: compiler  # type: ignore[method-assign]  # once
    built = list(asked)
    del query.get_compiler
    return built


def fetch_together(asked: Iterable[AnyRows]) -> None:
    """Fill these in one question for all. None of them may be in an order: it would be lost."""
    pairs = [(one, part) for one in asked if (part := _part(one)) is not None]
    parts = [part for _one, part in pairs]
    sql, wanted = _union(*(part.shape for part in parts))
    found: list[list[tuple[SqlValue, ...]]] = [[] for _part in parts]
    for number, *values in rows(sql, [one for part in parts for one in part.values]) if sql else ():
        found[number].append(tuple(values[place] for place in wanted[number]))
    for (one, part), answers in zip(pairs, found, strict=True):
        take(one, part.compiler, answers)


@lru_cache(UNIONS)
def _union(*shapes: Shape) -> tuple[str, list[list[int]]]:
    """Return the SQL of all parts together, and where the columns of each stand in its answer."""
    every = sorted({place for _sql, _names, places in shapes for place in places})
    at = {place: number for number, place in enumerate(every)}
    sql = " UNION ALL ".join(_among(number, shape, every) for number, shape in enumerate(shapes))
    return sql, [[at[place] for place in places] for _sql, _names, places in shapes]


def _among(number: int, shape: Shape, every: list[Place]) -> str:
    """Return the SQL of a part with its columns in their places, and nothing in the others: all
    parts are equally wide."""
    sql, names, places = shape
    quote = connection.ops.quote_name
    named = {place: quote(name) for place, name in zip(places, names, strict=True)}
    # The first part gives the columns their types; PostgreSQL would take an untyped one for text.
    columns = (named.get(one, "NULL" if number else f"CAST(NULL AS {one[0]})") for one in every)
    return f"SELECT {number}, {', '.join(columns)} FROM ({sql}) part"  # noqa: S608


def _part(asked: AnyRows) -> Composed | None:
    """Return the part of a question; None for what finds nothing, without any question."""
    if asked.query.order_by or (asked.query.default_ordering and asked.query.get_meta().ordering):
        raise TypeError("an order would be lost: sort the rows")
    if kept := vars(asked).pop(KEPT, None):
        return kept
    if asked.query.is_empty():
        _found_nothing(asked)
        return None
    try:
        return composed_of(asked)
    except EmptyResultSet:
        _found_nothing(asked)
        return None


def composed_of(asked: AnyRows) -> Composed:
    """Compose a question. Raises EmptyResultSet."""
    compiler = asked.query.get_compiler(asked.db)
    # With aliases: two joined tables may have columns of one name, which a subquery must not have
    # twice.
    sql, values = compiler.as_sql(with_col_aliases=True)
    names, places, seen = [], [], Counter[str]()
    for column, _sql, alias in compiler.select:
        kind = _kind(column.output_field)
        names.append(alias)
        places.append((kind, seen[kind]))
        seen[kind] += 1
    # Once for a question that is kept: else Django looks at each column again for each answer.
    converters = compiler.get_converters([column for column, _sql, _alias in compiler.select])
    compiler.get_converters = lambda _columns: converters
    return Composed(compiler, sql, values, names, places)


def _found_nothing(asked: AnyRows) -> None:
    """Let a query count as executed: Django composes the SQL of a `none()` too, to find that
    out."""
    asked._result_cache = []


@lru_cache(1024)
def _kind(field: AnyField) -> str:
    """The type of a column in the database, however long its texts may be."""
    # A page asks it of five hundred columns. The parts share columns of one type: PostgreSQL
    # refuses a UNION of others, and varchar(20) and varchar(80) would widen it for nothing.
    kind = str(field.db_type(connection)).partition("(")[0]
    return "text" if kind in {"varchar", "char"} else kind


def rows_read[Row: Model](
    read: RowsRead, name: str, asked: Callable[[], Iterable[Row]]
) -> list[Row]:
    """The rows that were fetched under this name with others; else they are asked for now."""
    known = read.get(name)
    if isinstance(known, list):
        return known
    found = read[name] = list(asked())
    return found
