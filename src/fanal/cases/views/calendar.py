"""The calendar of one's tasks outside: its secret address, and what is served there."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fanal.accounts import limits
from fanal.accounts.models import User
from fanal.accounts.office_time import office_zone
from fanal.accounts.reauthentication import asked_again
from fanal.cases import access, list_access
from fanal.cases.actions import lists as list_actions
from fanal.cases.forms import lists
from fanal.cases.models import CalendarFeed, Task
from fanal.cases.queries.lists import open_tasks
from fanal.core.casework.icalendar import CalendarTime, calendar
from fanal.keys.requests import Request
from fanal.sealed.server_key import marked
from fanal.web.asking import sent
from fanal.web.idempotency import pressed
from fanal.web.lookup import found_or_404

LISTED = timedelta(days=366)
MOST = 500
AN_ADDRESS, A_FEED = 60, 30  # times in five minutes, by a network and by a secret
TOO_MANY = 429


@asked_again
@require_http_methods(["GET", "HEAD", "POST"])
def calendar_page(request: Request) -> HttpResponse:
    """Make an address; it lets something out, and is shown once."""
    access.must_hold_cases(request.user)
    form, token = lists.CalendarForm(sent(request)), ""
    if request.method == "POST" and form.is_valid():
        hours = form.cleaned_data["hours"] == "yes"
        token = list_actions.make_feed(user=request.user, with_hours=hours)
    feed = CalendarFeed.objects.filter(user=request.user).first()
    address = request.build_absolute_uri(reverse("cases:feed", args=[token])) if token else ""
    return render(request, "cases/calendar.html", {"form": form, "feed": feed, "address": address})


@pressed
def end(request: Request) -> HttpResponse:
    access.must_hold_cases(request.user)
    list_actions.end_feed(user=request.user)
    return HttpResponseRedirect(reverse("cases:calendar"))


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """What a calendar asks for, without a session: the days of the tasks of whoever made it."""
    try:
        # By address as well, so that nobody tries out tokens from one machine.
        if near := limits.address(request):
            limits.count(f"feeds of {near}", AN_ADDRESS)
        limits.count(f"feed {token}", A_FEED)
    except limits.TooMany:
        return HttpResponse(status=TOO_MANY)
    calendar_feed = found_or_404(list_access.feed_for(token))
    with _as_she_reads(calendar_feed.user):
        text = calendar(_times(calendar_feed), title=_("Task"), name="Fanal", now=timezone.now())
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    # Nothing on the way keeps it: whoever has the address reads it without signing in.
    response["Cache-Control"] = "no-store"
    return response


@contextmanager
def _as_she_reads(user: User) -> Iterator[None]:
    """Use her language, and the hours of her office: no session says either."""
    zone = office_zone(user) or timezone.get_default_timezone()
    language = user.language or translation.get_language()
    with translation.override(language), timezone.override(zone):
        yield


def _times(calendar_feed: CalendarFeed) -> list[CalendarTime]:
    """The open tasks of the cases that she may open now."""
    last = timezone.localdate() + LISTED
    tasks = open_tasks(calendar_feed.user).filter(due__isnull=False, due__lte=last)
    return [_time(task, calendar_feed.with_hours) for task in tasks[:MOST]]


def _time(task: Task, with_hours: bool) -> CalendarTime:
    assert task.due is not None
    # A keyed hash: the id of the task would tie an entry on a telephone to a row of the database.
    uid = marked(str(task.id), "tasks in calendars")[:32]
    hour = task.hour if with_hours else None
    at = timezone.make_aware(datetime.combine(task.due, hour)) if hour else task.due
    return CalendarTime(f"{uid}@fanal", at)
