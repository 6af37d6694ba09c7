"""Who holds what, for pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from fanal.accounts.models import Membership, Team, User
from fanal.keys.holders import HOLDS_TEAM_KEY
from fanal.keys.models import Grant, TeamKeyHolder, UserKeys


@dataclass(frozen=True)
class Colleague:
    """A member of a team; `state` is holds, waits (has keys, not the team's) or new (no keys)."""

    user: User
    state: str


def colleagues(teams: Iterable[Team]) -> list[tuple[Team, list[Colleague]]]:
    """Each team with those members who should hold its key, in three queries."""
    teams = list(teams)
    members = list(
        Membership.objects.filter(
            team__in=teams, user__is_active=True, user__role__in=HOLDS_TEAM_KEY
        )
        .select_related("user")
        .order_by("user__display_name")
    )
    holding = set(
        TeamKeyHolder.objects.filter(
            team_key__team__in=teams, team_key__retired=None, to_keys__retired=None
        ).values_list("team_key__team", "to_keys__user")
    )
    with_keys = set(
        UserKeys.objects.filter(
            user__in=[one.user_id for one in members], retired=None
        ).values_list("user", flat=True)
    )
    return [
        (
            team,
            [
                Colleague(m.user, _state(m, holding, with_keys))
                for m in members
                if m.team_id == team.pk
            ],
        )
        for team in teams
    ]


def grants_of(folder: UUID) -> list[Grant]:
    """The running grants of a folder to people, with their holders: for the lead's page."""
    rows = Grant.objects.filter(folder=folder, revoked=None).exclude(to_keys=None)
    return list(rows.select_related("to_keys__user", "granter__user").order_by("since", "id"))


def _state(member: Membership, holding: set[tuple[UUID, UUID]], with_keys: set[UUID]) -> str:
    if (member.team_id, member.user_id) in holding:
        return "holds"
    return "waits" if member.user_id in with_keys else "new"
