"""Tonight's list on paper: who is where, for a night without network."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from fanal.accounts.reauthentication import asked_again
from fanal.audit import actions as audit
from fanal.intake.today import cannot_wait_by_team
from fanal.journeys import access
from fanal.journeys.queries.today.incoming import coming_to
from fanal.journeys.queries.tonight import board
from fanal.journeys.queries.tonight_hours import with_hours
from fanal.journeys.queries.warned import warned
from fanal.journeys.words import FILTERS
from fanal.keys.requests import Request

MOST_ON_PAPER = 300


@asked_again
@require_GET
def tonight(request: Request) -> HttpResponse:
    """Print the board as it stands, the most urgent first: code names, no telephone numbers."""
    access.must_see_board(request.user)
    now, which = timezone.localtime(), request.GET.get("show", "")
    seen = board(request.user, now)
    people = seen.shown_by(which)
    drawn = seen.drawn(people[:MOST_ON_PAPER])
    shown = with_hours(drawn, request.user, request.ring, now)
    audit.record(act="journey.board_printed", by=request.user, detail={"n": len(shown)})
    above = [*cannot_wait_by_team(request.user, now), *warned(request.user, now)]
    context = {
        "above": [*above, *coming_to(request.user, now)],
        "lines": shown,
        "left": max(0, len(people) - MOST_ON_PAPER),
        "which": FILTERS.get(which, FILTERS[""]),
        "printed_at": now,
    }
    return render(request, "journeys/board_paper.html", context)
