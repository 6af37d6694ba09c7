"""The lawyer's day, what was claimed, ordered and paid, and hearings as a calendar."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fanal.accounts.reauthentication import asked_again
from fanal.cases.today_access import read_hearings
from fanal.core.casework.icalendar import CalendarTime, calendar
from fanal.justice import access
from fanal.justice.actions import reading
from fanal.justice.queries.court_days import Heard, open_hearings
from fanal.justice.queries.day import compensation as compensation_of
from fanal.justice.queries.day import lawyers_day
from fanal.keys.requests import Request
from fanal.sealed.server_key import marked


@require_GET
def day(request: Request) -> HttpResponse:
    """Hearings of the week by country, limits, whom to inform, papers that expire."""
    access.must_see_day(request.user)
    today = timezone.localdate()
    page = lawyers_day(request.user, request.ring, today)
    read_hearings(request.user, page.hearings + len(page.unsaid))
    return render(request, "justice/day.html", {"page": page, "today": today})


@require_GET
def compensation(request: Request) -> HttpResponse:
    """Claimed, ordered, paid and in her hands, each currency for itself."""
    access.must_see_day(request.user)
    every, cases = compensation_of(request.user, request.ring)
    return render(request, "justice/compensation.html", {"every": every, "cases": cases})


@asked_again
@require_GET
def calendar_file(request: Request) -> HttpResponse:
    """The hearings to come, with code names and countries: no court, charge, name or place."""
    access.must_see_day(request.user)
    cases = access.legal_cases_for(request.user).order_by().values_list("id", flat=True)
    hearings = [
        hearing
        for hearing in open_hearings(cases, request.ring)
        if hearing.here().day >= timezone.localdate()
    ]
    reading.read_calendar(by=request.user, cases=[hearing.case.id for hearing in hearings])
    text = calendar(map(_time, hearings), title=_("Hearing"), name="Fanal", now=timezone.now())
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="calendar.ics"'
    response["Cache-Control"] = "no-store"
    return response


def _time(hearing: Heard) -> CalendarTime:
    # Not the id itself: the file is copied to telephones and services that we do not know.
    uid = marked(str(hearing.row.id), "hearings in calendars")[:32]
    title = f"{_('Hearing')} {hearing.case.code_name}"
    return CalendarTime(
        f"{uid}@fanal", hearing.at or hearing.state.now.day, title, hearing.row.proceeding.country
    )
