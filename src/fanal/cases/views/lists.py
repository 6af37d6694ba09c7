"""Cases and tasks."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from fanal.audit.reading import notice_for
from fanal.authority import reading
from fanal.cases import access
from fanal.cases.queries import codes, lists, present
from fanal.cases.queries.pages import by_lateness
from fanal.core.casework.present import DangerState
from fanal.core.roles import Permission
from fanal.core.sealing.compartments import NARRATIVE
from fanal.keys.requests import Request

A_PAGE = 30
LOOKED_AT_ONCE = 200


@require_GET
def cases(request: Request) -> HttpResponse:
    return _listed(request, closed=False)


@require_GET
def closed(request: Request) -> HttpResponse:
    return _listed(request, closed=True)


def _listed(request: Request, *, closed: bool) -> HttpResponse:
    access.must_hold_cases(request.user)
    found = lists.cases_listed(request.user, closed=closed)
    states = {} if closed else _states(request)
    if not closed:
        found = lists.danger_first(found, states)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    page.object_list = reading.rows_that_count(page.object_list)
    nobodys = lists.unassigned_cases().filter(id__in=[case.id for case in page])
    context = {
        "page": page,
        "closed": closed,
        "today": today(),
        "states": states,
        "nobodys": set(nobodys.values_list("id", flat=True)),
        "unusual": None if closed else notice_for(request.user, today()),
    }
    return render(request, "cases/list.html", context)


def _states(request: Request) -> dict[UUID, DangerState]:
    """The worst state in each open case. What was written before states were stored is looked at
    here, once, as far as this user may open it."""
    read = access.cases_with(request.user, NARRATIVE).exclude(closed=True)
    if people := codes.not_stored(read.values_list("id", flat=True)):
        present.states_of(people[:LOOKED_AT_ONCE], request.user, request.ring)
    mine = access.cases_for(request.user).exclude(closed=True)
    return codes.codes_in(list(mine.values_list("id", flat=True)))


@require_GET
def tasks(request: Request) -> HttpResponse:
    """One's own tasks; a lead sees those of the team too, the late ones first."""
    access.must_hold_cases(request.user)
    leads = request.user.may(Permission.LEAD_CASES)
    mine = lists.open_tasks(request.user)
    team = lists.open_tasks(request.user, team=True).exclude(assignee=request.user)
    context = {
        "mine": [by_lateness(task, today()) for task in mine],
        "team": [by_lateness(task, today()) for task in team] if leads else [],
        "leads": leads,
    }
    return render(request, "cases/tasks.html", context)


def today() -> date:
    return timezone.localdate()
