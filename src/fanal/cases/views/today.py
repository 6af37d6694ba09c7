"""The start page, by what one works on: cases, a team, the legal side, the whole organisation."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from fanal.cases import access, list_access, today_access
from fanal.cases.queries import lists
from fanal.cases.queries.today.assigned_cases import given_today
from fanal.cases.queries.today.danger import in_danger, not_known_in
from fanal.cases.queries.today.ending_stand_ins import last_days_today
from fanal.cases.queries.today.gone_quiet import gone_quiet, granted_today
from fanal.cases.queries.today.greeting import greeting
from fanal.cases.queries.today.open_requests import asked_of, asked_of_the_whole
from fanal.cases.queries.today.overview import COLUMNS, overview_for
from fanal.cases.queries.today.rows import boards_for
from fanal.cases.queries.today.team import nobody_responsible, team_quiet
from fanal.cases.queries.today.to_do import calls_for, to_do
from fanal.cases.queries.today.workload import carried, workloads
from fanal.core.roles import Permission
from fanal.keys.requests import Request
from fanal.people.access import teams_of
from fanal.web import decisions
from fanal.web.typing import Context


@require_GET
def today(request: Request) -> HttpResponse:
    """What needs this colleague now."""
    today_access.must_have_today(request.user)
    if request.user.may(Permission.SEE_OVERVIEW):
        return _overview(request)
    if request.user.may(Permission.LEAD_CASES):
        return render(request, "cases/today/lead.html", _parts(request) | _of_team(request))
    quiet = gone_quiet(request.user, timezone.localdate())
    return render(request, "cases/today/page.html", _parts(request) | {"quiet": quiet})


@require_GET
def overview(request: Request) -> HttpResponse:
    """Numbers of the teams; no case, no name."""
    access.must_see_overview(request.user)
    return _overview(request)


def _parts(request: Request) -> Context:
    """Return the parts of the page in the order in which it can hurt."""
    user, ring, now = request.user, request.ring, timezone.localtime()
    boards = boards_for(user, now)
    above = {board.file_of(one) for board in boards for one in board.in_danger()}
    due, given = to_do(user, ring, now, above), given_today(user, ring, now)
    today_access.read_hearings(user, due.hearings + given.hearings)
    danger = in_danger(user, boards, ring, now)
    rows = [*given.rows, *last_days_today(user, due.items, now), *granted_today(user, now)]
    return {
        "now": now,
        "greeting": greeting(user, now),
        "danger": danger,
        "not_known": 0 if danger.total else not_known_in(user, now),
        "unheld": sum(board.unheld() for board in boards),
        "to_do": due,
        "calls": calls_for(user, now),
        "asked": asked_of(user, boards, now, rows, danger.rows),
        "works": user.may(Permission.WORK_CASES),
        "takes_calls": user.may(Permission.TAKE_SIGNALS),
    }


def _of_team(request: Request) -> Context:
    user, day = request.user, timezone.localdate()
    loads = carried(user, day)
    return {
        "teams": list(teams_of(user)),
        "team_cases": sum(load.open for load in loads.values()),
        "workloads": workloads(user, loads, day),
        "quiet": team_quiet(user, loads, day),
        "nobody": nobody_responsible(user, loads),
        "to_code": list_access.cases_to_code(user).count(),
    }


def _overview(request: Request) -> HttpResponse:
    user, now = request.user, timezone.localtime()
    boards = boards_for(user, now)
    seen = overview_for(user, boards, now)
    context = {
        "now": now,
        "seen": seen,
        "columns": COLUMNS.values(),
        "calls": calls_for(user, now),
        "teams": [office.team for office in seen.offices],
        "asked": decisions.how_many(user),
        "waiting": asked_of_the_whole(user, boards, now),
        "stages": lists.stages_counted(user),
        "kinds": lists.kinds_counted(user),
    }
    return render(request, "cases/today/overview.html", context)
