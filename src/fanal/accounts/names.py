"""The names of our colleagues and their teams, from tables that each request has verified: no
question more."""

from uuid import UUID

from fanal.accounts.models import Membership, User
from fanal.authority import genuine_rows


def names_of_colleagues(*, active: bool = False) -> dict[UUID, str]:
    """Return the names of colleagues by id; `active`: of those whose account has not ended."""
    return {
        UUID(str(row["id"])): str(row["display_name"])
        for row in genuine_rows.rows_of(User)
        if not active or row["is_active"] in ("1", "true")  # as SQLite and PostgreSQL say it
    }


def is_of_team(user: User, team_id: UUID) -> bool:
    """Return whether an account that has not ended belongs to the team."""
    place = (str(user.pk), str(team_id))
    rows = genuine_rows.rows_of(Membership)
    return user.is_active and any(
        (str(UUID(str(row["user_id"]))), str(UUID(str(row["team_id"])))) == place for row in rows
    )
