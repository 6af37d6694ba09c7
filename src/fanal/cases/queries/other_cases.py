"""The cases of one person beside one another: nobody opens a second one without knowing."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from fanal.accounts.models import User
from fanal.cases.access import cases_for
from fanal.cases.models import Case, CasePerson
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
