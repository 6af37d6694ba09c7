"""What nobody has asked for yet, and what nobody knows to have begun."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from fanal.keys.requests import Request
from fanal.services import access
from fanal.services.queries.unmet_needs import (
    by_team,
    need_rows,
    needs_waiting,
    visit_rows,
    visits_late,
)
from fanal.web.pagination import page_of


@require_GET
def without(request: Request) -> HttpResponse:
    """Show what waits by case for who leads or works on it; numbers by team for who sees the
    whole."""
    access.must_see_what_is_missing(request.user)
    today = timezone.localdate()
    page = page_of(request, needs_waiting(request.user))
    context = {
        "page": page,
        "rows": need_rows(page.object_list, today),
        "total": page.paginator.count,
        "late": visits_late(request.user, today).count(),
        "teams": by_team(request.user, today),
    }
    return render(request, "services/without.html", context)


@require_GET
def late(request: Request) -> HttpResponse:
    """Show the services for which somebody was asked, and nobody has said whether the first visit
    happened."""
    access.must_see_what_is_missing(request.user)
    rows = visits_late(request.user, timezone.localdate())
    page = page_of(request, rows)
    context = {"page": page, "rows": visit_rows(page.object_list)}
    return render(request, "services/late.html", context)
