"""Support and reintegration in numbers, by year and by quarter."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from fanal.accounts.reauthentication import asked_again
from fanal.coded_facts.number_files import number_file_of
from fanal.core.coded_facts.five_counts import SMALLEST_COUNT
from fanal.core.coded_facts.periods import YEAR, period_named, quarter_of, year_of
from fanal.core.number_pages.of_support import SUPPORT
from fanal.core.reintegration.goals import SMALLEST_GROUP
from fanal.core.roles import READS_NUMBERS, Permission
from fanal.keys.requests import Request
from fanal.services import access
from fanal.services.queries.indicators import indicators_page, numbers_of


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
    context = {
        "page": indicators_page(request.user, period, today),
        "before": period.moved(-1),
        "after": after if after.first <= today else None,
        "by_year": by_year,
        "runs": period.covers(today),
        "prevention": not by_year and request.user.may(*READS_NUMBERS),
        "counts_own": request.user.may(Permission.LEAD_CASES),
        "other": quarter_of(min(period.last, today)) if by_year else year_of(period.first),
        "smallest": SMALLEST_COUNT,
        "group": SMALLEST_GROUP,
    }
    return render(request, "services/indicators.html", context)
