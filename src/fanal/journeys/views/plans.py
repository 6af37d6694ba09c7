"""The sealed parts of a journey's plan, who leads it, and on which day it begins."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fanal.journeys import access
from fanal.journeys.actions import leads, rescheduling
from fanal.journeys.actions.plans import write_plan
from fanal.journeys.forms import plans
from fanal.journeys.queries import plan as queries
from fanal.journeys.queries.hooks import CONTACT
from fanal.journeys.queries.leads import could_lead
from fanal.journeys.queries.proposals import team_of, word_of_rules
from fanal.keys.offered_colleagues import offered_colleagues
from fanal.keys.requests import Request, writing
from fanal.web.asking import ask, sent, version_of
from fanal.web.idempotency import idempotent
from fanal.web.typing import Answers, Context


@require_GET
def plan(request: Request, journey_id: UUID) -> HttpResponse:
    journey = access.worked_journey_for(request.user, journey_id)
    parts = queries.plan_of(journey, request.ring, access.parts_for(request.user, journey))
    access.opened_plan(
        request.user,
        journey,
        [part.part for part in parts if part.lines],
        [part.part for part in parts if part.data is None],
    )
    return render(request, "journeys/plan.html", {"journey": journey, "parts": parts})


@idempotent
def write(request: Request, journey_id: UUID, part: str) -> HttpResponse:
    journey = access.worked_journey_for(request.user, journey_id)
    if part not in plans.PLAN_FORMS:
        raise Http404
    may_open = access.parts_for(request.user, journey)
    content = queries.part_of(journey, part, request.ring, may_open)
    page, told = reverse("journeys:plan", args=[journey.id]), content.data or {}
    if part == CONTACT and content.row is None:
        told = team_of(journey)
    if part == CONTACT and not told.get("code_word"):
        told = {**told, **word_of_rules(journey, request.user, request.ring)}

    def do(data: Answers) -> None:
        write_plan(journey=journey, part=part, data=data, **writing(request))

    return ask(
        request,
        plans.PLAN_FORMS[part](sent(request), initial=told),
        do,
        done=page,
        heading=content.name,
        code=journey.code_name,
        record=content.row,
    )


@idempotent
def give(request: Request, journey_id: UUID) -> HttpResponse:
    """Give the lead to somebody else of the team."""
    journey = access.given_journey_for(request.user, journey_id)
    others = {str(user.pk): user for user in could_lead(journey).exclude(pk=journey.lead_id)}
    page = reverse("journeys:journey", args=[journey.id])
    offered = offered_colleagues(others.values(), request.user, teams=[journey.team])

    def act(data: Answers) -> str:
        to, version = others[data["to"]], version_of(request)
        leads.give_lead(journey=journey, to=to, by=request.user, version=version)
        still = access.journeys_for(request.user).filter(id=journey.id).exists()
        return page if still else reverse("journeys:board")

    return ask(
        request,
        plans.LeadForm(sent(request), offered={"to": offered}),
        act,
        heading=_("Hand the lead over to somebody else"),
        lead=_lead(others),
        submit=_("Hand over the lead"),
        code=journey.code_name,
        record=journey,
        back_url=page,
    )


@idempotent
def put_off(request: Request, journey_id: UUID) -> HttpResponse:
    """Ask for another day of a journey that has not begun."""
    journey = access.worked_journey_for(request.user, journey_id)

    def act(data: Answers) -> None:
        version = version_of(request)
        rescheduling.put_off(journey=journey, by=request.user, version=version, **data)
        names = ", ".join(custodian.label for custodian in journey.custodians.all())
        if names:
            messages.warning(request, _("Tell them of the new day: {names}.").format(names=names))

    return ask(
        request,
        plans.DayForm(sent(request)),
        act,
        done=reverse("journeys:journey", args=[journey.id]),
        heading=_("Move to another day"),
        lead=_(
            "The hours of all legs move with it. Whatever was answered or decided for the old day"
            " is asked anew, and whoever agreed is told. Rooms, escorts and partners know of the"
            " old day alone until somebody tells them."
        ),
        submit=_("Move it"),
        code=journey.code_name,
        record=journey,
    )


def _lead(others: Context) -> str:
    if others:
        return _("Whoever leads it is called first. The new lead gets a mail that something waits.")
    return _("Nobody else of its team works on cases and may open it.")
