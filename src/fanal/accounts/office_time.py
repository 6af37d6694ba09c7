"""The time zone of an office, and which day it is there: for the pages of its people, and for what
`fanal tick` decides for all offices at once."""

from collections.abc import Collection
from contextlib import suppress
from datetime import date, datetime, tzinfo
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db.models import Q
from django.utils import timezone

from fanal.accounts.models import Office, User
from fanal.authority import genuine_rows


def office_zone(user: User) -> ZoneInfo | None:
    """Return the time zone of her office; None for an office that has none: then that of the
    settings holds."""
    return _zone_of(user.office_id)


def day_of_office(office: UUID, now: datetime) -> date:
    """The day that it is there."""
    return timezone.localdate(now, zone_there(office))


def hour_of_office(office: UUID, now: datetime) -> datetime:
    """The hour and the day that it is there: a shelter is not where its reader sits."""
    return timezone.localtime(now, zone_there(office))


def zone_there(office: UUID) -> tzinfo:
    """Return that of the settings for an office that has none."""
    return _zone_of(office) or timezone.get_default_timezone()


def offices_by_day(now: datetime, since: datetime | None = None) -> dict[date, list[UUID]]:
    """Return all offices, grouped by their present day. `since`: only those whose day has begun
    since."""
    found: dict[date, list[UUID]] = {}
    for zone, offices in offices_by_zone().items():
        day = timezone.localdate(now, zone)
        if since is None or timezone.localdate(since, zone) < day:
            found.setdefault(day, []).extend(offices)
    return found


def offices_by_zone() -> dict[tzinfo, list[UUID]]:
    """Return all offices by their time zone; that of the settings for one that has none."""
    found: dict[tzinfo, list[UUID]] = {}
    for office, name in Office.objects.order_by("name").values_list("pk", "time_zone"):
        found.setdefault(_zone(name) or timezone.get_default_timezone(), []).append(office)
    return found


def of_offices(path: str, offices: Collection[UUID] | None) -> Q:
    """Return the condition that `path` leads to one of these offices; no condition where none are
    named."""
    return Q() if offices is None else Q(**{f"{path}__in": offices})


def _zone_of(office: UUID) -> ZoneInfo | None:
    # From the rows that were verified for this request: every page asks it, and it is no question
    # to the database.
    for row in genuine_rows.rows_of(Office):
        if UUID(str(row["id"])) == office:
            return _zone(row["time_zone"])
    return None


def _zone(name: str | None) -> ZoneInfo | None:
    with suppress(ZoneInfoNotFoundError, ValueError):
        return ZoneInfo(name) if name else None
    return None
