"""Today of a prevention officer, and a quarter in figures."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from fanal.accounts.reauthentication import asked_again
from fanal.coded_facts.exported_numbers import since_taken
from fanal.coded_facts.number_files import number_file_of
from fanal.core.coded_facts.periods import quarter_named
from fanal.core.number_pages.prevention import PREVENTION
from fanal.core.number_pages.printed import PrintedNumber
from fanal.core.prevention.sessions import UNIQUE_PEOPLE
from fanal.core.roles import READS_NUMBERS
from fanal.core.thresholds import SMALLEST_COUNT
from fanal.keys.requests import Request
from fanal.prevention import access
from fanal.prevention.queries.printed import PrintedReport, printed_for
from fanal.prevention.queries.report import PreventionReport, report
from fanal.prevention.queries.today import today_for


@require_GET
def today(request: Request) -> HttpResponse:
    access.must_work_here(request.user)
    day = timezone.localdate()
    context = {
        "today": today_for(request.user, day),
        "day": day,
        "communities": access.communities_for(request.user).exists(),
    }
    return render(request, "prevention/today.html", context)


@require_GET
def quarter(request: Request) -> HttpResponse:
    """Show the counts of one quarter: attendance by itself, people only where a list names them."""
    access.must_see_report(request.user)
    day = timezone.localdate()
    # `quarter` in the addresses that were kept before all reports had one name for it
    asked = quarter_named(request.GET.get("period") or request.GET.get("quarter", ""), day)
    after = asked.moved(1)
    report_shown = report(asked, day)
    shown = printed_for(request.user, report_shown)
    context = {
        "report": report_shown,
        "printed": shown,
        # Compared as it was given out: without the small numbers, whoever reads the page.
        "taken": since_taken(PREVENTION, _as_given_out(report_shown), asked),
        "told": shown.cells(),
        "hides": not (report_shown.runs or shown.exact),
        "smallest": SMALLEST_COUNT,
        "before": asked.moved(-1),
        "after": after if after.first <= day else None,
        "unique": UNIQUE_PEOPLE,
        "support": request.user.may(*READS_NUMBERS),
    }
    return render(request, "prevention/report.html", context)


@asked_again
@require_POST
def quarter_file(request: Request) -> HttpResponse:
    """The numbers of the page as a CSV, without the small ones for anybody."""
    access.must_see_report(request.user)
    day = timezone.localdate()
    asked = quarter_named(request.POST.get("period", ""), day)
    return number_file_of(request, PREVENTION, _as_given_out(report(asked, day)), asked)


def _as_given_out(shown: PreventionReport) -> list[PrintedNumber]:
    return PrintedReport(shown, exact=False).numbers()
