"""A journey that another team runs, for whoever works on the case of somebody who travels on it."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from fanal.absences.reachable import whoever_to_call
from fanal.journeys.models import Journey, Traveller
from fanal.journeys.queries import journey as queries
from fanal.journeys.queries.another_team import own_travellers
from fanal.journeys.queries.leads import leading_today
from fanal.keys.requests import Request


def of_another_team(request: Request, journey: Journey, hers: Iterable[Traveller]) -> HttpResponse:
    """Show where she is, when she arrives, who has her and whom to call: of the others nothing."""
    now = timezone.localtime()
    context = {
        "journey": journey,
        "people": own_travellers(queries.seen(journey, now), hers, request.user, now),
        "legs": queries.legs(journey),
        "to_call": whoever_to_call(leading_today(journey), journey.team, reader=request.user),
    }
    return render(request, "journeys/another_team.html", context)
