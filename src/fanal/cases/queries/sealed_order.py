"""Cases filtered and ordered by what is sealed for the server: it is opened of all of them."""

from collections.abc import Callable
from uuid import UUID

from django.db.models import QuerySet

from fanal.cases.models import Case
from fanal.core.casework.stages import CaseStage
from fanal.database.sql import these
from fanal.sealed.columns import with_ids


def with_sealed(cases: QuerySet[Case], column: str, keeps: Callable[[str], bool]) -> QuerySet[Case]:
    """Those of which this column says so."""
    ids = [id for id, value in with_ids(cases.order_by(), column) if keeps(value)]
    return cases.filter(id__in=these(ids))


def by_sealed(cases: QuerySet[Case], name: str, back: bool) -> list[UUID]:
    """The ids by a column; those of which it says the same as they come."""
    column, key = KEYS[name]
    # `reverse` keeps equal ones in the order in which they came, also the other way round.
    pairs = sorted(with_ids(cases, column), key=lambda pair: key(pair[1]), reverse=back)
    return [id for id, _value in pairs]


def _place_of(stage: str) -> int:
    return list(CaseStage).index(CaseStage(stage))


KEYS: dict[str, tuple[str, Callable[[str], str | int]]] = {
    "case": ("code_name", str),
    "step": ("stage", _place_of),
}
