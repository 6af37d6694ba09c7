"""Who may lead a journey, and which journeys are led by somebody who may not open them any more.

As with cases, it is worked out when it is asked: an account that ends, a conflict that is written
down and two files found to be one need to tell no journey.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from fanal.accounts.models import Membership, Team, User
from fanal.core.roles import Permission, roles_that
from fanal.core.words import say
from fanal.journeys import access
from fanal.journeys.models import Journey
from fanal.people.conflicts import ON_LISTS, same_people
from fanal.rows import subquery

CANNOT_LEAD = say("this colleague cannot lead this journey")

WORKS = roles_that(Permission.WORK_CASES)
SEES_ALL = roles_that(Permission.SEE_OVERVIEW)
OPENS = [*WORKS, *SEES_ALL]

# What `access.closed_to` says of one user, of all who stand on a list: in one question.
KEPT_OUT = same_people(
    ON_LISTS,
    """SELECT kin.origin AS whom, t.journey_id AS journey
    FROM kin CROSS JOIN journeys_traveller t WHERE t.person_id = kin.id
    UNION SELECT kin.origin, t.journey_id
    FROM kin CROSS JOIN cases_caseperson p CROSS JOIN journeys_traveller t
    WHERE p.person_id = kin.id AND t.case_id = p.case_id
    UNION SELECT o.user_id, t.journey_id
    FROM cases_conflictofinterest o JOIN journeys_traveller t ON t.case_id = o.case_id
    WHERE o.ended_on IS NULL""",
)
KEPT_OUT_OF_ONE = f"SELECT whom FROM ({KEPT_OUT}) k WHERE journey = %s"  # noqa: S608
LED_BY_THEM = f"""SELECT j.id FROM ({KEPT_OUT}) k
    JOIN journeys_journey j ON j.id = k.journey AND j.lead_id = k.whom"""  # noqa: S608


def leads_of(teams: Iterable[Team]) -> QuerySet[User]:
    """The active people of one of these teams who work on cases."""
    found = User.objects.filter(teams__in=teams, is_active=True, role__in=WORKS)
    return found.distinct().order_by("display_name")


def could_go(journey: Journey) -> QuerySet[User]:
    """The active people of its team whom no conflict keeps out of it: whose hands it can be."""
    team = journey.team.members.filter(is_active=True).order_by("display_name")
    return team.exclude(id__in=subquery(KEPT_OUT_OF_ONE, journey.id))


def could_lead(journey: Journey) -> QuerySet[User]:
    """Those of them who work on cases."""
    return could_go(journey).filter(role__in=WORKS)


def without_a_lead() -> QuerySet[Journey]:
    """The journeys that are followed and whose lead may not open them: the account has ended, its
    role opens no journey, she left the team, or a conflict keeps her out since."""
    of_the_team = Membership.objects.filter(user=OuterRef("lead"), team=OuterRef("team"))
    elsewhere = ~Q(lead__role__in=SEES_ALL) & ~Exists(of_the_team)
    shut = Q(lead__is_active=False) | ~Q(lead__role__in=OPENS) | elsewhere
    shut |= Q(id__in=subquery(LED_BY_THEM))
    return Journey.objects.filter(shut, followed=True)


def without_a_lead_for(user: Any) -> QuerySet[Journey]:
    """Those of them that `user` may open."""
    own = access.journeys_for(user).order_by().values("id")
    return without_a_lead().filter(id__in=own).select_related("lead")


def led_by(user: Any) -> QuerySet[Journey]:
    """The journeys that are followed, and that `user` leads and may open."""
    return access.journeys_for(user).filter(lead=user, followed=True)
