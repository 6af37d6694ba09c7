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
from fanal.keys.requests import Request, writing
from fanal.web.asking import ask, sent
from fanal.web.idempotency import idempotent
from fanal.web.typing import Answers


@require_GET
def plan(request: Request, journey_id: UUID) -> HttpResponse:
    found = access.worked_journey_for(request.user, journey_id)
    parts = queries.plan_of(found, request.ring, access.parts_for(request.user, found))
    access.opened_plan(request.user, found, [part.part for part in parts if part.lines])
    return render(request, "journeys/plan.html", {"journey": found, "parts": parts})


@idempotent
def write(request: Request, journey_id: UUID, part: str) -> HttpResponse:
    found = access.worked_journey_for(request.user, journey_id)
    if part not in plans.PLAN_FORMS:
        raise Http404
    may_open = access.parts_for(request.user, found)
    there = queries.part_of(found, part, request.ring, may_open)
    page = reverse("journeys:plan", args=[found.id])

    def do(data: Answers) -> None:
        sealed_plans.write_plan(journey=found, part=part, data=data, **writing(request))

    return ask(
        request,
        plans.PLAN_FORMS[part](sent(request), initial=there.data),
        do,
        done=page,
        heading=there.name,
        code=found.code_name,
        record=there.row,
    )
