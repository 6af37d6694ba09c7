"""What is due in a case, and what is late in the teams of a lead."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from fanal.cases.access import must_open, opened, works_on
from fanal.cases.closed_pages import looked_at
from fanal.cases.queries.agenda_asked import Asked
from fanal.cases.today_access import read_hearings
from fanal.core.protection.eighteen import CHANGES, STAYS
from fanal.core.sealing.compartments import NARRATIVE, in_order
from fanal.keys.requests import Request
from fanal.protection import access
from fanal.protection.queries.agenda import late_for
from fanal.protection.queries.eighteen import turning, turning_in
from fanal.protection.queries.pages import process_page
from fanal.web.pagination import page_of


@require_GET
def process(request: Request, case_id: UUID) -> HttpResponse:
    """Show what is due first; then what the newest record of each kind says, and everything
    before."""
    case = access.process_for(request.user, case_id)
    page = process_page(case, request.user, request.ring)
    if parts := {one.row.compartment for one in page.history if one.rows is not None}:
        opened(request.user, case, *in_order(parts), ring=request.ring)
    looked_at(request.user, case, {one.row.compartment for one in page.history}, request.ring)
    context = {
        "case": case,
        "page": page,
        "near": [one for one in page.due if one.near],
        "ahead": [one for one in page.due if not one.near],
        "begun": [card for card in page.cards if card.begun],
        "not_begun": [card for card in page.cards if not card.begun],
        "turning": turning_in(
            list({card.person for card in page.cards if card.person}), timezone.localdate()
        ),
        "several": len({card.person for card in page.cards if card.person}) > 1,
    }
    return render(request, "protection/process.html", context)


@require_GET
def eighteen(request: Request, case_id: UUID, person_id: UUID) -> HttpResponse:
    """What the day changes, and what she is asked again."""
    case = access.process_for(request.user, case_id)
    must_open(request.user, case, NARRATIVE)
    person = access.person_in(case, person_id)
    context = {
        "case": case,
        "one": turning(person, timezone.localdate(), request.user),
        "changes": CHANGES,
        "stays": STAYS,
        "works": works_on(request.user, case),
    }
    return render(request, "protection/eighteen.html", context)


@require_GET
def late(request: Request) -> HttpResponse:
    """The reviews that are late, and whatever else is, in the teams of a lead."""
    asked = Asked(request.user, request.ring, timezone.localtime(), team=True)
    found = late_for(asked)
    read_hearings(request.user, len(asked.hearings))
    shown = page_of(request, found)
    return render(request, "protection/late.html", {"page": shown, "total": len(found)})
