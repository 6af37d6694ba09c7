"""Conditions that nearly every question has, in plain SQL and yet of the ORM (ADR 13): Django takes
longer to compose one of several `Q` than the database to answer it."""

from collections.abc import Sequence

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F
from django.db.models.expressions import Combinable, RawSQL
from django.db.models.sql.compiler import SQLCompiler

from fanal.database.sql import SqlValue

YES_OR_NO = BooleanField()  # one for all: of a field Django prepares much that nobody asks here


class RowCondition(RawSQL):
    """A condition for `filter` and `annotate`. `sql` names columns of the row as fields in braces:
    those of `columns`, none of which may be computed; `values` as the database holds them."""

    # Of any other expression Django asks on SQLite whether it is equal to True: no index is used.

    def __init__(self, sql: str, values: Sequence[SqlValue], *columns: str) -> None:
        super().__init__(sql, tuple(values), YES_OR_NO)
        self.values, self.names = tuple(values), columns
        self._columns: list[Combinable] = [F(name) for name in columns]

    def get_source_expressions(self) -> list[Combinable]:
        return self._columns

    def set_source_expressions(self, exprs: Sequence[Combinable]) -> None:
        self._columns = list(exprs)

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[SqlValue, ...]]:
        names = {}
        for name, one in zip(self.names, self._columns, strict=True):
            names[name], _values = compiler.compile(one)  # type: ignore[arg-type]  # resolved by now
        return f"({self.sql.format_map(names)})", self.values


def within(column: str, found: RawSQL) -> RowCondition:
    """Return whether this column is among what `found` finds: `Q(column__in=found)`."""
    return RowCondition(f"{{{column}}} IN ({found.sql})", found.params, column)


def outside(column: str, found: RawSQL) -> RowCondition:
    """Return whether it is not, of a column that is never empty."""
    return RowCondition(f"{{{column}}} NOT IN ({found.sql})", found.params, column)


def all_of(*conditions: RowCondition) -> RowCondition:
    """Return whether all of these hold."""
    return _joined(" AND ", conditions)


def any_of(*conditions: RowCondition) -> RowCondition:
    """Return whether one of these holds."""
    return _joined(" OR ", conditions)


def _joined(word: str, conditions: Sequence[RowCondition]) -> RowCondition:
    sql = word.join(f"({one.sql})" for one in conditions)
    values = [value for one in conditions for value in one.values]
    return RowCondition(sql, values, *dict.fromkeys(n for one in conditions for n in one.names))
