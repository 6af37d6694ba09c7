"""The cases that stand beside a person who was found. They are of an app above: that one says here
how, when the server starts."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from fanal.accounts.models import User
from fanal.core.casework.present import DangerState
from fanal.core.words import Sentence


@dataclass(frozen=True)
class CaseBeside:
    """A case that the reader may open: its step and worker, so that nobody opens it to compare."""

    id: UUID
    address: str
    code_name: str
    step: Sentence
    worker: str
    team: str
    closed: bool


@dataclass(frozen=True)
class HerCases:
    """What the reader is shown before she opens one more: the open ones that she may open, and the
    closed ones on which she works, since she may open them again."""

    open: Sequence[object]
    closed: Sequence[CaseBeside]


CASES: list[Callable[[User, Collection[UUID]], Mapping[UUID, list[CaseBeside]]]] = []
BY_CODE: list[Callable[[User, str], list[UUID]]] = []


def cases_beside(user: User, people: Collection[UUID]) -> dict[UUID, list[CaseBeside]]:
    """The cases of each of these people that this user may open, the open ones first."""
    found: dict[UUID, list[CaseBeside]] = {}
    for cases in CASES:
        found.update(cases(user, people))
    return found


def people_of_case(user: User, code_name: str) -> list[UUID]:
    """Return whom the case of this code name concerns, where this user may open it."""
    return [person for people in BY_CODE for person in people(user, code_name)]


# The present state that stands beside a person in lists. It is derived from her cases, which are
# of an app above: that one says here how, when the server starts.
CODES: list[Callable[[Collection[UUID]], Mapping[UUID, DangerState]]] = []


def codes_of_people(people: Collection[UUID]) -> dict[UUID, DangerState]:
    """The code of each of these people, for whoever may open their files."""
    found: dict[UUID, DangerState] = {}
    for codes in CODES:
        found.update(codes(people))
    return found
