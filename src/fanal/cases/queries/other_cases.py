"""The cases of one person beside one another: nobody opens a second one without knowing."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from django.urls import reverse

from fanal.accounts.models import User
from fanal.authority import reading
from fanal.cases.access import cases_for
from fanal.cases.models import Case, CasePerson
from fanal.people.cases_beside import CaseBeside
from fanal.people.code_names import blind_lookup_key
from fanal.people.models import Person
from fanal.people.queries import kin_of, last_of, merged_of


def open_cases_of(user: User, people: Iterable[Person]) -> dict[UUID, list[Case]]:
    """By person, the open cases that this user may open, whichever of her files they are of.

    The oldest first; four queries for all. Of somebody's family there is a case, not hers.
    """
    into = merged_of()
    whose = {person.id: last_of(person.id, into) for person in people}
    files = set(whose) | kin_of(whose)
    links = CasePerson.objects.filter(person__in=files).exclude(of_family=True)
    cases = _open(user, {link.case_id for link in links})
    found: dict[UUID, set[UUID]] = {}
    for link in links:
        if link.case_id in cases:
            found.setdefault(last_of(link.person_id, into), set()).add(link.case_id)
    return {
        person: [case for id, case in cases.items() if id in found.get(file, ())]
        for person, file in whose.items()
    }


def cases_beside(user: User, people: Collection[UUID]) -> dict[UUID, list[CaseBeside]]:
    """By person, all cases that this user may open, the open ones first; five queries for all."""
    into = merged_of()
    whose = {one: last_of(one, into) for one in people}
    files = set(whose) | kin_of(whose)
    links = list(CasePerson.objects.filter(person__in=files).exclude(of_family=True))
    cases = cases_for(user).filter(id__in={link.case_id for link in links})
    cases = cases.select_related("assignee", "team").order_by("closed", "-opened_on", "id")
    hers: dict[UUID, set[UUID]] = {}
    for link in links:
        hers.setdefault(last_of(link.person_id, into), set()).add(link.case_id)
    listed = [_beside(case) for case in reading.rows_that_count(cases)]
    return {
        one: [case for case in listed if case.id in hers.get(file, ())]
        for one, file in whose.items()
    }


def _beside(case: Case) -> CaseBeside:
    return CaseBeside(
        case.id, reverse("cases:case", args=[case.id]), case.code_name, case.stage_words,
        case.assignee.display_name if case.assignee else "", case.team.name, case.closed,
    )  # fmt: skip


def people_of_case(user: User, code_name: str) -> list[UUID]:
    """Whom the case of this code name concerns, where this user may open it."""
    case = cases_for(user).filter(mark=blind_lookup_key(code_name)).first()
    if case is None:
        return []
    return list(case.concerns.exclude(of_family=True).values_list("person", flat=True))


def _open(user: User, ids: set[UUID]) -> dict[UUID, Case]:
    cases = cases_for(user).filter(id__in=ids).exclude(closed=True)
    return {
        case.id: case
        for case in cases.select_related("assignee", "team").order_by("opened_on", "id")
    }


def other_cases(user: User, case: Case) -> list[Case]:
    """The other open cases of the people of this one, as far as this user may open them."""
    links = case.concerns.exclude(of_family=True).select_related("person")
    found = open_cases_of(user, [link.person for link in links])
    others = {one.id: one for cases in found.values() for one in cases if one.id != case.id}
    return sorted(others.values(), key=lambda one: (one.opened_on, one.id))
