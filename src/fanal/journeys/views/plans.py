"""The sealed parts of a journey's plan."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from fanal.journeys import access
from fanal.journeys.actions import sealed_plans
from fanal.journeys.forms import plans
from fanal.journeys.queries import plan as queries
from fanal.journeys.queries.hooks import CONTACT
from fanal.journeys.queries.proposals import team_of, word_of_rules
from fanal.keys.requests import Request, writing
from fanal.web.asking import ask, sent
from fanal.web.idempotency import idempotent
from fanal.web.typing import Answers


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
        sealed_plans.write_plan(journey=journey, part=part, data=data, **writing(request))

    return ask(
        request,
        plans.PLAN_FORMS[part](sent(request), initial=told),
        do,
        done=page,
        heading=content.name,
        code=journey.code_name,
        record=content.row,
    )
