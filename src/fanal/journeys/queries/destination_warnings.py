"""The warnings against where people on journeys go, by who knows of the place at the end."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from fanal.accounts.access import team_ids_of
from fanal.accounts.models import User
from fanal.cases.access import cases_with
from fanal.core.journeys.custody import CustodyReason, CustodyTrouble
from fanal.core.journeys.state import JourneyStage, JourneyState
from fanal.core.roles import Permission
from fanal.core.sealing.compartments import Compartment
from fanal.core.words import Sentence, say
from fanal.journeys.models import Journey
from fanal.journeys.queries.travel_consents import TravellerConsent
from fanal.people.access import people_among


class AgainstHome(NamedTuple):
    """A warning against where this person goes, on this journey. `page`: the address, by her case
    and herself, where it is settled."""

    journey: UUID
    person: UUID
    what: Sentence
    page: Callable[[UUID, UUID], str] | None = None


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


def with_pages(
    warnings: Collection[AgainstHome], consents: Collection[TravellerConsent], user: User
) -> list[tuple[Sentence, str]]:
    """Return each with the page where it is settled, for whoever writes in her file and reads her
    case."""
    cases = {one.who.person: one.who.case for one in consents}
    people = {warning.person for warning in warnings}
    if not people:
        return []
    files = people_among(user, people).filter(team__in=team_ids_of(user)).order_by()
    written = set(files.values_list("id", flat=True)) if user.may(Permission.WORK_CASES) else set()
    hers = {cases[person] for person in people}
    read = cases_with(user, Compartment.NARRATIVE).filter(id__in=hers).order_by()
    opened = set(read.values_list("id", flat=True))
    return [
        (what, page(cases[her], her) if page and her in written and cases[her] in opened else "")
        for _journey, her, what, page in warnings
    ]


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
