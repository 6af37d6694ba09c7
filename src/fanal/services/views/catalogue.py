"""The catalogue: what can be had where, who said so, and since when."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fanal.accounts.access import case_teams
from fanal.core.services.kinds import ServiceKind
from fanal.keys.requests import Request
from fanal.partners.access import partners_for
from fanal.services import access
from fanal.services.actions import offers
from fanal.services.forms import catalogue as catalogue_forms
from fanal.services.models import ServiceOffer
from fanal.services.queries.catalogue import catalogue, shown_offer
from fanal.services.queries.histories import giver_named
from fanal.web.asking import ask, do, sent, version_of
from fanal.web.idempotency import idempotent, pressed
from fanal.web.typing import Answers, Context

A_PAGE = 25


def listed(request: Request) -> HttpResponse:
    """The list, or what was asked of it."""
    access.must_keep_catalogue(request.user)
    form = catalogue_forms.FindOfferForm(sent(request))
    filters: Answers = form.cleaned_data if form.is_bound and form.is_valid() else {}
    kind = ServiceKind(filters["kind"]) if filters.get("kind") else None
    # Asked by POST: a place and a kind of help together in an address would stand in logs.
    offers_shown = catalogue(request.user, kind, filters.get("area"))
    number = request.POST.get("page") if form.is_bound else request.GET.get("page")
    page = Paginator(offers_shown, A_PAGE).get_page(number)
    context = {"form": form, "page": page, "asked": form.is_bound}
    return render(request, "services/catalogue.html", context)


@require_GET
def offer(request: Request, offer_id: UUID) -> HttpResponse:
    row = access.offer_for(request.user, offer_id)
    return render(request, "services/offer.html", {"one": shown_offer(row), "offer": row})


@idempotent
def new(request: Request) -> HttpResponse:
    access.must_keep_catalogue(request.user)
    # Not of employers: a job is no service that anybody gives.
    partners = partners_for(request.user).filter(merged_into=None).exclude(type="employer")
    givers = catalogue_forms.givers_of(case_teams(), partners)
    form = catalogue_forms.CatalogueForm(sent(request), offered={"giver": givers})

    def save(answers: Answers) -> str:
        partner, team = giver_named(answers["giver"], partners, case_teams())
        offer_made = offers.add_offer(
            partner=partner,
            team=team,
            area=answers["area"],
            answers=answers,
            by=request.user,
            confirmed_on=answers["confirmed_on"],
        )
        return _address(offer_made)

    words = {"heading": _("Add a service to the catalogue")}
    return _ask(request, form, save, words, reverse("services:catalogue"))


@idempotent
def change(request: Request, offer_id: UUID) -> HttpResponse:
    """What is known is filled in; who says so and when is asked anew."""
    row = access.offer_for(request.user, offer_id)
    # `said_by` is emptied, since who confirms the change is somebody new.
    proposed = dict(row.told) | {"area": row.area.name if row.area else "", "said_by": ""}
    form = catalogue_forms.CatalogueForm(sent(request), initial=proposed)

    def save(answers: Answers) -> str:
        offers.change_offer(
            offer=row,
            area=answers["area"],
            answers=answers,
            by=request.user,
            version=version_of(request),
            confirmed_on=answers["confirmed_on"],
        )
        return _address(row)

    words = {"heading": _("Change this service"), "record": row}
    return _ask(request, form, save, words, _address(row))


def _ask(
    request: Request, form: Form, save: Callable[[Answers], str], words: Context, back: str
) -> HttpResponse:
    return ask(request, form, save, back_url=back, **words)


@pressed
def confirm(request: Request, offer_id: UUID) -> HttpResponse:
    """Confirm an offer: somebody there said that it is still so."""
    row = access.offer_for(request.user, offer_id)

    return do(
        request,
        lambda: offers.confirm_offer(offer=row, by=request.user, version=version_of(request)),
        done=_address(row),
        message=_("Saved: still so today."),
    )


@idempotent
# Not deleted: services that began there still name it.
def end(request: Request, offer_id: UUID) -> HttpResponse:
    """End an offer, which is given no more."""
    row = access.offer_for(request.user, offer_id)
    form = catalogue_forms.NothingForm(sent(request))

    def save(_answers: Answers) -> str:
        offers.end_offer(offer=row, by=request.user, version=version_of(request))
        messages.success(request, _("Saved: it is no longer offered."))
        return reverse("services:catalogue")

    words = {
        "heading": _("It is no longer offered"),
        "submit": _("Take it out of the catalogue"),
        "record": row,
        "lead": _("Services that began there stay as they are."),
    }
    return _ask(request, form, save, words, _address(row))


def _address(row: ServiceOffer) -> str:
    return reverse("services:offer", args=[row.id])
