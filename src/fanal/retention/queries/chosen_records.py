"""Single records of cases that stay for others: those that tell of her alone go with her, where
whoever asks for the erasure chose them. Only what she can read is offered to her, and nothing that
a record of somebody else leans on.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from uuid import UUID

from django.db import models
from django.db.models import Q

from fanal.authority.tables import Column, referring
from fanal.cases.models import Case, CaseEntry, Document, Task
from fanal.core.errors import BadInput
from fanal.core.words import say
from fanal.people.models import Person
from fanal.retention.queries.plans import ErasurePlan
from fanal.retention.queries.related_rows import ErasureReach

type Model = type[models.Model]
type Chosen = Mapping[Model, set[UUID]]

MODELS: dict[str, Model] = {"entry": CaseEntry, "document": Document, "task": Task}
NAMES = {model: name for name, model in MODELS.items()}


def parsed(text: str | None) -> Chosen:
    """Return what was chosen from `Erasure.chosen`: names and ids, separated by spaces. Raises
    BadInput."""
    found: dict[Model, set[UUID]] = defaultdict(set)
    for one in (text or "").split():
        name, _colon, id = one.partition(":")
        try:
            found[MODELS[name]].add(UUID(id))
        except (KeyError, ValueError):
            raise BadInput("chosen", say("choose from the list")) from None
    return found


def written(chosen: Chosen) -> str | None:
    """Return what was chosen as `Erasure.chosen` holds it; None where nothing was chosen."""
    return " ".join(sorted(key(model, id) for model, ids in chosen.items() for id in ids)) or None


def key(model: Model, id: UUID) -> str:
    return f"{NAMES[model]}:{id}"


def with_what_hangs_on(chosen: Chosen, plan: ErasurePlan) -> Chosen:
    """Return those, and what corrects them or stands under them, of the same kind."""
    found = {model: set(ids) for model, ids in chosen.items()}
    for model, ids in found.items():
        new = ids
        # A correction can be corrected in turn, so it is followed to its end.
        while new:
            new = {one for column in _to_itself(model) for one in _following(column, new, plan)}
            new -= ids
            ids |= new
    return found


def choosable(model: Model, plan: ErasurePlan) -> models.QuerySet[models.Model]:
    """Records of the shared cases that are said of nobody in particular and concern nobody else."""
    rows = model._base_manager.filter(case__in=plan.shared)
    if model is CaseEntry:
        # What is said of somebody goes or stays with her; only what is said of nobody in
        # particular is a choice.
        rows = rows.filter(about=None)
    for column in _to_itself(model):
        for owner in _owners(model):
            of = f"{column.name}__{owner}"
            rows = rows.filter(Q(**{of: None}) | Q(**{f"{of}__in": plan.files}))
    return rows.exclude(pk__in=_of_others(model, rows, plan)).order_by()


def cases_of(text: str | None) -> set[UUID]:
    """The cases of which something was chosen."""
    found: set[UUID] = set()
    for model, ids in parsed(text).items():
        rows = model._base_manager.filter(pk__in=ids).order_by()
        found |= set(rows.values_list("case", flat=True))
    return found


def is_as_chosen(text: str | None, plan: ErasurePlan) -> bool:
    """Whether all of these are there, concern nobody else, and nothing was hung on them since."""
    chosen = parsed(text)
    there = all(
        ids == set(choosable(model, plan).filter(pk__in=ids).values_list("pk", flat=True))
        for model, ids in chosen.items()
    )
    # What was hung on it since, neither of the two has seen.
    return there and written(with_what_hangs_on(chosen, plan)) == (text or None)


def linked(plan: ErasurePlan) -> set[str]:
    """Keys of records to which a record of hers refers that goes: the scan of her paper."""
    reach = ErasureReach(plan.files, plan.cases)
    return {
        key(to, id)
        for model, ids in reach.goes.items()
        for column, to in _to_records(model)
        for id in _values(column, ids)
        if id not in reach.goes[to]
    }


def _values(column: Column, ids: Collection[object]) -> Iterator[UUID]:
    rows = column.model._base_manager.filter(pk__in=list(ids)).exclude(**{column.name: None})
    yield from rows.order_by().values_list(column.attname, flat=True)


def _following(column: Column, ids: Collection[UUID], plan: ErasurePlan) -> Iterable[UUID]:
    """Records that refer to these and are not said of somebody who stays."""
    rows = column.model._base_manager.filter(**{f"{column.name}__in": list(ids)}).order_by()
    for owner in _owners(column.model):
        rows = rows.filter(Q(**{owner: None}) | Q(**{f"{owner}__in": plan.files}))
    return set(rows.values_list("pk", flat=True))


def _of_others(model: Model, rows: models.QuerySet[models.Model], plan: ErasurePlan) -> set[UUID]:
    """Return those of `rows` to which a record of somebody who stays refers."""
    found: set[UUID] = set()
    ids = list(rows.order_by().values_list("pk", flat=True))
    for column in _referring(model):
        for owner in _owners(column.model):
            theirs = column.model._base_manager.filter(**{f"{column.name}__in": ids})
            theirs = theirs.exclude(Q(**{owner: None}) | Q(**{f"{owner}__in": plan.files}))
            found |= set(theirs.order_by().values_list(column.attname, flat=True))
    return found


@cache
def _referring(model: Model) -> tuple[Column, ...]:
    return tuple(one for one in referring(model) if not one.model._meta.proxy)


@cache
def _to_itself(model: Model) -> list[Column]:
    return [column for column in _referring(model) if column.model is model]


@cache
def _to_records(model: Model) -> list[tuple[Column, Model]]:
    """Return the columns of a model that refer to a kind of record that can be chosen, and to
    which."""
    return [
        (field, to)
        for field in model._meta.concrete_fields
        for to in NAMES
        if field.related_model is to
    ]


@cache
def _owners(model: Model) -> list[str]:
    """The columns that say whose a record is: its own, or those of what it belongs to."""
    if own := _people(model):
        return own
    to = [(field, field.related_model) for field in model._meta.concrete_fields]
    return [
        f"{one.name}__{name}"
        for one, belongs in to
        if belongs is not None and belongs is not Case
        for name in _people(belongs)
    ]


def _people(model: Model) -> list[str]:
    return [field.name for field in model._meta.concrete_fields if field.related_model is Person]
