"""Days near today in words."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

A_WEEK = timedelta(days=7)


def near(value: datetime | date, today: date | None = None) -> str:
    """Yesterday, today, tomorrow, a day of the next week by its name, else the day; with the hour
    where it is known."""
    today = today or timezone.localdate()
    if not isinstance(value, datetime):
        return _day(value, today)
    at = timezone.localtime(value)
    if at.date() == today:  # French says it shorter beside an hour
        return _("today {hour}").format(hour=hour(at))
    return _("{day} {hour}").format(day=_day(at.date(), today), hour=hour(at))


def hour(at: datetime) -> str:
    return date_format(timezone.localtime(at), "TIME_FORMAT")


def _day(day: date, today: date) -> str:
    words = {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}
    if word := words.get((day - today).days):
        return word
    if today < day < today + A_WEEK:
        return f"{date_format(day, 'D')} {date_format(day, 'MONTH_DAY_FORMAT')}"
    return date_format(day)
