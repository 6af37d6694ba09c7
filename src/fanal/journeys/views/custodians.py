"""Who takes somebody over: the custodians of a journey, and its legs."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fanal.accounts.deciders import tell_who_decides
from fanal.journeys import access
from fanal.journeys.actions import legs, plans
from fanal.journeys.forms import custodians
from fanal.journeys.models import Journey
from fanal.journeys.queries import leads, proposals
from fanal.journeys.queries.days_ahead import day_of, hours_of_leg
from fanal.journeys.queries.decisions import KIND, waiting_on
from fanal.keys.requests import Request
from fanal.people.access import case_teams
from fanal.web.asking import ask, do, sent, version_of
from fanal.web.idempotency import idempotent
from fanal.web.places import area_name
from fanal.web.typing import Answers


@idempotent
def add(request: Request, journey_id: UUID) -> HttpResponse:
    """The first of a journey is who is with her now; then it is asked who goes, of the case from
    which it was begun."""
    found = access.worked_journey_for(request.user, journey_id)
    first = not found.custodians.exists()
    begun = proposals.case_of(request.user, request.GET.get("case", ""))

    def save(data: Answers) -> None:
        made = plans.add_custodian(journey=found, by=request.user, **data)
        if (asked := waiting_on(found, made)) is not None:
            tell_who_decides(request, KIND, asked.id)

    address = reverse("journeys:person", args=[found.id]) if begun else ""
    return _asked(
        request,
        found,
        custodians.CustodianForm(
            sent(request), offered={"team": case_teams(), "colleagues": leads.could_go(found)}
        ),
        save,
        _("Who is with her now?") if first else _("Add who takes over"),
        done=f"{address}?case={begun.id}" if begun else "",
    )


@idempotent
def phone(request: Request, journey_id: UUID, custodian_id: UUID) -> HttpResponse:
    found = access.worked_journey_for(request.user, journey_id)
    one, version = access.custodian_of(found, custodian_id), version_of(request)
    return _asked(
        request,
        found,
        custodians.PhoneForm(sent(request), initial={"phone": one.phone}),
        lambda data: plans.set_phone(custodian=one, by=request.user, version=version, **data),
        one.label,
        record=one,
    )


@require_POST
@idempotent
def remove(request: Request, journey_id: UUID, custodian_id: UUID) -> HttpResponse:
    """Take out of the plan whom nobody was with."""
    found = access.worked_journey_for(request.user, journey_id)
    one = access.custodian_of(found, custodian_id)
    done = reverse("journeys:journey", args=[found.id])
    return do(request, lambda: plans.remove_custodian(custodian=one, by=request.user), done=done)


@idempotent
def leg(request: Request, journey_id: UUID) -> HttpResponse:
    found = access.worked_journey_for(request.user, journey_id)
    ahead = day_of(found, request.user, request.ring)
    known = proposals.for_leg(found) | hours_of_leg(found, ahead)
    return _asked(
        request,
        found,
        custodians.LegForm(
            sent(request), offered={"custodian": found.custodians.all()}, initial=known
        ),
        lambda data: legs.add_leg(journey=found, by=request.user, **data),
        _("Next leg"),
        lead=ahead.words if ahead else "",
    )


@idempotent
def change_leg(request: Request, journey_id: UUID, leg_id: UUID) -> HttpResponse:
    """Another way, other hours or other hands than were planned."""
    found = access.worked_journey_for(request.user, journey_id)
    one = access.leg_of(found, leg_id)
    form = custodians.ChangedLegForm(
        sent(request), offered={"custodian": found.custodians.all()}, initial=proposals.of_leg(one)
    )
    return _asked(
        request,
        found,
        form,
        lambda data: legs.change_leg(leg=one, by=request.user, **data),
        f"{area_name(one.start)} → {area_name(one.end)}",
    )


@require_POST
@idempotent
def remove_leg(request: Request, journey_id: UUID, leg_id: UUID) -> HttpResponse:
    found = access.worked_journey_for(request.user, journey_id)
    one = access.leg_of(found, leg_id)
    done = reverse("journeys:journey", args=[found.id])
    return do(request, lambda: legs.remove_leg(leg=one, by=request.user), done=done)


type Act = Callable[[Answers], object]


def _asked(
    request: Request,
    found: Journey,
    form: Form,
    act: Act,
    heading: str,
    done: str = "",
    **more: Any,
) -> HttpResponse:
    page = reverse("journeys:journey", args=[found.id])
    return ask(
        request,
        form,
        act,
        done=done or page,
        back_url=page,
        heading=heading,
        code=found.code_name,
        **more,
    )
