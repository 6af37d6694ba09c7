"""What would go with a file or a case, what stays of it, and what speaks against it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from fanal.cases.models import Case, CaseEntry, CasePerson, Document, Task
from fanal.people.models import Person
from fanal.people.queries import all_files_of
from fanal.sharing.models import Disclosure, Side


@dataclass(frozen=True)
class ErasurePlan:
    """What would go with a file or a case. `files` and `cases` go whole. `shared`: cases that stay
    for others whom they concern; of these only what is about her goes."""

    kind: str
    about: UUID
    files: frozenset[UUID]
    cases: frozenset[UUID]
    shared: frozenset[UUID]

    @property
    def of(self) -> frozenset[UUID]:
        """All cases of hers."""
        return self.cases | self.shared


def of_person(person: Person) -> ErasurePlan:
    """Return the plan for all her files, the cases that concern nobody else, and the files of
    family whom no other case holds."""
    # Files that were put together are hers, all of them.
    files = all_files_of(person.id)
    whole = _only_of(files)
    # Of her child or mother only where no other case holds them.
    files |= _only_in(whole)
    return _plan("person", person.id, files, whole)


def of_case(case: Case) -> ErasurePlan:
    """The case, and the files of those who have no other."""
    return _plan("case", case.id, _only_in({case.id}), {case.id})


def plan_for(kind: str, about: UUID) -> ErasurePlan | None:
    """The plan of a file or a case as it stands now; None where it is gone."""
    if kind == "person":
        person = Person.objects.filter(pk=about).first()
        return of_person(person) if person else None
    case = Case.objects.filter(pk=about).first()
    return of_case(case) if case else None


def _plan(kind: str, about: UUID, files: Collection[UUID], cases: Collection[UUID]) -> ErasurePlan:
    # What stays for others; of these only her own rows go.
    shared = set(_cases_of(files)) - set(cases)
    return ErasurePlan(kind, about, frozenset(files), frozenset(cases), frozenset(shared))


def _only_of(files: Collection[UUID]) -> set[UUID]:
    """The cases that concern one of these, and nobody else; family is not whom one concerns."""
    # A case is about her and her child; family in it would otherwise keep every case alive.
    concerned = CasePerson.objects.filter(of_family=False).order_by()
    hers = set(concerned.filter(person__in=files).values_list("case", flat=True))
    others = concerned.filter(case__in=hers).exclude(person__in=files)
    return hers - set(others.values_list("case", flat=True))


def _only_in(cases: Collection[UUID]) -> set[UUID]:
    """The files of the people of these cases who are in no other case, by any of their files."""
    people = CasePerson.objects.filter(case__in=cases).order_by().values_list("person", flat=True)
    found: set[UUID] = set()
    for one in set(people):
        files = all_files_of(one)
        # By all files of that person: one of two that were put together may be in another case.
        if not set(_cases_of(files)) - set(cases):
            found |= files
    return found


def _cases_of(files: Iterable[UUID]) -> Iterable[UUID]:
    rows = CasePerson.objects.filter(person__in=list(files)).order_by()
    return rows.values_list("case", flat=True)


@dataclass(frozen=True)
class WhatGoes:
    """What goes, for the page of whoever proposes.

    `unsorted`: entries, documents and tasks of shared cases that are said of nobody in particular:
    they stay, and may tell of her.
    """

    files: list[Person]
    cases: list[Case]
    shared: list[Case]
    unsorted: int
    partners: list[str]
    teams: list[str]


def what_goes(plan: ErasurePlan, chosen: int = 0) -> WhatGoes:
    """Return what goes, to show to whoever proposes. `chosen`: how many records of shared cases go
    because somebody chose them."""
    shared = list(Case.objects.filter(id__in=plan.shared).order_by("opened_on", "id"))
    # Said to who proposes: what is said of nobody in particular may tell of her.
    unsorted = CaseEntry.objects.filter(case__in=plan.shared, about=None).count()
    unsorted += Document.objects.filter(case__in=plan.shared).count()
    unsorted += Task.objects.filter(case__in=plan.shared).count()
    return WhatGoes(
        list(Person.objects.filter(id__in=plan.files).order_by("made_on", "id")),
        list(Case.objects.filter(id__in=plan.cases).order_by("opened_on", "id")),
        shared,
        # What was chosen may have been deleted since.
        max(0, unsorted - chosen),
        partners_with(plan),
        teams_with(plan),
    )


def partners_with(plan: ErasurePlan) -> list[str]:
    """Who got something of her from us and holds it still: they are to be told to erase it."""
    # Whoever was asked to give it back has been told already.
    rows = Disclosure.objects.filter(person__in=plan.files, recalled_on=None)
    rows = rows | Disclosure.objects.filter(case__in=plan.cases, recalled_on=None)
    return sorted({row.partner.name for row in rows.select_related("partner").order_by()})


def teams_with(plan: ErasurePlan) -> list[str]:
    """Which teams have a case of their own of her, by a two-country file: no side learns which case
    the other has, and an erasure here does not reach it. Also of a file that has ended."""
    shared = Side.objects.filter(case__in=plan.of).order_by().values("shared")
    others = Side.objects.filter(shared__in=shared).exclude(case__in=plan.of).exclude(case=None)
    return sorted({side.team.name for side in others.select_related("team").order_by()})
