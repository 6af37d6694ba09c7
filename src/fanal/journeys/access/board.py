"""The people on tonight's board for a reader, and how much of each is shown."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from fanal.absences.queries import travelling
from fanal.accounts.access import own_team_ids, team_ids_of
from fanal.accounts.models import User
from fanal.authority import reading
from fanal.cases import access as cases
from fanal.cases.models import Case, CasePerson
from fanal.cases.queries.lists import counted_for, unassigned_cases
from fanal.core.roles import Permission
from fanal.database.sql import these
from fanal.journeys.models import Journey, Traveller
from fanal.sealed.columns import open_in_row
from fanal.web.request_cache import once_a_page


def team_cases(user: User) -> QuerySet[Case]:
    """Return the cases that this user opens of the teams that she is in."""
    return cases.cases_for(user).filter(team__in=team_ids_of(user)).order_by()


def of_nobody(user: User, people: Collection[UUID]) -> set[UUID]:
    """Return those of these people in the cases of her teams for which nobody is
    responsible: everybody's."""
    nobodys = unassigned_cases(team_cases(user)).order_by().filter(id=OuterRef("case_id"))
    rows = CasePerson.objects.filter(Exists(nobodys), person__in=these(people)).order_by()
    return set(rows.values_list("person", flat=True))


class BoardPerson(NamedTuple):
    """Somebody on the board: names of teams, and whether the reader may open the whole journey."""

    code_name: str
    team: str
    offered_to: str | None
    opens: bool


def shown_on_the_board(
    user: User, journeys: Iterable[Journey]
) -> dict[tuple[UUID, str], BoardPerson]:
    """Return who is shown of these journeys, by journey and person: of another team's journey only
    those whose case is with a team of this user."""
    followed = list(journeys)
    if not followed:
        return {}
    teams = own_team_ids(user)
    own = {
        journey.id
        for journey in followed
        if journey.team_id in teams or user.may(Permission.SEE_OVERVIEW)
    }
    rows = Traveller.objects.filter(journey__in=[journey.id for journey in followed]).order_by()
    columns = rows.values_list(
        "journey",
        "person",
        "person__code_name",
        "case__team",
        "case__team__name",
        "case__offered_to__name",
    )
    return {
        (journey, str(person)): BoardPerson(open_in_row(code, person), name, asked, journey in own)
        for journey, person, code, team, name, asked in columns
        # Of the others on a journey of another team neither code name nor number is shown.
        if journey in own or team in teams
    }


class OnTheBoard(NamedTuple):
    """Somebody with an open case: names of teams, and whether the reader may open the case."""

    case: UUID
    person: UUID
    code_name: str
    team: str
    offered_to: str | None
    worker: UUID | None
    opens: bool


class BoardReach(NamedTuple):
    """The teams whose open cases a board shows, where that follows from teams alone.
    `whole`: of every team."""

    whole: bool
    teams: frozenset[UUID]


@once_a_page
def reach_of(user: User) -> BoardReach | None:
    """Return the reach of a board; None where it takes more than her teams to say who stands on it:
    in travel mode, and where a conflict keeps her out of a case."""
    # What is kept for a reach is shared by all of it: whoever sees less has a board of her own.
    if travelling(user.pk) is not None or _is_kept_out(user):
        return None
    if user.may(Permission.SEE_OVERVIEW):
        return BoardReach(True, frozenset())
    if not user.may(Permission.WORK_CASES):
        return None
    return BoardReach(False, own_team_ids(user))


def _is_kept_out(user: User) -> bool:
    return Case.objects.filter(id__in=cases.kept_out_of(user)).exists()


class OpenCase(NamedTuple):
    """An open case of one person. `opened`: the day, and by which of that day; cases
    stand in that order."""

    case: UUID
    person: UUID
    opened: tuple[date, int]


