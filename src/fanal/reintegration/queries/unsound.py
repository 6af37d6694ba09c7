"""Plans and assessments of families that were changed or deleted by hand in the database."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from fanal.cases.models import CasePerson
from fanal.cases.queries.changed_cases import changed_among
from fanal.people.models import Person
from fanal.people.queries import files_of


def changed_outside(files: Collection[UUID]) -> set[UUID]:
    """Those of these files: what stands in them is marked with each case of hers, so that it may be
    something else of that case."""
    rows = CasePerson.objects.filter(person__in=files).order_by()
    links = list(rows.values_list("person", "case"))
    changed = changed_among({case for _person, case in links})
    return {person for person, case in links if case in changed}


def was_changed(person: Person) -> bool:
    return bool(changed_outside(files_of(person)))
