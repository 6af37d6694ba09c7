"""The cases of one person beside one another: nobody opens a second one without knowing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from fanal.accounts.models import User
from fanal.cases.access import cases_for
from fanal.cases.models import Case, CasePerson
from fanal.cases.queries.statements import CaseInReach
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


@dataclass(frozen=True)
class OtherCase:
    """Another case of the same people. `opens`: whether the reader may open it; of one that she may
    not, she learns that it is there and whom to call, while it is open."""

    case: Case
    opens: bool

    @property
    def to_call(self) -> str:
        return str(self.case.assignee or self.case.team.name)


def others_of(case: Case, reach: Iterable[CaseInReach]) -> list[OtherCase]:
    """The other cases among these: open ones first, then closed ones that the reader may open."""
    found = [OtherCase(one.case, one.opens) for one in reach if one.case.id != case.id]
    shown = [one for one in found if one.opens or not one.case.closed]
    return sorted(shown, key=lambda one: one.case.closed)
