"""What binds a partner: ties, agreements, and being taken over by another."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.partners import access, actions, forms
from fanal.partners.queries import pages
from fanal.web.asking import ask, sent
from fanal.web.once import once


@once
def tie(request: HttpRequest, partner_id: UUID) -> HttpResponse:
    found = access.partner_for(request.user, partner_id)
    form = forms.TieForm(
        sent(request),
        partners=pages.others(request.user, found),
        colleagues=pages.colleagues_of(request.user),
    )
    return ask(
        request,
        form,
        lambda data: actions.tie(one=found, by=request.user, **data),
        done=reverse("partners:partner", args=[found.id]),
        heading=_("Who may tell whom"),
        lead=found.name,
        submit=_("Save"),
    )


@once
def agreement(request: HttpRequest, partner_id: UUID) -> HttpResponse:
    found = access.partner_for(request.user, partner_id)
    return ask(
        request,
        forms.AgreementForm(sent(request)),
        lambda data: actions.add_agreement(partner=found, by=request.user, **data),
        done=reverse("partners:partner", args=[found.id]),
        heading=_("New agreement"),
        lead=found.name,
        submit=_("Save"),
    )


@once
def merge(request: HttpRequest, partner_id: UUID) -> HttpResponse:
    found = access.partner_for(request.user, partner_id)
    access.must_lead(request.user)
    return ask(
        request,
        forms.MergeForm(sent(request), partners=pages.others(request.user, found)),
        lambda data: actions.merge(partner=found, by=request.user, **data),
        done=reverse("partners:partner", args=[found.id]),
        heading=_("Taken over by another"),
        lead=found.name,
        submit=_("Note that it was taken over"),
    )
