"""Somebody becomes a member of a team: the one place where she does.

What is closed to whoever joins a team is known higher up, and listens here: it is closed before the
key of the team is given to her.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.dispatch import Signal

from fanal.accounts.models import Membership, Team, User

joined_team = Signal()


@transaction.atomic
def join(*, user: User, teams: Iterable[Team]) -> None:
    """Into each of these teams of which she is no member yet."""
    for team in teams:
        _row, new = Membership.objects.get_or_create(user=user, team=team)
        if new:
            joined_team.send(Membership, user=user, team=team)
