"""The rules of a shelter, and its standards: for whoever leads its team."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.keys.requests import Request
from fanal.shelters import access
from fanal.shelters.actions import standards
from fanal.shelters.forms import places
from fanal.web.asking import ask, sent, version_of
from fanal.web.idempotency import idempotent
from fanal.web.typing import Answers


@idempotent
def rules(request: Request, shelter_id: UUID) -> HttpResponse:
    """The rules as they are explained. A change is a new version, of which each resident hears."""
    row = access.led_shelter_for(request.user, shelter_id)
    form = places.HouseRulesForm(sent(request), initial={"words": row.rules_text})
    back = reverse("shelters:keeping", args=[row.id])

    def save(answers: Answers) -> None:
        standards.write_rules(
            shelter=row, words=answers["words"], version=version_of(request), by=request.user
        )
        messages.success(request, _("Saved: version %(n)d.") % {"n": row.rules_version})

    return ask(
        request,
        form,
        save,
        heading=_("The house rules"),
        lead=_(
            "Changed words are a new version: it is explained anew to everybody who lives there."
        ),
        record=row,
        code=row.name,
        done=back,
    )


@idempotent
def check(request: Request, shelter_id: UUID) -> HttpResponse:
    """Who looked at the standards, when, against which, and what is open."""
    row = access.led_shelter_for(request.user, shelter_id)
    form = places.StandardsForm(sent(request))
    back = reverse("shelters:keeping", args=[row.id])

    def save(answers: Answers) -> None:
        standards.add_check(shelter=row, **answers, version=version_of(request), by=request.user)

    return ask(
        request,
        form,
        save,
        heading=_("Standards were looked at"),
        record=row,
        code=row.name,
        done=back,
    )
