"""Who may lead a journey, and which journeys are led by somebody who may not open them any more.

As with cases, it is worked out when it is asked: an account that ends, a conflict that is written
down and two files found to be one need to tell no journey.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from fanal.absences.queries import leading_now, led_for_others, stand_ins_of, whose_work
from fanal.accounts.access import away, case_teams
from fanal.accounts.models import Team, User
from fanal.core.roles import Permission, roles_that
from fanal.core.words import say
from fanal.database.sql import subquery
from fanal.journeys import access
from fanal.journeys.models import Journey
from fanal.people.exclusion import WHO_AND_CASE, WHO_AND_FILE

CANNOT_LEAD = say("this colleague cannot lead this journey")

WORKS = roles_that(Permission.WORK_CASES)
SEES_ALL = roles_that(Permission.SEE_OVERVIEW)

# Of `access.closed_to` what concerns those who lead: in one question for all.
LED_BY_WHO_IS_KEPT_OUT = f"""SELECT j.id FROM journeys_traveller t
    JOIN journeys_journey j ON j.id = t.journey_id
    WHERE (j.lead_id, t.person_id) IN ({WHO_AND_FILE})
    OR (j.lead_id, t.case_id) IN ({WHO_AND_CASE})"""  # noqa: S608  # no value is part of it


def leads_of(teams: Iterable[Team]) -> QuerySet[User]:
    """The active people of one of these teams who work on cases; the emergency group has none."""
    asked = case_teams().filter(pk__in=[team.pk for team in teams])
    users = User.objects.who_may(Permission.WORK_CASES).filter(teams__in=asked)
    return users.distinct().order_by("display_name")


def could_go(journey: Journey) -> QuerySet[User]:
    """Return the active people of its team whom no conflict keeps out of it: who could go along."""
    team = journey.team.members.filter(is_active=True).order_by("display_name")
    return team.exclude(id__in=access.kept_out_of(journey))


def could_lead(journey: Journey) -> QuerySet[User]:
    """Return those who could go along and work on cases."""
    return could_go(journey).filter(role__in=WORKS)


def without_a_lead() -> QuerySet[Journey]:
    """The journeys that are followed and whose lead may not open them: the account has ended, its
    role opens no journey, she left the team, or a conflict keeps her out since."""
    # Of one that nobody follows any more nothing is left to lead.
    return Journey.objects.filter(_closed_to_its_lead(), followed=True)


def _closed_to_its_lead() -> Q:
    shut = away("lead", roles=WORKS, anywhere=SEES_ALL)
    return shut | Q(id__in=subquery(LED_BY_WHO_IS_KEPT_OUT))


class LeadsSeen(NamedTuple):
    """The journeys without a lead that somebody may open, and those that she leads herself."""

    without: list[Journey]
    led: list[Journey]


def leads_seen_by(user: User) -> LeadsSeen:
    """Return both in one question: what she opens and leads is not without a lead."""
    rows = access.journeys_for(user).filter(_closed_to_its_lead() | Q(lead=user), followed=True)
    found = list(rows.select_related("lead", "team"))
    return LeadsSeen(
        [journey for journey in found if journey.lead_id != user.pk],
        [journey for journey in found if journey.lead_id == user.pk],
    )


def hers_to_see_to(user: User) -> Callable[[Journey], bool]:
    """Return whether a journey that she opens is hers to see to today: she leads it or its team, or
    stands in for whoever does."""
    own, teams, leads = {*whose_work(user)}, led_for_others(user), user.may(Permission.LEAD_CASES)
    return lambda journey: leads or journey.lead_id in own or journey.team_id in teams


def lead_and_stand_ins(journey: Journey) -> set[UUID]:
    """Return its lead and who stands in for her today."""
    return {journey.lead_id, *stand_ins_of({journey.lead_id})}


def leading_today(journey: Journey) -> list[User]:
    """Return who leads it today and may open it: its lead, and who stands in for her; where nobody
    is, the leads of its team and who stands in for one."""
    # Somebody always answers: an alarm to nobody is none.
    return _opening(journey, lead_and_stand_ins(journey)) or _opening(
        journey, leading_now(journey.team_id)
    )


def answering_for(journey: Journey, team: Team) -> list[User]:
    """Return who leads `team`, to which people of this journey come, and who stands in for one of
    these; where nobody leads it, all who work in it. Nobody whom a conflict keeps out."""
    people = User.objects.filter(pk__in=access.answering_in(team.pk)).order_by("display_name")
    return list(people.exclude(pk__in=access.kept_out_of(journey)))


def _opening(journey: Journey, ids: Iterable[UUID]) -> list[User]:
    people = User.objects.filter(pk__in=list(ids), is_active=True).order_by("display_name")
    return [
        person for person in people if access.journeys_for(person).filter(id=journey.id).exists()
    ]


def led_by(user: User) -> QuerySet[Journey]:
    """The journeys that are followed, and that `user` leads and may open."""
    return access.journeys_for(user).filter(lead=user, followed=True)
