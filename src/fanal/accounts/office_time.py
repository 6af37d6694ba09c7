"""The time zone of an office, from the small tables that each request has verified."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from fanal.accounts.models import Office, User
from fanal.authority import genuine_rows


def office_zone(user: User) -> ZoneInfo | None:
    """None for an office that has none: then the time zone of the settings holds."""
    for row in genuine_rows.rows_of(Office):
        if UUID(row["id"]) == user.office_id and row["time_zone"]:
            with suppress(ZoneInfoNotFoundError, ValueError):
                return ZoneInfo(row["time_zone"])
    return None
