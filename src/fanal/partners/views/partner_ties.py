"""What binds a partner: ties, agreements, places, and being taken over by another."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.accounts.requests import SignedInRequest
from fanal.partners import access
from fanal.partners.actions import partners
from fanal.partners.forms import records
from fanal.partners.models import Agreement, Presence
from fanal.partners.queries import pages
from fanal.web.asking import ask, sent
from fanal.web.idempotency import idempotent


@idempotent
def tie(request: SignedInRequest, partner_id: UUID) -> HttpResponse:
    found = access.partner_for(request.user, partner_id)
    form = records.TieForm(
        sent(request),
        offered={
            # A tie tells both ways: who may tell whom decides what the gate lets out.
            "other": pages.others(request.user, found),
            "colleague": pages.colleagues_of(request.user),
        },
    )
    return ask(
        request,
        form,
        lambda data: partners.tie(one=found, by=request.user, **data),
        done=reverse("partners:partner", args=[found.id]),
        heading=_("Who may tell whom"),
        lead=found.name,
    )


@idempotent
def agreement(request: SignedInRequest, partner_id: UUID) -> HttpResponse:
    return _added(
        request, partner_id, records.AgreementForm, partners.add_agreement, _("New agreement")
    )


@idempotent
def presence(request: SignedInRequest, partner_id: UUID) -> HttpResponse:
    return _added(
        request, partner_id, records.PresenceForm, partners.add_presence, _("Where it is present")
    )


# Agreements and places are alike: something more, with a day, and nothing is replaced.
def _added(
    request: SignedInRequest,
    partner_id: UUID,
    form: type[records.AgreementForm | records.PresenceForm],
    add: Callable[..., Agreement | Presence],
    heading: str,
) -> HttpResponse:
    """Ask for something more on file about a partner."""
    found = access.partner_for(request.user, partner_id)
    return ask(
        request,
        form(sent(request)),
        lambda data: add(partner=found, by=request.user, **data),
        done=reverse("partners:partner", args=[found.id]),
        heading=heading,
        lead=found.name,
    )


@idempotent
def merge(request: SignedInRequest, partner_id: UUID) -> HttpResponse:
    found = access.partner_for(request.user, partner_id)
    # Being taken over moves all findings along.
    access.must_lead(request.user)
    return ask(
        request,
        records.MergeForm(sent(request), offered={"into": pages.others(request.user, found)}),
        lambda data: partners.merge(partner=found, by=request.user, **data),
        done=reverse("partners:partner", args=[found.id]),
        heading=_("Taken over by another"),
        lead=found.name,
        submit=_("Note that it was taken over"),
    )
