"""Days near today in words, and how long something lasts: what a board says instead of a date."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

HOURS_UP_TO = timedelta(hours=48)


def near(value: datetime | date, today: date) -> str:
    """Yesterday, today, tomorrow, else the day; with the hour where it is known."""
    if not isinstance(value, datetime):
        return _day(value, today)
    at = timezone.localtime(value)
    return _("{day} {hour}").format(day=_day(at.date(), today), hour=hour(at))


def hour(at: datetime) -> str:
    return date_format(timezone.localtime(at), "TIME_FORMAT")


def _day(day: date, today: date) -> str:
    words = {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}
    return words.get((day - today).days) or date_format(day)


def lasting(span: timedelta) -> str:
    """Minutes, then hours, then days: as many as have passed in full."""
    if span < timedelta(hours=1):
        return _("{n} min").format(n=max(0, span // timedelta(minutes=1)))
    if span < HOURS_UP_TO:
        return _("{n} h").format(n=span // timedelta(hours=1))
    return in_days(span.days)


def in_days(n: int) -> str:
    return ngettext("{n} day", "{n} days", n).format(n=n)


def passed(since: datetime | date, now: datetime) -> str:
    """How long ago: with hours where the hour is known."""
    if isinstance(since, datetime):
        return lasting(max(now - since, timedelta(0)))
    days = (now.date() - since).days
    return in_days(days) if days > 0 else _("today")
