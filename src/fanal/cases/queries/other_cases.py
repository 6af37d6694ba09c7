"""The cases of one person beside one another: nobody opens a second one without knowing."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from fanal.accounts.models import User
from fanal.accounts.other_hands import in_other_hands
from fanal.authority import reading
from fanal.cases.access import cases_for, works_on
from fanal.cases.models import Case, CasePerson
from fanal.cases.queries.ask_whom import to_be_called, who_sees_to_it
from fanal.cases.queries.statements import CaseInReach
from fanal.people.code_names import blind_lookup_key
from fanal.people.models import Person
from fanal.people.queries import kin_of, last_of, merged_of
from fanal.people.related_cases import CaseBeside, HerCases


def open_cases_of(user: User, people: Iterable[Person]) -> dict[UUID, list[Case]]:
    """Return by person the open cases that this user may open, whichever of her files they are of.

    The oldest first; four queries for all. Of somebody's family there is a case, not hers.
    """
    by_person = _cases_of(person.id for person in people)
    cases = _open(user, set().union(*by_person.values()))
    return {
        person: [case for id, case in cases.items() if id in hers]
        for person, hers in by_person.items()
    }


def _cases_of(people: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    """Return by person the cases of all her files."""
    into = merged_of()
    whose = {person: last_of(person, into) for person in people}
    links = CasePerson.objects.filter(person__in=set(whose) | kin_of(whose))
    cases: dict[UUID, set[UUID]] = defaultdict(set)
    # A mother who stands in her daughter's case has no case of her own by it.
    for link in links.exclude(of_family=True):
        cases[last_of(link.person_id, into)].add(link.case_id)
    return {person: cases[file] for person, file in whose.items()}


def closed_cases_of(user: User, people: Collection[UUID]) -> dict[UUID, list[CaseBeside]]:
    """Return by person the closed cases on which this user works: she may open them again."""
    by_person = cases_beside(user, people)
    ids = {case.id for cases in by_person.values() for case in cases if case.closed}
    own = {case.id for case in Case.objects.filter(id__in=ids) if works_on(user, case)}
    return {who: [case for case in cases if case.id in own] for who, cases in by_person.items()}


def her_cases_of(user: User, people: Collection[Person]) -> dict[UUID, HerCases]:
    """Return by person her open and closed cases, so that nobody opens one more unknowing."""
    opened = open_cases_of(user, people)
    closed = closed_cases_of(user, [person.id for person in people])
    return {person_id: HerCases(cases, closed[person_id]) for person_id, cases in opened.items()}


def cases_beside(user: User, people: Collection[UUID]) -> dict[UUID, list[CaseBeside]]:
    """Return by person all cases that this user may open, open ones first; five queries for all."""
    by_person = _cases_of(people)
    cases = cases_for(user).filter(id__in=set().union(*by_person.values()))
    cases = cases.select_related("assignee", "team").order_by("closed", "-opened_on", "id")
    unsafe = in_other_hands()
    listed = [_beside(case, unsafe, user) for case in reading.rows_that_count(cases)]
    return {
        person: [case for case in listed if case.id in hers] for person, hers in by_person.items()
    }


def _beside(case: Case, unsafe: Collection[UUID], user: User) -> CaseBeside:
    return CaseBeside(
        case.id,
        reverse("cases:case", args=[case.id]),
        case.code_name,
        case.stage_words,
        who_sees_to_it(case, unsafe, reader=user),
        case.team.name,
        case.closed,
    )


def people_of_case(user: User, code_name: str) -> list[UUID]:
    """Return whom the case of this code name concerns, where this user may open it."""
    case = cases_for(user).filter(mark=blind_lookup_key(code_name)).first()
    if case is None:
        return []
    return list(case.concerned.values_list("person", flat=True))


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
    reader: User

    @property
    def to_call(self) -> str:
        # Of one that she opens it is said who works on it, she herself too: nobody is to be called.
        return to_be_called(self.case, reader=None if self.opens else self.reader)


def others_of(case: Case, reach: Iterable[CaseInReach], reader: User) -> list[OtherCase]:
    """The other cases among these: open ones first, then closed ones that the reader may open."""
    others = [
        OtherCase(in_reach.case, in_reach.opens, reader)
        for in_reach in reach
        if in_reach.case.id != case.id
    ]
    # Of a closed case that she may not open there is nobody to call, and nothing to know.
    shown = [other for other in others if other.opens or not other.case.closed]
    return sorted(shown, key=lambda other: other.case.closed)
