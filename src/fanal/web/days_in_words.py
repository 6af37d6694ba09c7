"""Days and hours in words: near ones by name, how long something lasts, how long ago it was."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

A_WEEK = timedelta(days=7)
HOURS_UP_TO, DAYS_UP_TO = timedelta(hours=48), timedelta(days=60)


def relative_day(value: datetime | date, today: date | None = None) -> str:
    """Return yesterday, today, tomorrow, a day of the next week by its name, else the day, with its
    year where it is another one; with the hour where it is known."""
    today = today or timezone.localdate()
    if not isinstance(value, datetime):
        return _day(value, today)
    at = timezone.localtime(value)
    if at.date() == today:  # French says it shorter beside an hour
        return _("today {hour}").format(hour=hour(at))
    return _("{day} {hour}").format(day=_day(at.date(), today), hour=hour(at))


def past_day(day: date, today: date) -> str:
    """Return the day of what has happened: where an office is a day ahead, what it did just now is
    today here and not tomorrow."""
    return relative_day(day_here(day, today), today)


def day_here(day: date, today: date) -> date:
    """Return the same, where its date is shown."""
    return min(day, today)


def date_here(day: date) -> str:
    """Return the same as the date of a sentence; of a day ahead it would be today."""
    return date_format(day_here(day, timezone.localdate()))


def day_of(at: datetime | date) -> date:
    """Return the day here of what may have an hour."""
    return timezone.localdate(at) if isinstance(at, datetime) else at


def since(value: datetime | date, today: date | None = None) -> str:
    """Return `near`, as it stands after “since”: French puts an article before a date."""
    today = today or timezone.localdate()
    day = day_of(value)
    words = relative_day(value, today)
    if abs((day - today).days) <= 1:
        return words
    return _after_since(words)


def _after_since(day: str) -> str:
    return pgettext("after “since”", "{day}").format(day=day)


def hour(at: datetime) -> str:
    return date_format(timezone.localtime(at), "TIME_FORMAT")


def _day(day: date, today: date) -> str:
    words = {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}
    if word := words.get((day - today).days):
        return word
    if today < day < today + A_WEEK:
        return f"{date_format(day, 'D')} {date_format(day, 'MONTH_DAY_FORMAT')}"
    return date_format(day, "MONTH_DAY_FORMAT" if day.year == today.year else "DATE_FORMAT")


def lasting(span: timedelta) -> str:
    """Return minutes, then hours, then days: as many as have passed in full."""
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


def ago(moment: datetime | date, now: datetime) -> str:
    """How long ago: hours where the hour is known, then days; what is long ago by its day."""
    day = day_of(moment)
    if now.date() - day > DAYS_UP_TO:
        return _("since {day}").format(day=_after_since(date_format(day)))
    # Of a day alone no hours are known: 24 of them would be more than anybody knows.
    if not isinstance(moment, datetime) and now.date() - day <= timedelta(days=1):
        return past_day(day, now.date())
    return _("{span} ago").format(span=lasting(passed(moment, now)))


def hours_in_words(begin: str | None, end: str | None) -> str:
    """The hours of a day between these two, each as ISO 8601 has it, or from or until one."""
    first, last = (
        time_format(time.fromisoformat(hour), "TIME_FORMAT") if hour else ""
        for hour in (begin, end)
    )
    if first and last:
        return f"{first}–{last}"
    if first:
        return _("from {hour}").format(hour=first)
    return _("until {hour}").format(hour=last) if last else ""
