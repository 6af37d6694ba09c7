"""The names of our colleagues and their teams, from tables that each request has verified: no
question more."""

from collections.abc import Iterable
from uuid import UUID

from fanal.accounts.models import Membership, Team, User
from fanal.authority import genuine_rows
from fanal.core.roles import Permission, roles_that
from fanal.web.request_cache import once_a_page


@once_a_page
def names_of_colleagues(*, active: bool = False) -> dict[UUID, str]:
    """Return the names of colleagues by id; `active`: of those whose account has not ended."""
    return {
        UUID(str(row["id"])): str(row["display_name"])
        for row in genuine_rows.rows_of(User)
        if not active or row["is_active"] in ("1", "true")  # as SQLite and PostgreSQL say it
    }


@once_a_page
def names_of_teams() -> dict[UUID, str]:
    """Return the names of our teams by id."""
    return {UUID(str(row["id"])): str(row["name"]) for row in genuine_rows.rows_of(Team)}


def who_may(permission: Permission) -> frozenset[UUID]:
    """Return whose role holds the permission, and whose account has not ended."""
    roles = roles_that(permission)
    rows = (row for row in genuine_rows.rows_of(User) if row["role"] in roles)
    ids = frozenset(UUID(str(row["id"])) for row in rows)
    return ids & names_of_colleagues(active=True).keys()


def names_of(people: Iterable[User]) -> str:
    return ", ".join(map(str, people))


def is_of_team(user: User, team_id: UUID) -> bool:
    """Return whether an account that has not ended belongs to the team."""
    return user.is_active and (user.pk, team_id) in _members()


@once_a_page
def who_works_with(user: User) -> frozenset[UUID]:
    """Return who works on cases, with an account that has not ended, in every team of this user:
    nobody else sees to all that she had in hand there."""
    work, members = who_may(Permission.WORK_CASES), _members()
    teams = {team for member, team in members if member == user.pk}
    return frozenset(who for who in work if all((who, team) in members for team in teams))


@once_a_page
def _members() -> frozenset[tuple[UUID, UUID]]:
    """Return who belongs to which team, from all rows at once: a start page asks it of each."""
    rows = genuine_rows.rows_of(Membership)
    return frozenset((UUID(str(row["user_id"])), UUID(str(row["team_id"]))) for row in rows)
