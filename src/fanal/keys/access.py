"""Which teams one leads, and who is in them."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from fanal.accounts.models import Team, User
from fanal.core.roles import Permission


def teams_led_by(user: User) -> QuerySet[Team]:
    """The lead's own teams. Raises Http404 for whoever leads none."""
    if not user.may(Permission.GRANT):
        raise Http404
    return user.teams.order_by("name")


def team_led_by(user: User, team_id: UUID) -> Team:
    team = teams_led_by(user).filter(pk=team_id).first()
    if team is None:
        raise Http404
    return team


def colleague_in(team: Team, user_id: UUID) -> User:
    user = team.members.filter(pk=user_id, is_active=True).first()
    if user is None:
        raise Http404
    return user
