"""Who takes somebody over: the custodians of a journey, and its legs."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.accounts.deciders import tell_who_decides
from fanal.core.journeys.planning import RESCUE
from fanal.journeys import access
from fanal.journeys.actions import legs, plans
from fanal.journeys.forms import custodians
from fanal.journeys.models import Journey
from fanal.journeys.queries import leads, proposals
from fanal.journeys.queries.custodians import who_takes_over
from fanal.journeys.queries.days_ahead import day_of, hours_of_leg
from fanal.journeys.queries.decisions import KIND, waiting_on
from fanal.keys.offered_colleagues import offered_colleagues
from fanal.keys.requests import Request
from fanal.partners.forms.proposals import PartnerNames
from fanal.people.access import case_teams
from fanal.web.asking import ask, do, sent, version_of
from fanal.web.idempotency import idempotent, pressed
from fanal.web.places import area_name
from fanal.web.typing import Answers


@idempotent
def add(request: Request, journey_id: UUID) -> HttpResponse:
    """Add a custodian. The first of a journey is who is with her now; then it is asked who goes, of
    the case from which it was begun."""
    journey = access.worked_journey_for(request.user, journey_id)
    # Whoever is with her now comes first: a plan that begins with who is to come leaves her with
    # nobody.
    first = not journey.custodians.exists()
    # From a case one goes on to who of it travels; from the journey one stays there.
    begun = proposals.case_of(request.user, request.GET.get("case", ""))
    # Colleagues without keys, too: who drives needs no file.
    go_along = offered_colleagues(leads.could_go(journey), request.user, keyless=True)

    def save(data: Answers) -> None:
        custodian = plans.add_custodian(journey=journey, by=request.user, **data)
        # Something stands against this custodian: two people decide, and are told at once.
        if (asked := waiting_on(journey, custodian)) is not None:
            tell_who_decides(request, KIND, asked.id)

    address = reverse("journeys:person", args=[journey.id]) if begun else ""
    return _ask(
        request,
        journey,
        custodians.CustodianForm(
            sent(request),
            offered={"team": case_teams(), "colleagues": go_along},
            initial=proposals.first_custodian(begun, request.user, request.ring) if first else {},
            register=PartnerNames(request.user),
            has_her=first and journey.kind == RESCUE,
        ),
        save,
        _("Who is with her now?") if first else _("Add who takes over"),
        done=f"{address}?case={begun.id}" if begun else "",
    )


@idempotent
def phone(request: Request, journey_id: UUID, custodian_id: UUID) -> HttpResponse:
    journey = access.worked_journey_for(request.user, journey_id)
    # The version that was on the page: a number that somebody corrected meanwhile is not
    # overwritten.
    custodian, version = access.custodian_of(journey, custodian_id), version_of(request)
    return _ask(
        request,
        journey,
        custodians.PhoneForm(sent(request), initial={"phone": custodian.phone}),
        lambda data: plans.set_phone(custodian=custodian, by=request.user, version=version, **data),
        custodian.label,
        record=custodian,
    )


@pressed
def remove(request: Request, journey_id: UUID, custodian_id: UUID) -> HttpResponse:
    """Take out of the plan whom nobody was with."""
    journey = access.worked_journey_for(request.user, journey_id)
    custodian = access.custodian_of(journey, custodian_id)
    done = reverse("journeys:journey", args=[journey.id])
    return do(
        # Only whom no event names; the action refuses the rest.
        request,
        lambda: plans.remove_custodian(custodian=custodian, by=request.user),
        done=done,
    )


@idempotent
def leg(request: Request, journey_id: UUID) -> HttpResponse:
    journey = access.worked_journey_for(request.user, journey_id)
    # A hearing or another fixed day that this journey is for gives the day and the hours.
    ahead = day_of(journey, request.user, request.ring)
    # What follows from the leg before, then what a hearing fixes: the later wins.
    of_plan = proposals.for_leg(journey, waits_there=ahead is not None)
    proposed = of_plan | hours_of_leg(journey, ahead)
    return _ask(
        request,
        journey,
        custodians.LegForm(
            sent(request), offered={"custodian": who_takes_over(journey)}, initial=proposed
        ),
        lambda data: legs.add_leg(journey=journey, by=request.user, **data),
        _("Next leg"),
        lead=ahead.words if ahead else "",
    )


@idempotent
def change_leg(request: Request, journey_id: UUID, leg_id: UUID) -> HttpResponse:
    """Change the way, the hours or the custodian of a leg that was planned."""
    journey = access.worked_journey_for(request.user, journey_id)
    row = access.leg_of(journey, leg_id)
    form = custodians.ChangedLegForm(
        sent(request),
        offered={"custodian": who_takes_over(journey)},
        initial=proposals.of_leg(row),
    )
    return _ask(
        request,
        journey,
        form,
        # The plan may change on the way; what happened is written in events and never changed.
        lambda data: legs.change_leg(leg=row, by=request.user, **data),
        f"{area_name(row.start)} → {area_name(row.end)}",
    )


@pressed
def remove_leg(request: Request, journey_id: UUID, leg_id: UUID) -> HttpResponse:
    journey = access.worked_journey_for(request.user, journey_id)
    row = access.leg_of(journey, leg_id)
    done = reverse("journeys:journey", args=[journey.id])
    return do(request, lambda: legs.remove_leg(leg=row, by=request.user), done=done)


type Act = Callable[[Answers], object]


def _ask(
    request: Request,
    journey: Journey,
    form: Form,
    act: Act,
    heading: str,
    done: str = "",
    **more: Any,
) -> HttpResponse:
    # Back always leads to the journey; on leads where there is something left to do.
    page = reverse("journeys:journey", args=[journey.id])
    return ask(
        request,
        form,
        act,
        done=done or page,
        back_url=page,
        heading=heading,
        code=journey.code_name,
        **more,
    )
