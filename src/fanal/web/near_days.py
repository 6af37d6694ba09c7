"""Days near today as people say them: today, yesterday, tomorrow, the day of the week; others as
the language writes them. An hour beside it where one is known."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

A_WEEK = timedelta(days=7)


def near(said: datetime | date, today: date | None = None) -> str:
    """As in "yesterday 21:40", "Mon 30 Nov", "12 May 2026, 09:00"."""
    today = today or timezone.localdate()
    if not isinstance(said, datetime):
        return near_day(said, today)
    at = timezone.localtime(said)
    hour = date_format(at, "TIME_FORMAT")
    if at.date() == today:
        return _("today %(hour)s") % {"hour": hour}
    return _("%(day)s %(hour)s") % {"day": near_day(at.date(), today), "hour": hour}


def near_day(day: date, today: date) -> str:
    """The day alone."""
    words = {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}
    if word := words.get((day - today).days):
        return word
    if today < day < today + A_WEEK:
        return f"{date_format(day, 'D')} {date_format(day, 'MONTH_DAY_FORMAT')}"
    return date_format(day)
