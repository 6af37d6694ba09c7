"""The names of our colleagues, from the table that each request has verified: no question more."""

from uuid import UUID

from fanal.accounts.models import User
from fanal.authority import genuine_rows


def names_of_colleagues(*, active: bool = False) -> dict[UUID, str]:
    """Return the names of colleagues by id; `active`: of those whose account has not ended."""
    return {
        UUID(str(row["id"])): str(row["display_name"])
        for row in genuine_rows.rows_of(User)
        if not active or row["is_active"] in ("1", "true")  # as SQLite and PostgreSQL say it
    }
