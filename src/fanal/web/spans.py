"""How long something lasts, or how long ago it was: what a board says instead of a date."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

HOURS_UP_TO, DAYS_UP_TO = timedelta(hours=48), timedelta(days=60)


def hour(at: datetime) -> str:
    return date_format(timezone.localtime(at), "TIME_FORMAT")


def lasting(span: timedelta) -> str:
    """Minutes, then hours, then days: as many as have passed in full."""
    if span < timedelta(hours=1):
        return _("{n} min").format(n=max(0, span // timedelta(minutes=1)))
    if span < HOURS_UP_TO:
        return _("{n} h").format(n=span // timedelta(hours=1))
    return in_days(span.days)


def in_days(n: int) -> str:
    return ngettext("{n} day", "{n} days", n).format(n=n)


def passed(since: datetime | date, now: datetime) -> timedelta:
    """How long that is; of a day alone, whole days."""
    if isinstance(since, datetime):
        return max(now - since, timedelta(0))
    return max(now.date() - since, timedelta(0))


def ago(since: datetime | date, now: datetime) -> str:
    """How long ago: hours where the hour is known, then days; what is long ago by its day."""
    day = timezone.localtime(since).date() if isinstance(since, datetime) else since
    if now.date() - day > DAYS_UP_TO:
        return _("since {day}").format(day=date_format(day))
    if not isinstance(since, datetime) and day >= now.date():
        return _("today")
    return _("{span} ago").format(span=lasting(passed(since, now)))