def open_cases_of(reach: BoardReach, among: Collection[UUID] | None = None) -> list[OpenCase]:
    """Return the open cases of everybody within this reach, her first case first.
    `among`: of these files alone."""
    of_teams = Case.objects.all() if reach.whole else Case.objects.filter(team__in=reach.teams)
    rows = _links(of_teams) if among is None else links_of(among, of_teams)
    return _opened(rows)


def open_cases_for(user: User) -> list[OpenCase]:
    """Return the open cases of everybody whom the board of this user shows."""
    return _opened(_links(cases_on_board(user)))


def worked_on(user: User, workers: Collection[UUID]) -> set[UUID]:
    """Return the people of the open cases on her board for which one of these is responsible."""
    links = _links(cases_on_board(user).filter(assignee__in=list(workers)))
    return {open_case.person for open_case in _opened(links)}


def with_open_cases(user: User, among: Collection[UUID] | None = None) -> list[OnTheBoard]:
    """Return everybody with an open case: of one's own teams, or of all for the overview.

    `among`: of these files alone. Nobody of whom a conflict keeps this user out. Of somebody's
    family the case is not.
    """
    overview = user.may(Permission.SEE_OVERVIEW)
    rows = _links(cases_on_board(user)) if among is None else links_of(among, cases_on_board(user))
    columns = rows.values_list(
        *ATTESTED,
        "person__code_name",
        "case__team__name",
        "case__offered_to__name",
        "case__assignee",
    )
    # A row that somebody pointed at another team in the database would show her to whoever wrote
    # it.
    return [_on_the_board(row, opens=not overview) for row in columns if _counts(*row[:N])]


def cases_on_board(user: User) -> QuerySet[Case]:
    """Return the cases of whose people the board of this user tells, closed ones among them."""
    return counted_for(user) if user.may(Permission.SEE_OVERVIEW) else team_cases(user)


def _links(of_cases: QuerySet[Case]) -> QuerySet[CasePerson]:
    rows = CasePerson.objects.filter(case__in=of_cases.exclude(closed=True).order_by())
    return rows.exclude(of_family=True).order_by("case__opened_on", "id")


def links_of(people: Collection[UUID], of_cases: QuerySet[Case]) -> QuerySet[CasePerson]:
    """Return the links of few people, read from them to their cases: from all cases the query would
    look at the people of each."""
    theirs = of_cases.exclude(closed=True).order_by().filter(id=OuterRef("case_id"))
    rows = CasePerson.objects.filter(Exists(theirs), person__in=these(people))
    return rows.exclude(of_family=True).order_by("case__opened_on", "id")


def _opened(links: QuerySet[CasePerson]) -> list[OpenCase]:
    columns = links.values_list(*ATTESTED, "case__opened_on")
    return [
        OpenCase(case=row[1], person=row[2], opened=(row[N], row[0].int))
        for row in columns
        if _counts(*row[:N])
    ]


def _on_the_board(row: tuple[Any, ...], *, opens: bool) -> OnTheBoard:
    _link, case, person, *_attested = row[:N]
    code, team, offered_to, worker = row[N:]
    return OnTheBoard(case, person, open_in_row(code, person), team, offered_to, worker, opens)


# Of whom a case concerns and of the case, all by which they decide, with what the server attested.
ATTESTED = (
    "id",
    "case",
    "person",
    "of_family",
    "attested_version",
    "attestation",
    "case__team",
    "case__made_by",
    "case__attested_version",
    "case__attestation",
)
N = len(ATTESTED)


def _counts(
    link: UUID,
    case: UUID,
    person: UUID,
    of_family: bool,
    version: int,
    attestation: bytes,
    team: UUID,
    made_by: UUID,
    version_of_case: int,
    attestation_of_case: bytes,
) -> bool:
    """Whether actions here made both; computed, without one more query."""
    values = {"id": link, "case_id": case, "person_id": person, "of_family": of_family}
    of_case = {"id": case, "team_id": team, "made_by_id": made_by}
    return reading.counts(CasePerson, version, attestation, values) and reading.counts(
        Case, version_of_case, attestation_of_case, of_case
    )
