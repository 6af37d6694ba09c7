"""Makes somebody a member of a team, and ends it: the only place that does.

Apps of higher layers that keep newcomers out of something listen to `joined_team`: they close it
before she is given the key of the team.
"""

from collections.abc import Iterable
from functools import partial

from django.db import transaction
from django.dispatch import Signal

from fanal.accounts import ended_access
from fanal.accounts.ended_access import AccessEnd
from fanal.accounts.models import Membership, Team, User

joined_team = Signal()


@transaction.atomic
def join(*, user: User, teams: Iterable[Team]) -> None:
    """Make the user a member of each of these teams of which she is none yet."""
    for team in teams:
        _row, new = Membership.objects.get_or_create(user=user, team=team)
        if new:
            # Once it holds: of one that was rolled back a line would keep her in after a restore.
            transaction.on_commit(partial(ended_access.note_return, user, team))
            joined_team.send(Membership, user=user, team=team)


@transaction.atomic
def end_membership(*, user: User, teams: Iterable[Team]) -> None:
    """End her membership in each of these teams of which she is a member: also once a backup of
    before is put back."""
    for team in teams:
        if Membership.objects.filter(user=user, team=team).delete()[0]:
            ended_access.note(user, AccessEnd.TEAM, team)
