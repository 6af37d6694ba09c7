"""Every row that goes with a file or a case: found along the foreign keys of all models.

Nothing is listed here table by table, so that a table of next year is not forgotten: whatever
refers to what goes, goes too. What stays is said by name, with its reason, in `stays`.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache
from itertools import batched
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import Q

from fanal.authority.tables import Column, referring
from fanal.care.models import CareFile, CareRequest
from fanal.cases.models import Case
from fanal.database.releases import model_named
from fanal.intake.models import Signal, Triage
from fanal.journeys.models import Journey, Traveller
from fanal.keys.models import Folder
from fanal.keys.sealed import SealedRecord
from fanal.matching.models import CachedPairs
from fanal.people.models import Person, SearchPack, SearchRow
from fanal.sharing.models import SharedEntry, SharedFile, Side
from fanal.shelters.models import BedRequest

type Model = type[models.Model]
type RowId = Any  # a primary key, of whatever kind
type Found = dict[Model, set[RowId]]
AT_ONCE = 400
# Their id is that of a folder, which no foreign key says: it is followed by name.
OWN_FOLDER: tuple[Model, ...] = (Person, Case, Signal, Journey, CareFile, CareRequest, BedRequest)


class ErasureReach:
    """Every row that an erasure reaches. `goes`: rows to delete. `clears`: (column, row) where a
    row of somebody else, which stays, lets go of one that goes."""

    def __init__(
        self,
        files: Collection[UUID],
        cases: Collection[UUID],
        beside: Iterable[str] = (),
        chosen: Mapping[Model, Collection[RowId]] = MappingProxyType({}),
    ) -> None:
        """Begin with the cases and files of a plan.

        `beside`: what was found beside them before (`self.beside`): of a journey of which the
        traveller is gone already, nothing else says that it was hers. `chosen`: single records of
        cases that stay.
        """
        self.files, self.cases = set(files), set(cases)
        self.goes: Found = defaultdict(set)
        self.clears: dict[Column, set[RowId]] = defaultdict(set)
        found = _kept_beside(beside)
        for begin in BEGINNINGS:
            model, ids = begin(self.files, self.cases)
            found[model] |= ids
        self._whole_files = found[SharedFile]
        self.beside = sorted(f"{one._meta.label}:{id}" for one, ids in found.items() for id in ids)
        for model, ids in _beginnings(self.files, self.cases, found):
            self._add(model, ids)
        for model, some in chosen.items():
            self._add(model, _pks(model, "pk", some))

    def __len__(self) -> int:
        return sum(map(len, self.goes.values()))

    def _add(self, model: Model, ids: Iterable[RowId]) -> None:
        waiting = [(model, set(ids))]
        while waiting:
            model, ids = waiting.pop()
            # What was met before is not followed again: tables refer to each other in circles.
            new = set(ids) - self.goes[model]
            if not new:
                continue
            self.goes[model] |= new
            waiting += [(model, found) for model, found in self._with(model, new)]

    def _with(self, model: Model, ids: set[RowId]) -> Iterator[tuple[Model, set[RowId]]]:
        if model in OWN_FOLDER:
            yield Folder, _pks(Folder, "pk", ids)
        if model is Folder:
            for sealed in sealed_models():
                yield sealed, _pks(sealed, "folder", ids)
        for column in referring(model):
            found = _pks(column.model, column.attname, ids)
            of_others = self._of_others(column, found)
            self.clears[column] |= of_others
            yield column.model, found - of_others

    def _of_others(self, column: Column, found: set[RowId]) -> set[RowId]:
        """Return those of these rows that are of a person who stays, and can do without; and our
        side of a two-country file that the other team has still, which learns of no erasure."""
        if column.model is Side and column.related_model is Case:
            return found - _pks(Side, "shared", self._whole_files)
        if not found or not column.null or column.related_model is Person:
            return set()
        owner = next(iter(_columns(column.model, Person)), None)
        if owner is None:
            return set()
        rows = _rows(column.model, found).exclude(
            Q(**{owner: None}) | Q(**{f"{owner}__in": self.files})
        )
        for case in _columns(column.model, Case)[:1]:
            rows = rows.exclude(**{f"{case}__in": self.cases})
        return set(rows.values_list("pk", flat=True))


def deletable(goes: Found, most: int) -> list[tuple[Model, list[RowId]]]:
    """Return at most so many rows to which none of the others refers any more: these can be
    deleted."""
    found: list[tuple[Model, list[RowId]]] = []
    for model, ids in goes.items():
        if most <= 0:
            break
        free = sorted(ids - _referred_to(model, ids, goes), key=str)[:most]
        if free:
            found.append((model, free))
            most -= len(free)
    return found


def _referred_to(model: Model, ids: set[RowId], goes: Found) -> set[RowId]:
    held: set[RowId] = set()
    for column in referring(model):
        if goes.get(column.model):
            for some in batched(ids, AT_ONCE):
                rows = column.model._base_manager.filter(**{f"{column.attname}__in": some})
                held |= set(rows.order_by().values_list(column.attname, flat=True))
    return held


def _beginnings(
    files: set[UUID], cases: set[UUID], found: Found
) -> Iterator[tuple[Model, set[RowId]]]:
    yield Person, _pks(Person, "pk", files)
    yield Case, _pks(Case, "pk", cases)
    for model, ids in found.items():
        yield model, _pks(model, "pk", ids)
    # what is sealed in a folder that is gone already: with it, since two people agreed
    own = files.union(cases, *(ids for model, ids in found.items() if model in OWN_FOLDER))
    own |= _pks(Side, "case", cases)  # what our side put into a file of two countries
    yield Folder, _pks(Folder, "pk", own)
    for sealed in sealed_models():
        yield sealed, _pks(sealed, "folder", own)


def _kept_beside(beside: Iterable[str]) -> Found:
    found: Found = defaultdict(set)
    for one in beside:
        label, _colon, id = one.partition(":")
        found[model_named(label)].add(UUID(id))
    return found


def _signals(files: set[UUID], cases: set[UUID]) -> tuple[Model, set[RowId]]:
    """The calls that led to these cases and to no other, with those that told the same."""
    triages = Triage.objects.exclude(case=None).order_by()
    known = set(triages.filter(case__in=cases).values_list("signal", flat=True))
    known -= set(
        triages.exclude(case__in=cases).filter(signal__in=known).values_list("signal", flat=True)
    )
    new = known
    while new:
        same = (
            Triage.objects.filter(duplicate_of__in=new).order_by().values_list("signal", flat=True)
        )
        new = set(same) - known
        known |= new
    return Signal, known


def _journeys(files: set[UUID], cases: set[UUID]) -> tuple[Model, set[RowId]]:
    """The journeys on which nobody else travels."""
    hers = Q(person__in=files) | Q(case__in=cases)
    known = set(Traveller.objects.filter(hers).order_by().values_list("journey", flat=True))
    others = Traveller.objects.filter(journey__in=known).exclude(hers).order_by()
    return Journey, known - set(others.values_list("journey", flat=True))


def _shared_files(files: set[UUID], cases: set[UUID]) -> tuple[Model, set[RowId]]:
    """The two-country files of which no case stays."""
    known = set(Side.objects.filter(case__in=cases).order_by().values_list("shared", flat=True))
    others = Side.objects.filter(shared__in=known).exclude(case=None).exclude(case__in=cases)
    return SharedFile, known - set(others.order_by().values_list("shared", flat=True))


def _shared_entries(files: set[UUID], cases: set[UUID]) -> tuple[Model, set[RowId]]:
    """What our side put into two-country files: once it has let go of the case, nothing leads
    there."""
    return SharedEntry, _pks(SharedEntry, "side__case", cases)


def _search_packs(files: set[UUID], cases: set[UUID]) -> tuple[Model, set[RowId]]:
    """Copies of search rows, hers among others: they are made anew with the next search."""
    return SearchPack, _pks(SearchPack, "team", _teams_that_find(files))


def _cached_pairs(files: set[UUID], cases: set[UUID]) -> tuple[Model, set[RowId]]:
    """Likely duplicates of a team, made anew likewise."""
    return CachedPairs, _pks(CachedPairs, "team", _teams_that_find(files))


def _teams_that_find(files: set[UUID]) -> set[UUID]:
    rows = SearchRow.objects.filter(person__in=files).order_by()
    return set(rows.values_list("team", flat=True))


BEGINNINGS: list[Callable[[set[UUID], set[UUID]], tuple[Model, set[RowId]]]] = [
    _signals,
    _journeys,
    _shared_files,
    _shared_entries,
    _search_packs,
    _cached_pairs,
]


@cache
def sealed_models() -> tuple[type[SealedRecord], ...]:
    return tuple(model for model in apps.get_models() if issubclass(model, SealedRecord))


@cache
def _columns(model: Model, to: Model) -> list[str]:
    """The columns of a model that refer to that one, by name."""
    return [field.attname for field in model._meta.concrete_fields if field.related_model is to]


def _pks(model: Model, name: str, ids: Iterable[RowId]) -> set[RowId]:
    found: set[RowId] = set()
    for some in batched(ids, AT_ONCE):
        rows = model._base_manager.filter(**{f"{name}__in": some}).order_by()
        found |= set(rows.values_list("pk", flat=True))
    return found


def _rows(model: Model, ids: Iterable[RowId]) -> models.QuerySet[models.Model]:
    return model._base_manager.filter(pk__in=list(ids)).order_by()
