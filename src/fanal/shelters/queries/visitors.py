"""Who must not learn where a resident is, by id and by name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from fanal.cases.actions.around import same_name
from fanal.cases.models import Case, PersonAround
from fanal.cases.queries.around import PersonKnownToCase, people_around
from fanal.keys.ring import Ring
from fanal.people.queries import all_files_of
from fanal.sharing.models import NeverTell
from fanal.sharing.queries.never_told import never_told
from fanal.sharing.queries.pages import must_not_know
from fanal.shelters.models import ShelterStay


@dataclass(frozen=True)
class FearedByHer:
    """`ids`: of those around her, whatever they are called. `names`: of everybody else too."""

    ids: frozenset[UUID]
    names: tuple[str, ...]


def around_her(stay: ShelterStay, ring: Ring) -> dict[str, PersonKnownToCase]:
    """The people around her in this case, to choose from, by the id of their entry."""
    return people_around(stay.case, ring)


def feared(stay: ShelterStay, ring: Ring) -> FearedByHer:
    """In all her cases that this ring opens."""
    ids: set[UUID] = set()
    names: list[str] = []
    for case in _cases(stay):
        around = people_around(case, ring)
        listed = must_not_know(case, around)
        ids |= ids_feared(case)
        names += [shown for row, shown in listed if row.around_id is None]
        names += [one.name for id, one in around.items() if one.danger or UUID(id) in ids]
        ids |= {UUID(id) for id, one in around.items() if one.danger}
    return FearedByHer(frozenset(ids), tuple(one for one in names if one))


def ids_feared(case: Case) -> set[UUID]:
    """Of those around her who are on the list, suspects, or part of the danger: without a key."""
    rows = NeverTell.objects.filter(case=case)
    listed = {one.around_id for one in rows if one.around_id and not one.whom["ended"]}
    coded = PersonAround.objects.filter(case=case)
    return listed | {one.pk for one in coded if _is_danger(one)}


def _is_danger(row: PersonAround) -> bool:
    return any(row.coded.get(name) for name in ("never_told", "suspect", "close"))


def is_a_feared_partner(stay: ShelterStay, name: str) -> bool:
    """Whether somebody of the register of partners is called so who must never hear of her."""
    registered = set(same_name(name))
    return bool(registered) and not never_told(stay.person, _cases(stay)).isdisjoint(registered)


def _cases(stay: ShelterStay) -> list[Case]:
    rows: Iterable[Case] = Case.objects.filter(people__in=all_files_of(stay.person_id)).distinct()
    return list(rows)
