"""The book of a shelter: restrictions, what happened, what is kept for somebody."""

from uuid import UUID

from django.contrib import messages
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fanal.keys.requests import Request, acting
from fanal.shelters import access
from fanal.shelters.actions import book as book_actions
from fanal.shelters.forms import book
from fanal.shelters.models import ShelterStay
from fanal.shelters.queries.alert_recipients import leads_to_call
from fanal.shelters.queries.pages import shown_incidents
from fanal.shelters.queries.residents import residents
from fanal.shelters.queries.unsound import forget_readings_by_hand
from fanal.web.asking import ask, do, sent
from fanal.web.idempotency import idempotent, pressed
from fanal.web.pagination import page_of
from fanal.web.typing import Answers

A_PAGE = 30


@idempotent
def restrict(request: Request, stay_id: UUID) -> HttpResponse:
    """What she is not free to do, for seven days at most."""
    row = access.running_stay_for(request.user, stay_id)
    form = book.RestrictionForm(sent(request))

    return ask(
        request,
        form,
        lambda answers: book_actions.restrict(stay=row, **answers, **acting(request)),
        heading=_("A restriction"),
        code=row.person.code_name,
        submit=_("Restrict for seven days"),
        done=_address(row),
        lead=_("It ends by itself after seven days, unless another person renews it."),
    )


@idempotent
def renew(request: Request, restriction_id: UUID) -> HttpResponse:
    """Renew a restriction for seven days, by another person than who ordered it."""
    row = access.restriction_for(request.user, restriction_id)
    form = book.RestrictionForm(sent(request), renews=True)

    return ask(
        request,
        form,
        lambda answers: book_actions.renew(restriction=row, **answers, **acting(request)),
        heading=_("Renew this restriction"),
        submit=_("Renew for seven days"),
        code=row.stay.person.code_name,
        done=_address(row.stay),
    )


@pressed
def lift(request: Request, restriction_id: UUID) -> HttpResponse:
    row = access.restriction_for(request.user, restriction_id)

    return do(
        request,
        lambda: book_actions.lift(restriction=row, by=request.user),
        done=_address(row.stay),
        message=_("Saved: the restriction is lifted."),
    )


# ── What happened ────────────────────────────────────────────────────────────
@require_GET
def incidents(request: Request, shelter_id: UUID) -> HttpResponse:
    """What no lead has read first, then the last."""
    shelter = access.book_to_read(request.user, shelter_id)
    access.opened(request.user, shelter)
    forget_readings_by_hand(shelter)
    unread = ExpressionWrapper(Q(read_on=None), BooleanField())
    rows = access.incidents_in(request.user, shelter).order_by(unread.desc(), "-on", "-id")
    page = page_of(request, rows, A_PAGE)
    context = {
        "shelter": shelter,
        "page": page,
        "incidents": shown_incidents(page.object_list, request.ring),
        "leads": access.leads(request.user, shelter),
    }
    return render(request, "shelters/incidents.html", context)


@idempotent
def new_incident(request: Request, shelter_id: UUID) -> HttpResponse:
    """What happened, to whom, what was done."""
    shelter = access.book_for(request.user, shelter_id)
    stays = list(access.stays_in(request.user, shelter))
    named = {
        str(resident.stay.id): resident.shown
        for resident in residents(stays, request.ring, request.user)
    }
    form = book.IncidentForm(sent(request), offered={"stay": named})

    def save(answers: Answers) -> None:
        stay = next((stay for stay in stays if str(stay.id) == answers["stay"]), None)
        incident = book_actions.add_incident(
            shelter=shelter, **answers | {"stay": stay}, **acting(request)
        )
        if incident.incident.at_once:
            about = [stay] if stay else []
            call = leads_to_call(shelter, reader=request.user, about=about)
            message = _("Saved. The leads have been told; call now: {who}").format(who=call)
            messages.warning(
                request, message if call else _("Saved. You lead here: see to it now.")
            )

    return ask(
        request,
        form,
        save,
        heading=_("Write down what happened"),
        code=shelter.name,
        done=reverse("shelters:incidents", args=[shelter.id]),
        lead=_("A lead reads it within a day. An adult who leaves is not an incident."),
    )


@pressed
def read_incident(request: Request, incident_id: UUID) -> HttpResponse:
    """Let a lead say that she has read it."""
    row = access.incident_for(request.user, incident_id)
    access.led_shelter_for(request.user, row.shelter_id)

    return do(
        request,
        lambda: book_actions.read_incident(incident=row, by=request.user),
        done=reverse("shelters:incidents", args=[row.shelter_id]),
    )


# ── Belongings ───────────────────────────────────────────────────────────────
@idempotent
def keep(request: Request, stay_id: UUID) -> HttpResponse:
    row = access.running_stay_for(request.user, stay_id)
    form = book.BelongingForm(sent(request))

    return ask(
        request,
        form,
        lambda answers: book_actions.keep(stay=row, what=answers["what"], **acting(request)),
        heading=_("Kept for her"),
        code=row.person.code_name,
        done=_address(row),
        lead=_("Her papers and her money are hers: she gets them back whenever she asks."),
    )


@pressed
def give_back(request: Request, belonging_id: UUID) -> HttpResponse:
    row = access.belonging_for(request.user, belonging_id)

    return do(
        request,
        lambda: book_actions.give_back(belonging=row, by=request.user),
        done=_address(row.stay),
        message=_("Saved: she has it again."),
    )


def _address(row: ShelterStay) -> str:
    return reverse("shelters:stay", args=[row.id])
