"""Leaving a team: as for coming in, an administrator asks and a second person agrees (ADR 20).

An administrator alone could take everybody who works on a case away from it. Whoever has to be out
at once loses her account, for which no second person is needed. What leaving ends is in
`fanal.keys.actions.offboarding`.
"""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from fanal.accounts.actions import invitation_approval
from fanal.accounts.models import Team, TeamRemoval, User
from fanal.accounts.second_person import end_waiting, must_be_one_of
from fanal.audit import actions as audit
from fanal.core.roles import Role


@transaction.atomic
def ask(*, user: User, team: Team, by: User) -> TeamRemoval:
    """Ask that she leave the team. It waits a week, unless it needs nobody: see `waits`. The newest
    of the same counts."""
    TeamRemoval.objects.filter(user=user, team=team).delete()
    until = timezone.localdate() + invitation_approval.WAITS_FOR
    row = TeamRemoval.objects.create(user=user, team=team, by=by, until=until)
    if waits(row):
        note("team.leave_asked", row, by)
    return row


def waits(leaving: TeamRemoval) -> bool:
    return invitation_approval.needs_a_second(Role(leaving.user.role))


def waiting() -> QuerySet[TeamRemoval]:
    rows = TeamRemoval.objects.filter(until__gte=timezone.localdate())
    return rows.select_related("user", "team", "by")


@transaction.atomic
def refuse(*, leaving: TeamRemoval, by: User) -> None:
    """Refuse: she stays in the team. Raises Refused."""
    decide(leaving, by)
    note("team.leave_refused", leaving, by)


def decide(leaving: TeamRemoval, by: User) -> None:
    """End the waiting. Raises Refused for who may not decide, and for what was decided already."""
    if waits(leaving):
        must_be_one_of(who_may_agree(leaving), by)
    end_waiting(waiting(), leaving)


def who_may_agree(leaving: TeamRemoval) -> QuerySet[User]:
    """Return who may agree: neither who asked nor who is to leave."""
    return invitation_approval.others_who_may(
        Role(leaving.user.role), leaving.by_id, leaving.user_id
    )


def note(act: str, leaving: TeamRemoval, by: User, **detail: int) -> None:
    """Write a decision into the journal, and tell everybody who could have decided that something
    was."""
    details = {"team": str(leaving.team_id), "whom": leaving.by_id} | detail
    audit.record(act=act, by=by, about=leaving.user_id, detail=details)
    for one in who_may_agree(leaving):
        audit.record(act="team.told", by=by, about=one.pk)
