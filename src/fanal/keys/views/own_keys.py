"""One's own pass-phrase and code; the team's key for a colleague."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fanal.accounts import limits, passphrase_attempts
from fanal.accounts.models import Team, User
from fanal.accounts.reauthentication import asked_again
from fanal.core.errors import BadInput
from fanal.core.roles import Role
from fanal.keys import access, key_pairs, queries, whereabouts_access
from fanal.keys.actions import onboarding
from fanal.keys.forms import ChangePassphraseForm
from fanal.keys.requests import Request, acting
from fanal.web.asking import WRONG, sent
from fanal.web.words import translated

RECOVER = "fanal setup recover --email {} --present A --present B"


@require_http_methods(["GET", "POST"])
def passphrase(request: Request) -> HttpResponse:
    """Change the pass-phrase; every other session of the person ends."""
    form = ChangePassphraseForm(sent(request), of=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            # Counted as at sign-in, or an open session would be a place to try out pass-phrases.
            with passphrase_attempts.one_try(request, request.user.email):
                onboarding.change_passphrase(request, **form.cleaned_data)
        except limits.TooMany as problem:
            form.add_error(None, passphrase_attempts.said(problem))
        # One sentence for every reason: which part was wrong helps whoever guesses.
        except BadInput:
            form.add_error("passphrase", _("This is not the right one."))
        else:
            messages.success(
                request, _("Your pass-phrase is changed. Other browsers are signed out.")
            )
            return redirect("accounts:account")
    status = WRONG if form.errors else 200
    return render(request, "keys/passphrase.html", {"form": form}, status=status)


@asked_again
@require_http_methods(["GET", "POST"])
def code(request: Request) -> HttpResponse:
    """A new recovery code, shown once; the old one is dead."""
    # Asked before it is made: the new code ends the old one.
    if request.method == "GET":
        return render(request, "keys/new_code.html")
    fresh = key_pairs.renew_code(user=request.user, private=request.ring.private)
    shown = {"code": fresh, "next": "accounts:account", "earlier": True}
    return render(request, "keys/code.html", shown)


@require_GET
def team(request: Request) -> HttpResponse:
    """The lead's page: who holds the team's key, who waits for it, who came back with new keys."""
    teams = access.teams_led_by(request.user)
    rows = [
        (team, [(person, _lacks(team, person.user, request.user)) for person in people])
        for team, people in queries.colleagues(teams)
    ]
    return render(request, "keys/team.html", {"teams": rows})


@require_GET
def sheets(request: Request) -> HttpResponse:
    """How two recovery sheets let this lead in. They are typed on the server alone: on a page the
    key that opens everything would pass through a browser."""
    # Refuses whoever leads no team.
    access.teams_led_by(request.user)
    return render(request, "keys/sheets.html", {"command": RECOVER.format(request.user.email)})


def _lacks(team: Team, colleague: User, reader: User) -> int:
    """Return of how many cases and journeys she leads without opening where people sleep."""
    # Only leads need it of every case; the reader does not give it to herself.
    leads = colleague.role == Role.TEAM_LEAD and colleague != reader
    if not leads:
        return 0
    given_away = whereabouts_access.missing_held_back(team, colleague, reader)
    return len(whereabouts_access.missing_grants(team, colleague, reader)) + len(given_away)


@asked_again
@require_POST
def admit(request: Request, team_id: UUID, user_id: UUID) -> HttpResponse:
    """Give a colleague the team's key, and again what had been granted to her lost keys; to a lead
    also where people sleep."""
    led = access.team_led_by(request.user, team_id)
    colleague = access.colleague_in(led, user_id)
    try:
        key_pairs.admit(team=led, user=colleague, **acting(request))
    # Her keys may not be made yet, or no longer be hers: said beside her name.
    except BadInput as mistake:
        messages.error(request, f"{colleague} {translated(mistake.why)}")
    else:
        # What was wrapped to her lost keys is wrapped anew, by name as it was.
        onboarding.grant_again(user=colleague, **acting(request))
        whereabouts_access.grant_to_lead(team=led, to=colleague, **acting(request))
        messages.success(request, _("She can open the team's cases now."))
    return redirect("keys:team")
