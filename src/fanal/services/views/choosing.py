"""Who is asked for a service: one of our teams at once, a partner by a referral alone."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from fanal.cases import access as cases
from fanal.cases.queries.codes import worst_in
from fanal.core.casework.answers import load
from fanal.core.sealing.compartments import NARRATIVE
from fanal.core.services.states import ServiceState
from fanal.core.trust.vocabulary import Urgency
from fanal.keys.requests import Request
from fanal.services import access
from fanal.services.actions import services
from fanal.services.models import CaseService
from fanal.services.queries.catalogue import fitting
from fanal.sharing.queries import proposals, service_plans
from fanal.web.asking import do
from fanal.web.idempotency import pressed

OURS = "ours"
SOON = {"today": Urgency.NOW, "this_week": Urgency.DAYS}


@require_GET
def who(request: Request, case_id: UUID, service_id: UUID) -> HttpResponse:
    """What the catalogue has of this kind there; whoever was found dangerous cannot be chosen."""
    row = _to_be_asked(request, case_id, service_id)
    # Asked already: a second request to somebody else would be two services.
    if row.stands is not ServiceState.WANTED or row.referral_id:
        return redirect("services:service", row.case_id, row.id)
    cases.opened(request.user, row.case, NARRATIVE)
    known_of_her = proposals.known_of(row.person, row.case, request.user, request.ring)
    offers = fitting(row, request.user, known_of_her.languages.split(), known_of_her.citizenship)
    context = {
        "case": row.case,
        "service": row,
        "hers": known_of_her.words(),
        # Two lists, so that no form of the page can name a dangerous one.
        "offers": [offer for offer in offers if not offer.red],
        "red": [offer for offer in offers if offer.red],
    }
    return render(request, "services/who.html", context)


@pressed
def choose(request: Request, case_id: UUID, service_id: UUID) -> HttpResponse:
    """Choose who is asked. `offer`: a row of the catalogue, "ours" for the team of the case, "" to
    look further."""
    row = _to_be_asked(request, case_id, service_id)
    chosen = request.POST.get("offer", "")
    offer = access.offer_named(request.user, chosen) if chosen not in ("", OURS) else None
    team = row.case.team if chosen == OURS else None
    # Filled where the action went through; `do` answers for a refusal.
    done: list[bool] = []

    def act() -> None:
        services.choose(service=row, offer=offer, team=team, by=request.user)
        done.append(True)

    refused = do(request, act, done=reverse("services:who", args=[row.case_id, row.id]))
    if not done:
        return refused
    if row.team_id is not None:
        # Our own team is asked at once, without the gate: nothing leaves the organisation.
        return redirect("services:service", row.case_id, row.id)
    return redirect(_refer(request, row))


def _to_be_asked(request: Request, case_id: UUID, service_id: UUID) -> CaseService:
    return access.asked_service_for(request.user, case_id, service_id)


def _refer(request: Request, row: CaseService) -> str:
    """Return where the referral goes on, with what is known already chosen: the gate decides
    there."""
    at_start = proposals.for_start(row.case, [row.person], request.user, request.ring)
    chosen = {
        "person": str(row.person_id),
        "service": str(row.service_kind.described.asks),
        "area": row.area.name if row.area else str(at_start["area"]),
        "urgency": str(_urgency(request, row)),
    }
    # As a sealed draft and not in the address: person, service and place together tell who she is.
    service_plans.keep(row.case, request.ring, chosen)
    if not chosen["area"]:
        # To the first step that is still open.
        return reverse("sharing:refer_start", args=[row.case_id])
    if row.partner_id is None:
        return reverse("sharing:refer_who", args=[row.case_id])
    return reverse("sharing:refer_send", args=[row.case_id, row.partner_id])


def _urgency(request: Request, row: CaseService) -> Urgency:
    """Return how soon she said it is needed; at once where she is in danger."""
    # Danger goes before what was written with the need.
    if worst_in(row.case).counts_as_danger:
        return Urgency.NOW
    # Planned, where this reader has no key to the need.
    data = (row.need.try_unseal(request.ring) if row.need else None) or {}
    return SOON.get(str(load(data.get("urgency"))), Urgency.PLANNED)
