"""Questions that are composed once; each time they are asked only their values are put in.

Django takes longer to compose a question for a few rows than the database takes to answer it (half
a millisecond of a processor, against a tenth), and every page begins with the same ones. Only what
was composed is kept: never what was found, nor a value.
"""

from collections.abc import Callable
from copy import copy
from functools import lru_cache
from itertools import count

from django.db import connections
from django.db.models import Model, QuerySet, Value
from django.db.models.expressions import RawSQL

from fanal.database.combined_queries import KEPT, Composed, composed_of, take
from fanal.database.conditions import RowCondition
from fanal.database.sql import OF_ANY_TYPE, SqlValue, rows

SHAPES = 64  # of one question: as the role, the number of teams and travel mode make its conditions
MANY = 500  # values in the parts of a question
# By which a query set makes rows or tuples, and reads what belongs to them.
AS_ASKED = ("_iterable_class", "_fields", "_prefetch_related_lookups")
type Shape = tuple[str, int, tuple[str, ...] | None]  # SQL, how many values, columns of a condition


class Given(Value):
    """The place of a value that is given by name, and held as in this column; without one, as the
    key of the model. Never of None, for which Django asks otherwise."""

    def __init__(self, name: str, model: type[Model], column: str = "") -> None:
        field = model._meta.get_field(column) if column else model._meta.pk
        super().__init__(name, output_field=field)  # type: ignore[arg-type]  # no relation back

    def as_sql(self, compiler: object, connection: object) -> tuple[str, tuple[SqlValue, ...]]:
        """Return itself in place of the value, to be found again among the parameters."""
        return "%s", (self,)


class _OfPart(int):
    """The place of the how manieth value of all parts."""


class Kept[Row: Model, Found]:
    """A question with places for what is given. It is composed by a function, which takes parts in
    plain SQL (`RowCondition`, `these`): once for each SQL that they have."""

    def __init__(self, compose: Callable[..., QuerySet[Row, Found]]) -> None:
        self.compose = compose
        self._composed = lru_cache(SHAPES)(self._composed_anew)

    def _composed_anew(self, *shapes: Shape) -> tuple[QuerySet[Row, Found], Composed]:
        number = count()
        parts = [
            _part(sql, [_OfPart(next(number)) for _value in range(many)], columns)
            for sql, many, columns in shapes
        ]
        asked = self.compose(*parts)
        return asked, composed_of(asked)

    def ask(self, *parts: RawSQL, **given: object) -> list[Found]:
        """Return what is found with these, as if it had been composed with them."""
        asked, composed = self._filled(parts, given)
        return take(asked, composed.compiler, rows(composed.sql, composed.values))

    def number(self, *parts: RawSQL, **given: object) -> int:
        """Return how many `ask` would find. It needs no order."""
        _asked, composed = self._filled(parts, given)
        ((number,),) = rows(f"SELECT COUNT(*) FROM ({composed.sql}) found", composed.values)  # noqa: S608
        return int(number)

    def asked(
        self, *parts: RawSQL, of: Model | None = None, **given: object
    ) -> QuerySet[Row, Found]:
        """Return the question for `fetch_together`, which alone can fill it. `of`: a case that all
        of the rows belong to, for none of them to ask for it."""
        asked, composed = self._filled(parts, given)
        vars(asked)[KEPT] = composed
        if of is not None:
            known = {asked.model._meta.get_field("case"): {of.pk: of}}
            asked._known_related_objects = known  # type: ignore[attr-defined]  # as `case.concerns`
        return asked

    def _filled(
        self, parts: tuple[RawSQL, ...], given: dict[str, object]
    ) -> tuple[QuerySet[Row, Found], Composed]:
        # Of many values the SQL is long, and hardly ever comes again.
        many = sum(len(part.params) for part in parts) > MANY
        compose = self._composed_anew if many else self._composed
        kept, composed = compose(*map(_shape, parts))
        # Of its own, since others ask the same meanwhile: a connection belongs to a thread.
        compiler = copy(composed.compiler)
        compiler.connection = connection = connections[kept.db]
        of_parts = [value for part in parts for value in part.params]

        def held(place: SqlValue) -> SqlValue:
            if isinstance(place, Given):
                return place.output_field.get_db_prep_value(given[place.value], connection)
            return of_parts[place] if isinstance(place, _OfPart) else place

        asked = type(kept)(kept.model, copy(kept.query), kept.db)
        for name in AS_ASKED:
            setattr(asked, name, getattr(kept, name))
        values = tuple(held(place) for place in composed.values)
        return asked, composed._replace(compiler=compiler, values=values)


def _shape(part: RawSQL) -> Shape:
    return part.sql, len(part.params), part.names if isinstance(part, RowCondition) else None


def _part(sql: str, places: list[_OfPart], columns: tuple[str, ...] | None) -> RawSQL:
    if columns is None:
        return RawSQL(sql, places, OF_ANY_TYPE)  # noqa: S611  # no value is part of `sql`
    return RowCondition(sql, places, *columns)
