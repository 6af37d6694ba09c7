"""Who follows a colleague on what was sealed to her by name, and how she hands it on."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.accounts.reauthentication import asked_again
from fanal.accounts.requests import SignedInRequest
from fanal.keys import by_name
from fanal.keys.requests import Request, acting
from fanal.organisation import access, forms
from fanal.organisation.actions import successions
from fanal.organisation.changes import SUCCESSION
from fanal.organisation.queries.sealed_by_name import proposed, under_way
from fanal.organisation.views.asking import ask_for
from fanal.web.asking import confirm, sent
from fanal.web.idempotency import idempotent


@asked_again
@idempotent
def name_successor(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    of = access.leaver_for(request.user, person_id)
    form = forms.SuccessorForm(sent(request), known=by_name.could_follow(of), proposed=proposed(of))
    return ask_for(
        request,
        SUCCESSION.code,
        of.pk,
        form,
        heading=_("Who follows {name}").format(name=of),
        lead=_("A director agrees. Neither you nor she reads anything by it."),
        done=reverse("accounts:person", args=[of.pk]),
        consequences=SUCCESSION.follows({}, {}),
    )


@asked_again
@idempotent
def hand_on(request: Request) -> HttpResponse:
    """By herself, before she leaves."""
    row = under_way(request.user.pk)
    if row is None:
        raise Http404

    def act() -> None:
        if successions.hand_on(**acting(request)):
            text = _(
                "Something opens to you alone still: {name} may not follow on it. Ask the "
                "administrator to name another colleague for it."
            )
            messages.warning(request, text.format(name=row.to))

    return confirm(
        request,
        act,
        heading=_("Hand on what only you can open"),
        lead=str(row.to),
        consequences=[
            _(
                "Complaints, incidents and registers that were sealed to you by name and that "
                "nobody else opens can be read by this colleague too."
            ),
            _("A complaint that could concern this colleague stays with you."),
        ],
        submit=_("Hand on to this colleague"),
        cancel_url=reverse("cases:today"),
    )
