"""The pages on who is missing between two columns, and on papers of a journey."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from fanal.accounts.reauthentication import asked_again_to_send
from fanal.cases.queries.offered import partners_by_fit
from fanal.core.journeys.reconcile import CountColumn
from fanal.journeys import access
from fanal.journeys.actions import dossiers
from fanal.journeys.forms import plans
from fanal.journeys.queries import journey as queries
from fanal.journeys.queries.counts import counted
from fanal.journeys.queries.dossier import journey_papers_of
from fanal.journeys.queries.group import group_sheet
from fanal.keys.requests import Request, acting
from fanal.sharing.queries.pages import partners_to_ask
from fanal.web.asking import WRONG, sent
from fanal.web.typing import Context


@require_GET
def reconciled(request: Request, journey_id: UUID) -> HttpResponse:
    journey = access.journey_for(request.user, journey_id)
    seen = queries.seen(journey, timezone.localtime())
    context = {
        "journey": journey,
        "counted": counted(seen),
        "elsewhere": queries.teams_elsewhere(journey, request.user),
        "red": seen.state.red,
        "columns": [column.label for column in CountColumn],
    }
    return render(request, "journeys/count.html", context)


@asked_again_to_send
def journey_papers(request: Request, journey_id: UUID, person_id: UUID) -> HttpResponse:
    """Show the papers on screen for us; on paper for one partner, only through the gate."""
    journey = access.worked_journey_for(request.user, journey_id)
    traveller = access.traveller_of(request.user, journey, person_id)
    form = plans.WhomForm(
        sent(request),
        partners=partners_to_ask(request.user),
        groups=partners_by_fit(traveller.case, request.user),
    )
    answers = form.cleaned_data if form.is_valid() else {}
    printed = journey_papers_of(
        traveller=traveller, user=request.user, ring=request.ring, **answers
    )
    dossiers.print_papers(made=printed, **acting(request))
    context = {"made": printed, "journey": journey, "form": form}
    return render(request, "journeys/papers.html", context, status=WRONG if form.errors else 200)


@asked_again_to_send
def group(request: Request, journey_id: UUID) -> HttpResponse:
    """Show one sheet for all who travel: first looked at, then printed; the gate is
    asked both times."""
    journey = access.worked_journey_for(request.user, journey_id)
    form = plans.WhomForm(sent(request), partners=partners_to_ask(request.user))
    context: Context = {"journey": journey, "form": form}
    if form.is_valid():
        sheet = group_sheet(
            journey=journey, user=request.user, now=timezone.localtime(), **form.cleaned_data
        )
        printed = "print" in request.POST
        receipt = dossiers.note_group(sheet=sheet, by=request.user, printed=printed)
        context |= {"sheet": sheet, "receipt": receipt}
    return render(request, "journeys/group.html", context, status=WRONG if form.errors else 200)
