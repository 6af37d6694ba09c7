"""The only way to get a journey: whose are open to whom. A part of `access`."""

from typing import TypedDict
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from fanal.accounts.access import team_ids_of
from fanal.accounts.models import User
from fanal.audit.refusals import found_or_refused, refuse
from fanal.authority import reading
from fanal.cases import access as cases
from fanal.core.roles import Permission
from fanal.database.sql import these_as_held
from fanal.journeys.access.board import team_cases
from fanal.journeys.models import Journey, Traveller
from fanal.people import access as people
from fanal.people import other_teams
from fanal.web.lookup import permitted_or_404


def journeys_for(user: User) -> QuerySet[Journey]:
    """Journeys of the teams of this user; all of them for whoever sees the overview. None on which
    somebody travels of whom a conflict keeps this user out: the way says where she will be."""
    open_to = Journey.objects.exclude(id__in=closed_to(user))
    if user.may(Permission.SEE_OVERVIEW):
        return open_to
    if not user.may(Permission.WORK_CASES):
        return Journey.objects.none()
    # A journey that was pointed at her team in the database is not hers: the way says where
    # somebody will be.
    if pointed_at_hers := other_teams.of_others(user, Journey):
        open_to = open_to.exclude(id__in=these_as_held(pointed_at_hers))
    return open_to.filter(team__in=team_ids_of(user))


def journeys_seen_by(user: User) -> QuerySet[Journey]:
    """Return `journeys_for`, and those on which somebody travels whose case is of a
    team of this user."""
    if not user.may(Permission.WORK_CASES):
        return journeys_for(user)
    of_teams = Exists(team_cases(user).filter(id=OuterRef("case_id")))  # from the few who travel
    theirs = Traveller.objects.filter(of_teams).order_by().values("journey")
    own = journeys_for(user).order_by().values("id")
    open_to = Journey.objects.exclude(id__in=closed_to(user))
    return open_to.filter(Q(id__in=own) | Q(id__in=theirs))


class JourneyIdRow(TypedDict):
    journey: UUID


def closed_to(user: User) -> QuerySet[Traveller, JourneyIdRow]:
    """The journeys on which somebody travels of whom a conflict keeps this user out; for `in`."""
    theirs = Q(person__in=people.kept_out_of(user, Traveller)) | Q(case__in=cases.kept_out_of(user))
    return Traveller.objects.filter(theirs).order_by().values("journey")


def journey_for(user: User, journey_id: UUID) -> Journey:
    """The journey, or `Http404`. Each refusal is written down, whether it exists or not."""
    journey = journeys_for(user).select_related("team", "lead").filter(id=journey_id).first()
    return found_or_refused(journey, "journey.refused", user, journey_id)


def read_journey_for(user: User, journey_id: UUID) -> tuple[Journey, list[Traveller]]:
    """The journey. Where only another team opens it, with those who travel in cases of this user's
    teams: she reads of them alone, and writes nothing. Or `Http404`, which is written down."""
    journey = journeys_for(user).select_related("team", "lead").filter(id=journey_id).first()
    own_travellers = [] if journey else _own_travellers(user, journey_id)
    if journey is None and not own_travellers:
        refuse("journey.refused", user, journey_id)
    return journey or own_travellers[0].journey, own_travellers


def _own_travellers(user: User, journey_id: UUID) -> list[Traveller]:
    of_teams = Exists(team_cases(user).filter(id=OuterRef("case_id")))
    rows = Traveller.objects.filter(of_teams, journey=journey_id)
    rows = rows.exclude(journey__in=closed_to(user)).select_related("person", "journey__team")
    # Whoever was pointed at her case in the database is not told of.
    return reading.rows_that_count(rows.order_by("id")) if may_write(user) else []


def may_write(user: User) -> bool:
    return user.may(Permission.WORK_CASES)


def must_write(user: User) -> None:
    """Raise `Http404` for whoever may not write into journeys."""
    if not may_write(user):
        raise Http404


def worked_journey_for(user: User, journey_id: UUID) -> Journey:
    """The journey, for whoever may write into it."""
    must_write(user)
    return journey_for(user, journey_id)


# Who answers for what fell due while nobody was called.
ANSWERS = (Permission.LEAD_CASES, Permission.SEE_OVERVIEW)


def answers_for_gaps(user: User) -> bool:
    """Whether she looks at what fell due while no sweep ran: of her teams, or of all."""
    return user.may(*ANSWERS)


def must_answer_for_gaps(user: User) -> None:
    permitted_or_404(user, *ANSWERS)
