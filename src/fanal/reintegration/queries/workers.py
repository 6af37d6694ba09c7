"""Who may ask her how she is, and the plans that nobody sees to any more."""

from datetime import date

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from fanal.absences.queries import whose_work
from fanal.accounts.access import away
from fanal.accounts.models import User
from fanal.core.journeys.checkins import Rung
from fanal.core.reintegration.calls import reached
from fanal.core.roles import Permission, roles_that
from fanal.people.exclusion import kept_out_of_any
from fanal.reintegration import access
from fanal.reintegration.models import Plan

WORKS = roles_that(Permission.WORK_CASES)


def who_may_ask(plan: Plan) -> QuerySet[User]:
    """The colleagues of the team that has her file, none whom a conflict keeps out of it."""
    team = User.objects.who_may(Permission.WORK_CASES).filter(teams=plan.person.team_id)
    kept_out = kept_out_of_any(people=[plan.person_id])
    return team.exclude(pk__in=kept_out).order_by("display_name")


def of_others(user: User, today: date) -> QuerySet[Plan]:
    """Return the plans of colleagues that are due, in the teams of this user."""
    others = access.plans_for(user).exclude(worker__in=whose_work(user)).filter(due__lte=today)
    return others.filter(person__team__in=user.teams.order_by().values("pk"))


def left_lying(today: date) -> ExpressionWrapper:
    """Return the expression whether nobody asked her in the time of her contact, or the worker of
    the plan is there no more."""
    late = Q(due__lte=reached(Rung.LEAD, today))
    nobody = away("worker", "person__team", roles=WORKS)
    return ExpressionWrapper(late | nobody, output_field=BooleanField())
