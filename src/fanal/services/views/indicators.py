"""Support and reintegration in numbers, by year and by quarter. And what nobody has asked for yet,
or nobody knows to have begun."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from fanal.accounts.reauthentication import asked_again
from fanal.coded_facts.exported_numbers import since_taken
from fanal.coded_facts.number_files import number_file_of
from fanal.core.coded_facts.periods import YEAR, period_named, quarter_of, year_of
from fanal.core.number_pages.support import SUPPORT
from fanal.core.roles import READS_NUMBERS
from fanal.core.thresholds import SMALLEST_COUNT, SMALLEST_GROUP
from fanal.keys.requests import Request
from fanal.services import access
from fanal.services.queries.indicators import indicators_page, numbers_of
from fanal.services.queries.unmet_needs import (
    by_team,
    need_rows,
    needs_waiting,
    visit_rows,
    visits_late,
)
from fanal.web.pagination import page_of


@asked_again
@require_POST
def as_file(request: Request) -> HttpResponse:
    """The numbers of the page that is open, as a CSV."""
    access.must_see_indicators(request.user)
    today = timezone.localdate()
    period = period_named(request.POST.get("period", ""), today)
    page = indicators_page(request.user, period, today)
    return number_file_of(request, SUPPORT, numbers_of(page), period)


@require_GET
def indicators(request: Request) -> HttpResponse:
    access.must_see_indicators(request.user)
    today = timezone.localdate()
    period = period_named(request.GET.get("period", ""), today)
    after = period.moved(1)
    by_year = period.months == YEAR
    page = indicators_page(request.user, period, today)
    context = {
        "page": page,
        "taken": since_taken(SUPPORT, numbers_of(page), period),
        "before": period.moved(-1),
        "after": after if after.first <= today else None,
        "by_year": by_year,
        "runs": period.covers(today),
        "prevention": not by_year and request.user.may(*READS_NUMBERS),
        "other": quarter_of(min(period.last, today)) if by_year else year_of(period.first),
        "smallest": SMALLEST_COUNT,
        "group": SMALLEST_GROUP,
    }
    return render(request, "services/indicators.html", context)


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
