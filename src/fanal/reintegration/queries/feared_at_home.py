"""Those of her family and neighbours whom she has to fear by now: by their ids and without a key,
so that a journey home can ask it."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from uuid import UUID

from fanal.cases.models import Case, CaseEntry, CasePerson, PersonAround
from fanal.core.reintegration.family import AT_HOME
from fanal.people.queries import kin_of, last_of, merged_of
from fanal.reintegration.models import FamilyAssessment
from fanal.sharing.queries.never_told import ids_feared


def feared_at_home(people: Collection[UUID]) -> dict[UUID, set[str]]:
    """Return whom each fears, in all cases of all her files. In a constant number of queries."""
    files, into = set(people) | kin_of(people), merged_of()
    links = CasePerson.objects.filter(person__in=files).order_by().values_list("case", "person")
    concerned: dict[UUID, set[UUID]] = defaultdict(set)
    for case, person in links:
        concerned[case].add(last_of(person, into))
    feared: dict[UUID, set[str]] = defaultdict(set)
    for case, entry in _rows(concerned):
        for whose in concerned[case]:
            feared[whose].add(str(entry))
    return {person: feared[last_of(person, into)] for person in people}


def _rows(cases: Collection[UUID]) -> list[tuple[UUID, UUID]]:
    """Return the case and the entry of each of them."""
    ids = ids_feared(Case.objects.filter(id__in=cases))
    rows = PersonAround.objects.filter(entry__in=ids)
    return [(row.case_id, row.pk) for row in rows if row.coded.get("relation", "") in AT_HOME]


def feared_since(rows: Collection[FamilyAssessment]) -> set[UUID]:
    """Return the assessments after which somebody there was found to be a danger."""
    if not rows:
        return set()
    now = feared_at_home({row.person_id for row in rows})
    written_on = _days_written({id for ids in now.values() for id in ids})
    return {row.id for row in rows if _feared_since_written(row, now[row.person_id], written_on)}


def _feared_since_written(
    row: FamilyAssessment, now: set[str], written_on: Mapping[str, object]
) -> bool:
    """Whether somebody is feared since. Assessments of before were kept without whom she feared
    then: what was written later is new."""
    # Kept with the assessment: whom she feared then is part of what the two looked at.
    if "feared" in row.coded:
        return not now <= set(row.coded["feared"])
    return any(str(written_on[entry_id]) > str(row.made_on) for entry_id in now)


def _days_written(ids: Collection[str]) -> dict[str, object]:
    rows = CaseEntry.objects.filter(id__in=ids).order_by().values_list("id", "made_on")
    return {str(id): on for id, on in rows}
