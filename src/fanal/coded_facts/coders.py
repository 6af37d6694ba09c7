"""How the rows of each app are coded: the apps above enter here what they know of theirs.

A coder takes a row and what is sealed in it, and gives each fact with the id of whom it tells. The
action that saves a row and the coding of older cases ask the same coder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import models

from fanal.core.coded_facts import CodedFact

type Said = Mapping[str, Any]
type Coder = Callable[[Any, Said], Iterable[tuple[UUID, CodedFact]]]
type RowsOfCase = Callable[[UUID], Iterable[models.Model]]

CODERS: dict[type[models.Model], Coder] = {}
ROWS: list[RowsOfCase] = []  # those of one case that have a coder


def register(model: type[models.Model], coder: Coder, rows: RowsOfCase) -> None:
    CODERS[model] = coder
    ROWS.append(rows)
