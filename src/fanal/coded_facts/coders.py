"""How the rows of each app are coded: the apps above enter here what they know of theirs.

A coder takes a row and what is sealed in it, and gives each fact with the id of whom it tells. The
action that saves a row and the coding of older cases ask the same coder.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import models

from fanal.core.coded_facts import CodedFact

type RowContent = Mapping[str, Any]  # what a row of whatever kind seals
type FactsOfRow = Iterable[tuple[UUID, CodedFact]]
type RowsOfCase = Callable[[UUID], Iterable[models.Model]]

CODERS: dict[type[models.Model], Callable[[Any, RowContent], FactsOfRow]] = {}
ROWS: list[RowsOfCase] = []  # those of one case that have a coder


def register[Row: models.Model](
    model: type[Row], coder: Callable[[Row, RowContent], FactsOfRow], rows: RowsOfCase | None = None
) -> None:
    """Register the coder of a model. `rows`: those of one case; without it those whose column
    `case` says so."""
    CODERS[model] = coder
    ROWS.append(rows or _that_say_so(model))


def _that_say_so(model: type[models.Model]) -> RowsOfCase:
    def of_case(case: UUID) -> Iterable[models.Model]:
        return model._default_manager.filter(case=case)

    return of_case
