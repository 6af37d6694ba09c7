"""Tasks, and the director's overview."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from fanal.cases import access
from fanal.cases.queries import lists
from fanal.keys.requests import Request


@require_GET
def overview(request: Request) -> HttpResponse:
    """Numbers of the teams; no case, no name."""
    access.must_see_overview(request.user)
    context = {
        "teams": lists.overview(request.user, today()),
        "stages": lists.stages_counted(request.user),
        "kinds": lists.kinds_counted(request.user),
    }
    return render(request, "cases/overview.html", context)


def today() -> date:
    return timezone.localdate()
