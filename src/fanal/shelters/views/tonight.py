"""Tonight in a shelter: who sleeps here, who is missing, what waits."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from fanal.core.shelters.nights import staff_needed
from fanal.keys.requests import Request
from fanal.shelters import access
from fanal.shelters.asking_access import changed_for, waiting_in
from fanal.shelters.models import Shelter
from fanal.shelters.queries.alert_recipients import leads_to_call
from fanal.shelters.queries.asking import shown_requests
from fanal.shelters.queries.meetings import meetings_of
from fanal.shelters.queries.places import places_in
from fanal.shelters.queries.standards import announced_to
from fanal.shelters.queries.tonight import tonight_in
from fanal.shelters.queries.week import week_of
from fanal.shelters.views.closing import history


@require_GET
def tonight(request: Request) -> HttpResponse:
    """Show where a shelter worker arrives: tonight, of the one shelter; of several, which."""
    access.must_have_shelters(request.user)
    shelters = list(access.shelters_for(request.user))
    if len(shelters) == 1:
        return _page(request, access.shelter_for(request.user, shelters[0].id))
    context = {
        "shelters": [places_in(request.user, shelter_row) for shelter_row in shelters],
        "leads": request.user.may(access.LEADS),
        "closed": access.closed_shelters_for(request.user).exists(),
        "works": request.user.may(access.WORKS),
    }
    return render(request, "shelters/list.html", context)


@require_GET
def shelter(request: Request, shelter_id: UUID) -> HttpResponse:
    """Tonight in it; of one that was closed, its history."""
    row = access.shelter_to_read(request.user, shelter_id)
    if row.closed_on:
        return history(request, row, row.closed_on)
    return _page(request, row)


@require_GET
def week(request: Request, shelter_id: UUID) -> HttpResponse:
    """Who comes and who is away for some hours in the coming seven days."""
    row = access.shelter_for(request.user, shelter_id)
    access.opened(request.user, row)
    days = week_of(row, request.user, request.ring, timezone.localdate())
    return render(request, "shelters/week.html", {"shelter": row, "days": days})


def _page(request: Request, shelter: Shelter) -> HttpResponse:
    access.opened(request.user, shelter)
    page = tonight_in(shelter, request.user, request.ring, timezone.localtime())
    needed = staff_needed(page.sleeping, shelter.per_staff)
    keeps_book = access.keeps_book(request.user, shelter)
    alarm = page.missing or shelter.open_since
    missing = [resident.stay for resident in page.missing]
    context = {
        "shelter": shelter,
        "meetings": meetings_of(shelter, timezone.localdate()) if keeps_book else None,
        "staff_needed": needed,
        "few_staff": page.staff is not None and page.staff < needed,
        "page": page,
        "call": leads_to_call(shelter, reader=request.user, about=missing) if alarm else "",
        "leads": access.leads(request.user, shelter),
        "closed": access.closed_shelters_for(request.user).exists(),
        "changed": changed_for(request.user),
        "beds_asked": shown_requests(waiting_in(request.user, shelter), request.user, request.ring),
        "keeps_book": keeps_book,
        "announced": announced_to(shelter),
    }
    return render(request, "shelters/tonight.html", context)
