"""Whoever a search found, with all that tells them apart: nobody opens files to compare them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from fanal.accounts.models import User
from fanal.core.casework.present import DangerState
from fanal.keys.ring import Ring
from fanal.people import access
from fanal.people.described import words_about
from fanal.people.related_cases import CaseBeside, cases_beside, codes_of_people
from fanal.people.search import PossibleMatch


@dataclass(frozen=True)
class FoundPerson:
    """A person whom a search found. `first`: the case that one tap opens, the open one of hers;
    None where she has none."""

    near: PossibleMatch
    about: str
    state: DangerState
    first: CaseBeside | None
    others: list[CaseBeside]


def found_people(near: Sequence[PossibleMatch], user: User, ring: Ring) -> list[FoundPerson]:
    """Return the people in the order in which they were found, in a constant number of queries.

    That they were shown is written down once; to open one is written down by itself.
    """
    ids = [match.person.id for match in near]
    about = words_about(ids, user, ring, timezone.localdate())
    states, cases = codes_of_people(ids), cases_beside(user, ids) if ids else {}
    access.listed(user, len(about))
    return [_found(match, about, states, cases.get(match.person.id, [])) for match in near]


def _found(
    near: PossibleMatch,
    about: dict[UUID, str],
    states: dict[UUID, DangerState],
    cases: list[CaseBeside],
) -> FoundPerson:
    first, others = (cases[0], cases[1:]) if cases else (None, [])
    state = states.get(near.person.id, DangerState.UNKNOWN)
    return FoundPerson(near, about.get(near.person.id, ""), state, first, others)
