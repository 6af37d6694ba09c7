"""Keys that are being replaced: how far it is, going on with it, beginning it after a leak."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from fanal.accounts.reauthentication import asked_again
from fanal.keys.access import team_led_by
from fanal.keys.requests import Request, acting
from fanal.rotation import access, actions, batches, older_records, queries
from fanal.web.asking import confirm
from fanal.web.idempotency import idempotent

SECONDS = 5  # that one press takes at most, for each of the two parts
ENDED = 10  # that are shown


@require_GET
def listed(request: Request) -> HttpResponse:
    rows = [queries.state_of(rotation) for rotation in access.rotations_for(request.user)]
    led = access.teams_sealed_anew_by(request.user)
    ended = list(access.ended_for(request.user)[:ENDED])
    resting = queries.resting_in({one.team for one in ended if one.team}).exists()
    context = {"rows": rows, "ended": ended, "at_rest": resting, "teams": led}
    return render(request, "rotation/list.html", context)


@asked_again
@require_POST
def go_on(request: Request) -> HttpResponse:
    """What the server does, and, for a lead, what takes her keys: a few seconds of it."""
    access.rotations_for(request.user)
    done = batches.go_on(SECONDS)
    for team in access.teams_sealed_anew_by(request.user):
        done += older_records.seal_anew(team, seconds=SECONDS, **acting(request))
    if access.rotations_for(request.user).exists():
        messages.success(request, _("A part is done: press once more, or leave it to the timer."))
    else:
        messages.success(request, _("Everything is under the new keys."))
    return redirect("rotation:list")


@asked_again
@idempotent
def suspect_person(request: Request, person_id: UUID) -> HttpResponse:
    one = access.person_for(request.user, person_id)

    return confirm(
        request,
        lambda: actions.suspect_person(user=one, by=request.user),
        done=reverse("accounts:person", args=[one.pk]),
        message=_("Her keys open nothing any more. Now make a link for her."),
        heading=_("Her keys may be known to others"),
        lead=one.display_name,
        consequences=[
            _("Her sessions end, and her pass-phrase and second step are no longer valid."),
            _("The address of her calendar outside ends: she makes another one."),
            _("Her teams and what was granted to her get new keys; it takes some minutes."),
            _("She comes back by a link from you, with new keys, and a lead lets her in again."),
            _("What she was writing and did not save is gone."),
        ],
        submit=_("Replace her keys"),
        tone="danger",
        cancel_url=reverse("accounts:person", args=[one.pk]),
    )


@asked_again
@idempotent
def suspect_team(request: Request, team_id: UUID) -> HttpResponse:
    team = team_led_by(request.user, team_id)
    return confirm(
        request,
        lambda: actions.suspect_team_key(team=team, by=request.user),
        done=reverse("rotation:list"),
        heading=_("The key of the team may be known to others"),
        lead=team.name,
        consequences=[
            _("The team and all its files get new keys; everybody goes on working meanwhile."),
            _("What was written before is sealed anew: you press “Go on” until nothing is left."),
            _("It closes nobody out: if one colleague is suspected, an administrator does it."),
        ],
        submit=_("Replace the key of the team"),
        tone="danger",
        cancel_url=reverse("keys:team"),
    )
