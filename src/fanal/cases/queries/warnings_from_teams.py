"""What another team of ours warns of, where a file is kept with it: who said it and on which day,
for the form that keeps it in her case. Its words are not ours to keep."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from fanal.accounts.models import User
from fanal.core.casework.statements import StatementSource
from fanal.keys.ring import Ring
from fanal.people.models import Person
from fanal.web.typing import Answers


@dataclass(frozen=True, slots=True)
class ToldByTeam:
    """`team`: its id, as text; `name` of it. `address`: where its words are read."""

    team: str
    name: str
    who: str
    on: date
    address: str


# Filled when the server starts, by the app that keeps such files.
TOLD_BY_TEAMS: list[Callable[[Person, User, Ring], Iterable[ToldByTeam]]] = []


def told_by_teams(person: Person, user: User, ring: Ring) -> list[ToldByTeam]:
    """Return all that this reader may read, the newest first."""
    told = [one for known in TOLD_BY_TEAMS for one in known(person, user, ring)]
    return sorted(told, key=lambda one: one.on, reverse=True)


def told_by_team(team: str, person: Person, user: User, ring: Ring) -> Answers:
    """Return who of one team warned of it last, as the form asks it; nothing of a team that told
    this reader nothing of her."""
    told = told_by_teams(person, user, ring) if team else []
    last = next((one for one in told if one.team == team), None)
    if last is None:
        return {}
    return {"said_by": StatementSource.OTHER, "who": last.who, "said_at": last.on}
