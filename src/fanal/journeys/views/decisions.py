"""Two people decide to go on in spite of what stands against it: one asks, another agrees."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.accounts.deciders import tell_who_decides
from fanal.journeys import access
from fanal.journeys.actions import decisions
from fanal.journeys.forms import custodians
from fanal.journeys.models import Journey, JourneyCustodian
from fanal.journeys.queries import decisions as queries
from fanal.keys.requests import Request
from fanal.web.asking import ask, do, sent
from fanal.web.idempotency import idempotent, pressed
from fanal.web.typing import Answers


@idempotent
def ask_departure(request: Request, journey_id: UUID) -> HttpResponse:
    journey = access.worked_journey_for(request.user, journey_id)
    return _ask(request, journey, None, _("Leave without a go"))


@idempotent
def ask_about_custodian(request: Request, journey_id: UUID, custodian_id: UUID) -> HttpResponse:
    journey = access.worked_journey_for(request.user, journey_id)
    custodian = access.custodian_of(journey, custodian_id)
    return _ask(request, journey, custodian, custodian.label)


def _ask(
    request: Request, journey: Journey, custodian: JourneyCustodian | None, heading: str
) -> HttpResponse:
    def act(data: Answers) -> str:
        row = decisions.ask_decision(journey=journey, custodian=custodian, by=request.user, **data)
        tell_who_decides(request, queries.KIND, row.id)
        return reverse("journeys:decision", args=[journey.id, row.id])

    return ask(
        request,
        custodians.DecisionForm(
            sent(request), said_no=custodian is None and queries.somebody_said_no(journey)
        ),
        act,
        template="journeys/ask_decision.html",
        heading=heading,
        submit=_("Ask a second person"),
        code=journey.code_name,
        back_url=reverse("journeys:journey", args=[journey.id]),
        against=queries.objections(journey, custodian, request.user),
    )


@idempotent
def decision(request: Request, journey_id: UUID, decision_id: UUID) -> HttpResponse:
    """Show what is asked, for whoever opens the journey; the second person agrees here."""
    journey = access.journey_for(request.user, journey_id)
    row = access.decision_of(journey, decision_id)
    page = reverse("journeys:journey", args=[journey.id])
    if request.method == "POST":
        seen = request.POST.get("seen", "")
        return do(
            request, lambda: decisions.decide(decision=row, seen=seen, by=request.user), done=page
        )
    context = queries.page_of(row, request.user)
    return render(request, "journeys/decision.html", {"journey": journey, **context})


@pressed
def end(request: Request, journey_id: UUID, decision_id: UUID) -> HttpResponse:
    """Say no, or take it back."""
    journey = access.journey_for(request.user, journey_id)
    row = access.ended_decision_of(request.user, journey, decision_id)
    page = reverse("journeys:journey", args=[journey.id])
    return do(request, lambda: decisions.end_decision(decision=row, by=request.user), done=page)
