"""The warnings against where people on journeys go, by who knows of the place at the end."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from fanal.accounts.models import User
from fanal.core.journeys.custody import CustodyReason, CustodyTrouble
from fanal.core.journeys.state import JourneyStage, JourneyState
from fanal.core.words import Sentence, say
from fanal.journeys.models import Journey


class AgainstHome(NamedTuple):
    """A warning against where this person goes, on this journey."""

    journey: UUID
    person: UUID
    what: Sentence


# Filled when the server starts: of those who go on journeys, each with its person, what speaks
# against the place at the end. Each in a constant number of queries.
RETURNS: list[Callable[[Collection[tuple[Journey, UUID]]], Iterable[AgainstHome]]] = []
HOME = say("Something speaks against where she goes: look at the journey.")


def against_homes(goes: Collection[tuple[Journey, UUID]]) -> list[AgainstHome]:
    """Return the warnings; nothing is asked where nobody goes."""
    return [warning for read in RETURNS for warning in read(goes)] if goes else []


def homes_of(
    journeys: Iterable[tuple[Journey, JourneyState]],
) -> dict[tuple[UUID, str], CustodyTrouble]:
    """Return the warning against where each person on the way goes, by journey and person: it may
    have been found since she left. What it is, the page of the journey says."""
    away = [
        (journey, UUID(person.person))
        for journey, state in journeys
        for person in state.persons.values()
        if person.stage is JourneyStage.ON_THE_WAY
    ]
    named: dict[tuple[UUID, str], list[str]] = defaultdict(list)
    for against_home in against_homes(away):
        named[against_home.journey, str(against_home.person)].append(f"home:{against_home.what}")
    return {
        key: CustodyTrouble(CustodyReason.NO_GO, "", HOME, tuple(what), key[1])
        for key, what in named.items()
    }


# What a journey was planned for and has changed since: other applications say it here.
@dataclass(frozen=True)
class ChangedReason:
    """A reason that has changed. `address`: where it is read."""

    sentence: Sentence
    address: str


# Of a journey, what this user may read of it.
REASONS: list[Callable[[Journey, User], Iterable[ChangedReason]]] = []


def changed_reasons(journey: Journey, user: User) -> list[ChangedReason]:
    """Return the changed reasons of a journey; nothing once it has ended."""
    if journey.ended_on is not None:
        return []
    return [reason for reasons in REASONS for reason in reasons(journey, user)]
