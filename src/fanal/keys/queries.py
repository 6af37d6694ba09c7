"""Who was granted what, who holds a team's key. Rights follow grants, never what opens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone

from fanal.accounts.models import Membership, Team, User
from fanal.core.sealing.compartments import Compartment
from fanal.keys.holders import HOLDS_TEAM_KEY
from fanal.keys.models import Folder, Grant, TeamKeyHolder, UserKeys
from fanal.keys.wrapped import LIVING, living
from fanal.rows import as_held, rows, subquery

# To one person by name. Every page asks it, and Django takes longer to write it than to answer.
BY_NAME = f"""FROM keys_grant w JOIN keys_userkeys k ON k.id = w.to_keys_id
    WHERE k.user_id = %s AND k.retired IS NULL AND {LIVING}"""
FOLDERS = f"SELECT w.folder_id {BY_NAME} AND w.compartments LIKE %s"
PARTS_OF_ONE = f"SELECT w.compartments {BY_NAME} AND w.folder_id = %s"


def folders_granted_to(user: User, compartment: Compartment | None = None) -> RawSQL:
    """The folders of which this person was granted something, or just this compartment.

    A subquery, to be used as `id__in=`: a lead may hold thousands.
    """
    # No name of a compartment is part of another's.
    return subquery(FOLDERS, user.pk, timezone.localdate(), f"%{compartment or ''}%")


def compartments_granted_to(user: User, folder: UUID) -> frozenset[Compartment]:
    """The compartments of one folder that were granted to this person by name."""
    asked = [as_held(one) for one in (user.pk, timezone.localdate(), folder)]
    found = [Grant(compartments=parts) for (parts,) in rows(PARTS_OF_ONE, asked)]
    return frozenset(part for grant in found for part in grant.parts())


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


def folders_not_held(teams: Iterable[Team], by_team: Team, kinds: Iterable[str]) -> list[UUID]:
    """Folders of `teams` of which `by_team` holds no key, oldest first."""
    held = Grant.objects.filter(to_team_key__team=by_team, revoked=None).values("folder")
    rows = Folder.objects.filter(team__in=teams, kind__in=kinds).exclude(id__in=held)
    return list(rows.order_by("made", "id").values_list("id", flat=True))


def _state(member: Membership, holding: set[tuple[UUID, UUID]], with_keys: set[UUID]) -> str:
    if (member.team_id, member.user_id) in holding:
        return "holds"
    return "waits" if member.user_id in with_keys else "new"


def living_grants_on(folder: UUID) -> QuerySet[Grant]:
    """Grants of a folder to people by name that still hold, with whom."""
    grants = Grant.objects.filter(living(), folder=folder, to_keys__retired=None)
    return grants.exclude(to_keys=None).select_related("to_keys__user").order_by("since", "id")
