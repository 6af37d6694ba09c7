"""The keyed index of names: what it is and tells, who decided it, and making it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from fanal.accounts.deciders import tell_who_decides
from fanal.accounts.models import User
from fanal.accounts.reauthentication import asked_again
from fanal.core.errors import Refused
from fanal.keys.requests import Request
from fanal.people import access, actions, forms
from fanal.people import keyed_index as index
from fanal.people.models import SearchRow
from fanal.web.asking import ask, sent
from fanal.web.idempotency import idempotent
from fanal.web.typing import Answers, Context
from fanal.web.words import translated


@idempotent
def name_index(request: Request) -> HttpResponse:
    """What holds, what waits for a second person, and the teams; whoever decides asks here."""
    access.must_see_index(request.user)
    decides = access.decides_index(request.user)

    def save(told: Answers) -> str:
        access.must_decide_index(request.user)
        asked = actions.ask_for_name_index(above=told["above"], by=request.user)
        tell_who_decides(request, "name_index", UUID(int=asked.number))
        return request.path

    waiting = index.waiting()
    mine = waiting is not None and waiting.asked_by.role == request.user.role
    return ask(
        request,
        forms.IndexForm(sent(request), initial={"above": index.ABOVE}),
        save,
        template="people/name_index.html",
        held=index.decision(),
        waiting=waiting,
        mine=mine,
        decides=decides,
        teams=_teams(request.user),
        submit=_("Ask for it"),
    )


def _teams(user: User) -> list[Context]:
    """Each team of this person with its people, how many of them are in the index, and whether it
    is to keep one. Whom she is kept from is in no number."""
    held = index.decision()
    rows = SearchRow.objects.filter(team__in=access.teams_of(user))
    rows = rows.exclude(person__in=access.kept_out_of(user)).order_by("team")
    counts = rows.values("team").annotate(n=Count("id"), done=Count("id", filter=Q(indexed=True)))
    by_team = {one["team"]: (one["n"], one["done"]) for one in counts}
    found = []
    for team in access.teams_of(user):
        people, done = by_team.get(team.pk, (0, 0))
        large = bool(held and held.on and people > held.above)
        found.append({"team": team, "people": people, "done": done, "large": large})
    return found


@require_POST
@idempotent
def agree_index(request: Request) -> HttpResponse:
    access.must_decide_index(request.user)
    return _done(request, lambda: actions.agree_to_name_index(by=request.user))


@asked_again
@require_POST
@idempotent
def end_index(request: Request) -> HttpResponse:
    access.must_decide_index(request.user)
    return _done(request, lambda: actions.end_name_index(by=request.user))


@require_POST
def make_index(request: Request, team_id: UUID) -> HttpResponse:
    """The next ten thousand people of a team. FormData twice it goes on where it was."""
    access.must_search(request.user)
    team = access.team_of(request.user, team_id)

    def more() -> None:
        done = actions.index_more(team=team, by=request.user, ring=request.ring)
        said = ngettext("{n} person was read.", "{n} people were read.", done)
        messages.success(request, said.format(n=done))

    return _done(request, more)


def _done(request: Request, do: Callable[[], object]) -> HttpResponse:
    try:
        do()
    except Refused as refusal:
        for reason in refusal.reasons:
            messages.error(request, translated(reason))
    return redirect("people:name_index")
