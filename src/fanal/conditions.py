"""Conditions that nearly every question has, in plain SQL and yet of the ORM (ADR 13): Django takes
longer to compose one of several `Q` than the database to answer it."""

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, Expression, F
from django.db.models.expressions import Combinable, RawSQL
from django.db.models.sql.compiler import SQLCompiler

from fanal.sql import SqlValue

YES_OR_NO = BooleanField()  # one for all: of a field Django prepares much that nobody asks here


class Condition(Expression):
    """A condition for `filter` and `annotate`. `sql` names columns of the row as fields in braces:
    those of `columns`, none of which may be computed; `values` as the database holds them."""

    def __init__(self, sql: str, values: Sequence[SqlValue], *columns: str) -> None:
        super().__init__(output_field=YES_OR_NO)
        self._sql, self._values, self._names = sql, tuple(values), columns
        self._columns: list[Combinable] = [F(name) for name in columns]

    def __and__(self, other: Any) -> Any:
        return self._with(other, "AND") if isinstance(other, Condition) else super().__and__(other)

    def __or__(self, other: Any) -> Any:
        return self._with(other, "OR") if isinstance(other, Condition) else super().__or__(other)

    def __invert__(self) -> "Condition":
        return Condition(f"NOT {self._sql}", self._values, *self._names)

    def _with(self, other: "Condition", word: str) -> "Condition":
        names = dict.fromkeys((*self._names, *other._names))
        sql = f"({self._sql} {word} {other._sql})"
        return Condition(sql, (*self._values, *other._values), *names)

    def get_source_expressions(self) -> list[Combinable]:
        return self._columns

    def set_source_expressions(self, exprs: Sequence[Combinable]) -> None:
        self._columns = list(exprs)

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[SqlValue, ...]]:
        columns = [compiler.compile(one)[0] for one in self._columns]  # type: ignore[arg-type]
        return self._sql.format_map(dict(zip(self._names, columns, strict=True))), self._values


def within(column: str, found: RawSQL) -> Condition:
    """Return whether this column is among what `found` finds: `Q(column__in=found)`."""
    return Condition(f"({{{column}}} IN ({found.sql}))", found.params, column)
