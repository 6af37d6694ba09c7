"""Papers of a journey: which there are, and whose hands hold them."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.journeys import access
from fanal.journeys.actions.plans import add_paper, hand_paper
from fanal.journeys.forms import plans
from fanal.keys.requests import Request, acting
from fanal.web.asking import ask, sent
from fanal.web.idempotency import idempotent


@idempotent
def new(request: Request, journey_id: UUID) -> HttpResponse:
    found = access.worked_journey_for(request.user, journey_id)
    form = plans.PaperForm(
        sent(request),
        hands=found.hands.all(),
        travellers=found.travellers.select_related("person"),
    )
    return ask(
        request,
        form,
        lambda data: add_paper(**data, **acting(request)),
        done=reverse("journeys:journey", args=[found.id]),
        heading=_("One more paper"),
        code=found.code_name,
    )


@idempotent
def held(request: Request, journey_id: UUID, paper_id: UUID) -> HttpResponse:
    found = access.worked_journey_for(request.user, journey_id)
    paper = access.paper_of(found, paper_id)
    return ask(
        request,
        plans.HeldForm(sent(request), hands=found.hands.all()),
        lambda data: hand_paper(paper=paper, by=request.user, **data),
        done=reverse("journeys:journey", args=[found.id]),
        heading=_("Who holds this paper now?"),
        code=paper.traveller.person.code_name,
    )
