"""Who may be chosen: for tasks, for grants, for the conflict list."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from fanal.accounts.models import User
from fanal.cases.models import Case, ConflictOfInterest
from fanal.core.roles import Permission, Role
from fanal.keys.queries import living_grants_on


def colleagues_of(case: Case) -> QuerySet[User]:
    """The active people of the case's team who are not on its conflict list."""
    kept_out = ConflictOfInterest.objects.filter(case=case, ended_on=None).values("user")
    team = User.objects.filter(teams=case.team_id, is_active=True).exclude(id__in=kept_out)
    return team.order_by("display_name")


def could_be_kept_out(user: User, case: Case) -> QuerySet[User]:
    """Who can be put on the conflict list: everybody who works here, but oneself."""
    kept_out = ConflictOfInterest.objects.filter(case=case, ended_on=None).values("user")
    people = User.objects.filter(is_active=True).exclude(id__in=kept_out)
    return people.exclude(pk=user.pk).order_by("display_name")


def may_be_granted(case: Case) -> QuerySet[User]:
    """Active people of roles that hold cases, who are not of the team anyway."""
    holds = [
        role
        for role in Role
        if role.permissions
        & {Permission.WORK_CASES, Permission.WORK_LEGAL, Permission.APPROVE_DISCLOSURE}
    ]
    people = User.objects.filter(role__in=holds, is_active=True, keys__retired=None)
    return people.exclude(keys=None).exclude(teams=case.team_id).order_by("display_name").distinct()


def grants_on(case: Case) -> list[Any]:
    """Who was granted which parts of the case by name, until when, and why."""
    return list(living_grants_on(case.id))
