"""Two teams with a two-country file have a file each of one girl: whoever reads both teams reads
and counts her once, with what is worse of both, and with what the other team calls her."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from fanal.accounts.access import own_team_ids
from fanal.accounts.models import User
from fanal.cases.queries.codes import URGENT
from fanal.core.casework.present import worst
from fanal.core.journeys.state import JourneyStage
from fanal.core.roles import Permission
from fanal.journeys.access.board import OnTheBoard
from fanal.journeys.queries.board import OtherName
from fanal.journeys.queries.open_people import OnBoard, Place, also_said, place_of
from fanal.people.queries import last_of, merged_of
from fanal.sharing.queries.other_files import same_person


def once_each(people: list[OnBoard], user: User) -> list[OnBoard]:
    """Return the people, each once; the same list where nobody stands twice."""
    # A team has one side of a file: whoever reads one team alone reads nobody twice.
    if not user.may(Permission.SEE_OVERVIEW) and len(own_team_ids(user)) < 2:
        return people
    pairs = _pairs()
    if not pairs:
        return people
    by_file = {one.file: one for one in people}
    for file, other in pairs:
        if file in by_file and other in by_file:
            _put_together(by_file, by_file.pop(file), by_file.pop(other))
    return people if len(by_file) == len(people) else list(by_file.values())


def _pairs() -> list[tuple[UUID, UUID]]:
    """Return the files of which both teams agreed that they are of one person, each pair once."""
    into = merged_of()
    both = ((last_of(one, into), last_of(other, into)) for one, other in same_person().items())
    return sorted({(min(pair), max(pair)) for pair in both if pair[0] != pair[1]})


def _put_together(by_file: dict[UUID, OnBoard], one: OnBoard, other: OnBoard) -> None:
    first, second = sorted((one, other), key=_says_less)
    # That the other team was not told who has her is no trouble of hers.
    not_told = second.is_unheld and not second.needs_somebody
    joined = _with_what_is_worse(first if not_told else also_said(first, second), second)
    by_file[first.file] = joined._replace(
        needs_somebody=first.needs_somebody or second.needs_somebody,
        also=(*first.also, second._replace(also=()), *second.also),
    )


def _says_less(one: OnBoard) -> tuple[bool, bool, bool, Place]:
    """Sort as of one file: a journey says more of tonight than a case; else the worse does, and of
    two that are as bad the one that knows who has her."""
    return not _is_away(one), not one.needs_somebody, one.is_unheld, one.place


def _is_away(one: OnBoard) -> bool:
    return one.row.stage is not None and one.row.stage is not JourneyStage.RETURNED


def _with_what_is_worse(one: OnBoard, other: OnBoard) -> OnBoard:
    """Return her with the danger of her other file, or that nobody heard from her, where this one
    says less."""
    code, since = other.told.code, other.told.since
    if code not in URGENT or code is one.told.code or worst([code, one.told.code]) is not code:
        return one
    told = one.told._replace(code=code, since=since)
    alerts = tuple(dict.fromkeys((*other.alerts, *one.alerts)))
    line = one.line and replace(one.line, state=code, since=since, alerts=alerts)
    place = place_of(one.row, told)
    return one._replace(place=place, told=told, alerts=alerts, line=line)


def others_of(one: OnBoard, cases: Mapping[UUID, OnTheBoard]) -> tuple[OtherName, ...]:
    """Return by what name and in which team her other files stand, as far as they are read."""
    return tuple(name for other in one.also if (name := _name_of(other, cases)))


def _name_of(other: OnBoard, cases: Mapping[UUID, OnTheBoard]) -> OtherName | None:
    if other.line:
        return OtherName(other.line.team, other.line.code)
    row = cases.get(other.person)
    return OtherName(row.team, row.code_name) if row else None
