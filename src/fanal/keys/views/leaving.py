"""Taking somebody out of a team: the administrator's page, and the second person's two buttons."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.accounts import access
from fanal.accounts.actions import offboarding as accounts
from fanal.accounts.models import Membership, User
from fanal.accounts.reauthentication import asked_again
from fanal.core.errors import Refused
from fanal.keys.actions import offboarding
from fanal.keys.requests import Request
from fanal.web.asking import ask, do, sent
from fanal.web.idempotency import idempotent, pressed
from fanal.web.typing import Answers


@asked_again
@idempotent
def leave(request: Request, person_id: UUID, team_id: UUID) -> HttpResponse:
    row = access.membership_for(request.user, person_id, team_id)
    back = reverse("accounts:person", args=[row.user_id])

    def save(_answers: Answers) -> str:
        messages.success(request, _asked(row, request.user))
        return back

    return ask(
        request,
        forms.Form(sent(request)),
        save,
        template="web/confirm.html",
        heading=_("Take her out of the team {team}").format(team=row.team),
        lead=row.user.display_name,
        # Also what cannot be undone: that she has read it.
        consequences=[
            _("She can no longer open anything of the team, even what was granted to her by name."),
            _("Nobody is responsible for what she worked on: the lists of the team say so."),
            _("The team and its files get new keys: what she may have kept opens nothing new."),
            _("What she has read cannot be taken back."),
            _("If she has to be out at once, end her account: that waits for nobody."),
        ],
        submit=_("Take her out"),
        tone="danger",
        cancel_url=back,
    )


@asked_again
@pressed
def agree(request: Request, leaving_id: UUID) -> HttpResponse:
    row = access.one_leaving_for(request.user, leaving_id)
    return _decide(request, lambda: offboarding.take_out(leaving=row, by=request.user))


def _asked(row: Membership, by: User) -> str:
    """Ask for it, and do it where nobody else decides. What is to be said of it."""
    # Before it is asked for: something of the team would open to nobody.
    if why := offboarding.stands_against(row.user, row.team):
        raise Refused(why)
    asked = accounts.ask(user=row.user, team=row.team, by=by)
    # Where nobody decides on it, nothing waits.
    if not accounts.waits(asked):
        offboarding.take_out(leaving=asked, by=by)
        return _("She is out of the team.")
    if able := ", ".join(map(str, accounts.who_may_agree(asked))):
        return _("It waits until a second person agrees: {names}.").format(names=able)
    # The way out is said: ending an account waits for nobody.
    return _("Nobody is left who can agree. If she has to be out, end her account.")


def _decide(request: Request, act: Callable[[], None]) -> HttpResponse:
    return do(request, act, done=reverse("accounts:invitations"))
