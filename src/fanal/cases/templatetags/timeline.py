"""Days and hours on the line of a case, and the icon of each kind."""

from datetime import date, datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from fanal.cases.queries.pages import OpenedEntry
from fanal.cases.queries.timeline import TimelineItem
from fanal.cases.queries.timeline.entries import who_told
from fanal.core.casework.entry_statements import Written
from fanal.core.casework.timeline import TimelineKind
from fanal.web.words import before_answer

register = template.Library()

A_WEEK = timedelta(days=7)
ICONS = {
    TimelineKind.DANGER: "safety",
    TimelineKind.SIGN: "sign_of_life",
    TimelineKind.NOTE: "note",
    TimelineKind.CALL: "call",
    TimelineKind.CONSENT: "consent",
    TimelineKind.SHARING: "referral",
    TimelineKind.LAW: "law",
    TimelineKind.DOCUMENT: "document",
    TimelineKind.TASK: "task",
    TimelineKind.NEED: "hands",
    TimelineKind.PLAN: "goal",
    TimelineKind.CONTACT: "people",
    TimelineKind.JOURNEY: "journey",
    TimelineKind.CASE: "case",
}
# What asks for no look has a plain mark.
TONES = {TimelineKind.SIGN: "ok", TimelineKind.CALL: "blue", TimelineKind.SHARING: "amber"}


@register.filter
def kind_icon(kind: TimelineKind) -> str:
    return ICONS[kind]


@register.filter
def kind_tone(item: TimelineItem) -> str:
    return item.tone or TONES.get(item.kind, "")


@register.filter
def label(question: str) -> str:
    return before_answer(question)


@register.filter
def day_head(day: date) -> str:
    """Today and yesterday as such, the days of a week by their name, all others as a date."""
    ago = timezone.localdate() - day
    if not timedelta(0) <= ago < A_WEEK:
        return date_format(day)
    named = f"{WEEKDAYS[day.weekday()]} {date_format(day)}"
    if ago.days > 1:
        return capfirst(named)
    return (_("Today, {day}") if not ago else _("Yesterday, {day}")).format(day=named)


@register.filter
def written_at(item: TimelineItem) -> str:
    """When it was written, as it stands after “written”: the hour alone on the day on which it was
    said."""
    if isinstance(item.written, datetime):
        at = timezone.localtime(item.written)
        if at.date() == item.day:
            hour = date_format(at, "TIME_FORMAT")
            return pgettext("after “written”", "at {hour}").format(hour=hour)
    return pgettext("after “written”", "{day}").format(day=written_when(item.written))


@register.simple_tag
def told_by(opened: OpenedEntry) -> str:
    """Who told what an entry says, where that is not who wrote it."""
    entry = opened.entry
    return who_told(Written(str(entry.id), entry.kind, opened.data or {}, entry.made_on))


@register.filter
def written_when(written: datetime | date | None) -> str:
    """The day and the hour, or the day."""
    if isinstance(written, datetime):
        return date_format(timezone.localtime(written), "DATETIME_FORMAT")
    return date_format(written) if written else ""
