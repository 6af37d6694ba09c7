"""Closing a shelter, for whoever leads it; and those that were closed, to read."""

from datetime import date
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fanal.accounts.reauthentication import asked_again_to_send
from fanal.core.errors import Refused
from fanal.keys.requests import Request
from fanal.organisation.actions import take_back
from fanal.organisation.changes import SHELTER
from fanal.organisation.views.asking import propose_and_tell
from fanal.shelters import access
from fanal.shelters.models import Shelter
from fanal.shelters.queries.closing import shown_left
from fanal.shelters.queries.places import asked_to_close, last_months
from fanal.web.asking import ask, do, sent
from fanal.web.idempotency import idempotent, pressed
from fanal.web.pagination import page_of
from fanal.web.typing import Answers

WANTED = {"closed": True}
A_PAGE = 30


@asked_again_to_send
@idempotent
def close(request: Request, shelter_id: UUID) -> HttpResponse:
    """Show who and what is still in it, each with where it is settled; then ask a director."""
    row = access.led_shelter_for(request.user, shelter_id)
    back = reverse("shelters:keeping", args=[row.id])
    left = shown_left(row, request.user)

    def save(_answers: Answers) -> None:
        if left.why:
            raise Refused(*left.why)
        before = SHELTER.now(row.id)
        propose_and_tell(request, SHELTER.code, row.id, before, WANTED)

    return ask(
        request,
        Form(sent(request)),
        save,
        template="shelters/close.html",
        heading=_("Close this shelter"),
        code=row.name,
        shelter=row,
        left=left,
        consequences=SHELTER.follows({}, WANTED),
        submit=_("Ask for it"),
        tone="danger",
        cancel_url=back,
        done=back,
    )


@pressed
def stay_open(request: Request, shelter_id: UUID) -> HttpResponse:
    """Let whoever leads it take back that closing was asked for."""
    row = access.led_shelter_for(request.user, shelter_id)
    asked = asked_to_close(row, request.user)

    def take_it_back() -> None:
        if asked:
            take_back(row=asked.row, by=request.user)

    return do(request, take_it_back, done=reverse("shelters:keeping", args=[row.id]))


@require_GET
def closed(request: Request) -> HttpResponse:
    """The closed shelters of the teams that this user leads."""
    access.must_lead(request.user)
    rows = access.closed_shelters_for(request.user).order_by("-closed_on", "id")
    return render(request, "shelters/closed.html", {"shelters": rows})


def history(request: Request, shelter: Shelter, closed_on: date) -> HttpResponse:
    """Show of a closed shelter who slept there, and its last months; nothing is written any
    more."""
    access.opened(request.user, shelter)
    stays = access.stays_of(request.user).filter(shelter=shelter).order_by("-over_on", "id")
    context = {
        "shelter": shelter,
        "page": page_of(request, stays, A_PAGE),
        "months": last_months(shelter, closed_on),
    }
    return render(request, "shelters/history.html", context)
