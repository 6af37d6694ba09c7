"""All plans that run, of which cases they are, and the rates with everybody in them."""

from uuid import UUID

from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from fanal.accounts.reauthentication import asked_again
from fanal.coded_facts.number_files import number_file_of
from fanal.core.number_pages.reintegration import REINTEGRATION
from fanal.core.reintegration.frames import OutcomeFrame, domain_table
from fanal.keys.requests import Request
from fanal.people import access as people_access
from fanal.reintegration import access
from fanal.reintegration.models import Plan
from fanal.reintegration.queries.lists import plan_rows
from fanal.reintegration.queries.rates import rates_page
from fanal.web.pagination import page_of

A_PAGE = 30


@require_GET
def listed(request: Request) -> HttpResponse:
    """Show one's own plans first; all of the team with `?all=1`."""
    people_access.must_search(request.user)
    plans = access.plans_for(request.user).order_by(F("due").asc(nulls_last=True), "id")
    shows_all = request.GET.get("all") == "1"
    if not shows_all:
        plans = plans.filter(worker=request.user)
    page = page_of(request, plans, A_PAGE)
    context = {
        "page": page,
        "rows": plan_rows(page.object_list, timezone.localdate()),
        "shows_all": shows_all,
        "mine": not shows_all,
    }
    return render(request, "reintegration/list.html", context)


@require_GET
def rates(request: Request) -> HttpResponse:
    access.must_see_rates(request.user)
    context = {
        "page": rates_page(request.user),
        "domains": domain_table(),
        "frames": [outcome_frame.called for outcome_frame in OutcomeFrame],
    }
    return render(request, "reintegration/rates.html", context)


@asked_again
@require_POST
def rates_file(request: Request) -> HttpResponse:
    """Return the numbers of the page as a CSV, without the small ones for anybody."""
    access.must_see_rates(request.user)
    return number_file_of(request, REINTEGRATION, rates_page(request.user).numbers(), None)


@require_GET
def of_case(request: Request, case_id: UUID) -> HttpResponse:
    """Go to the plan of the one whom the case concerns, or to the choice of several."""
    case = access.case_for(request.user, case_id)
    ids = [concern.person_id for concern in case.concerns.all()]
    people = [
        person for person in case.people.all() if person.id in access.open_to(request.user, ids)
    ]
    if len(people) == 1:
        return redirect("reintegration:person", people[0].id)
    plans = set(Plan.objects.filter(person__in=people).order_by().values_list("person", flat=True))
    context = {"case": case, "people": [(person, person.id in plans) for person in people]}
    return render(request, "reintegration/of_case.html", context)
