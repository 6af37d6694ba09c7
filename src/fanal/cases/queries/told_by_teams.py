"""What another team of ours warns of, where a file is kept with it: who said it and on which day,
for the form that keeps it in her case. Its words are not ours to keep."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from fanal.accounts.models import User
from fanal.keys.ring import Ring
from fanal.people.models import Person


@dataclass(frozen=True, slots=True)
class ToldByTeam:
    """`team`: its id, as text."""

    team: str
    who: str
    on: date


# Filled when the server starts, by the app that keeps such files.
TOLD_BY_TEAMS: list[Callable[[Person, User, Ring], Iterable[ToldByTeam]]] = []


def told_by_team(team: str, person: Person, user: User, ring: Ring) -> ToldByTeam | None:
    """Return the newest of one team; nothing of a team that told this reader nothing of her."""
    told = (one for known in TOLD_BY_TEAMS for one in known(person, user, ring))
    return max((one for one in told if one.team == team), key=lambda one: one.on, default=None)
