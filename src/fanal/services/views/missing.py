"""What nobody has asked for yet, and what nobody knows to have begun."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from fanal.keys.requests import Request
from fanal.services import access
from fanal.services.queries.without import by_team, needs_waiting, visits_late

A_PAGE = 25


@require_GET
def without(request: Request) -> HttpResponse:
    """By case for the lead of a team; numbers by team for who sees the whole."""
    access.must_see_what_is_missing(request.user)
    today = timezone.localdate()
    needs = needs_waiting(request.user, today)
    context = {
        "page": Paginator(needs, A_PAGE).get_page(request.GET.get("page")), "total": len(needs),
        "late": visits_late(request.user, today), "teams": by_team(request.user, today),
    }  # fmt: skip
    return render(request, "services/without.html", context)
