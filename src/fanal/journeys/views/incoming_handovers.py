"""A team of ours says whether those whom another gave to it are there, and reads what changed."""

from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fanal.absences.reachable import whom_to_call
from fanal.journeys import access
from fanal.journeys.actions import handovers, notices
from fanal.journeys.forms import events
from fanal.journeys.queries.awaited import confirmed_already, handed_over
from fanal.journeys.queries.today.journey_changes import (
    from_whom,
    of_whom,
    planned_for,
    what_changed,
)
from fanal.keys.requests import Request
from fanal.web.asking import ask, sent, version_of
from fanal.web.idempotency import idempotent
from fanal.web.typing import Answers


@idempotent
def notice(request: Request, notice_id: UUID) -> HttpResponse:
    """Show what has changed for the team of this user on a journey that it does not open."""
    row = access.notice_for(request.user, notice_id)

    return ask(
        request,
        Form(sent(request)),
        lambda data: notices.understand(notice=row, by=request.user, version=version_of(request)),
        done=reverse("cases:today"),
        template="journeys/notice.html",
        heading=what_changed(row),
        submit=_("Understood"),
        record=row,
        planned=planned_for(row, timezone.localtime()),
        whose=" ".join(filter(None, [from_whom(row.journey, request.user), of_whom(row)])),
    )


@idempotent
def arrived(request: Request, journey_id: UUID, handover: UUID) -> HttpResponse:
    """Ask, by number, whether people arrived: the journey stays closed to her, and
    with it the code names."""
    journey, custodian = access.handed_journey_for(request.user, journey_id, handover)
    handover_state = handed_over(journey, str(handover))
    n = len(handover_state.waits)
    if not n and request.method != "POST":
        messages.info(request, confirmed_already(handover_state.confirmed))
        return redirect("cases:today")

    def say_who_is_there(data: Answers) -> None:
        handovers.say_who_is_there(
            journey=journey,
            handover=str(handover),
            custodian=custodian,
            persons=handover_state.waits,
            count=data["count"],
            words=data["words"],
            at=data["at"],
            by=request.user,
        )
        messages.success(request, _("{team} reads what you said.").format(team=journey.team))

    title = ngettext(
        "{n} person was given to your team: is she there?",
        "{n} people were given to your team: are they there?",
        n,
    )
    return ask(
        request,
        events.ArrivedForm(sent(request), danger=bool(handover_state.in_danger)),
        say_who_is_there,
        done=reverse("cases:today"),
        template="journeys/arrived.html",
        heading=title.format(n=n),
        journey=journey,
        told=handover_state,
        call=whom_to_call(journey.lead, journey.team, reader=request.user),
    )
