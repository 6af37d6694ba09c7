"""The directory, and a partner's page: what it may be asked where, and what not."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fanal.accounts.requests import SignedInRequest
from fanal.partners import access
from fanal.partners.actions import partners
from fanal.partners.forms import directory, records
from fanal.partners.party_checks import must_be_new
from fanal.partners.queries import pages
from fanal.partners.queries.capacity import as_answers, capacity_of
from fanal.partners.queries.directory import SIGNS, TRUST_SAYS, PartnerList, trust_in
from fanal.partners.queries.signals import signals_of, warnings_of
from fanal.web.asking import ask, sent, version_of
from fanal.web.idempotency import idempotent
from fanal.web.typing import Answers

A_PAGE = 25


def listed(request: SignedInRequest) -> HttpResponse:
    """The directory. A name is searched by POST and stands in no address; filters are codes."""
    access.must_work_here(request.user)
    # A name by POST: in an address it would stand in the history of the browser and in logs.
    sent_by = request.POST if request.method == "POST" else request.GET
    form = directory.FindPartnerForm(sent_by)
    found = PartnerList(request.user, form.asked(), timezone.localtime())
    page = Paginator(found.rows, A_PAGE).get_page(sent_by.get("page"))
    context = {"form": form, "page": page, "lines": found.lines(list(page))}
    return render(request, "partners/list.html", context)


@require_GET
def partner(request: SignedInRequest, partner_id: UUID) -> HttpResponse:
    found = access.partner_for(request.user, partner_id)
    now, areas = timezone.localtime(), pages.areas_of(found)
    # As this reader may know it: ties to colleagues are not for everybody.
    on_file = pages.world_for(request.user)
    trust = trust_in(on_file, str(found.id), now)
    shown = pages.findings_of(request.user, found, now, on_file)
    context = {
        "partner": found,
        "trust": (SIGNS[trust], TRUST_SAYS[trust]),
        "areas": areas,
        "glance": pages.at_a_glance(on_file, found, areas, now),
        "findings": shown,
        "asked_to_confirm": any(one.may_confirm for one in shown),
        # Calls that name it, as far as she may read them.
        "signals": signals_of(request.user, found),
        "warnings": warnings_of(request.user, found),
        "presences": found.presences.select_related("area"),
        "ties": pages.ties_of(request.user, found),
        "agreements": pages.agreements_of(found),
        "waiting": access.allowances_of(request.user, found),
        "can": capacity_of(found),
        "leads": access.leads(request.user),
    }
    return render(request, "partners/partner.html", context)


@idempotent
def new(request: SignedInRequest) -> HttpResponse:
    access.must_work_here(request.user)
    # What was taken over by another takes nobody in any more.
    bodies = access.partners_for(request.user).filter(merged_into=None)
    form = records.PartnerForm(sent(request), offered={"within": bodies})

    def act(data: Answers) -> str:
        if not data.pop("another"):
            must_be_new(name=data["name"], contact=data["contact"], by=request.user)
        # Its own page: until something is found about it nobody may ask it anything.
        return reverse("partners:partner", args=[partners.add_partner(by=request.user, **data).pk])

    back = reverse("partners:list")
    return ask(request, form, act, heading=_("New partner"), back_url=back)


@idempotent
def change(request: SignedInRequest, partner_id: UUID) -> HttpResponse:
    found = access.partner_for(request.user, partner_id)
    on_file = {name: getattr(found, name) for name in records.ChangePartnerForm.base_fields}
    form = records.ChangePartnerForm(sent(request), initial=on_file)
    return ask(
        request,
        form,
        lambda data: partners.change_partner(
            # The version of the page: two colleagues who learn something on one day do not
            # overwrite each other.
            partner=found,
            by=request.user,
            version=version_of(request),
            **data,
        ),
        done=reverse("partners:partner", args=[found.id]),
        heading=_("Change what is known"),
        record=found,
    )


@idempotent
def can(request: SignedInRequest, partner_id: UUID) -> HttpResponse:
    """What it offers and whom it takes, as somebody there said."""
    found = access.partner_for(request.user, partner_id)
    # As of today: whoever confirms it says so with the same form.
    known = as_answers(found) | {"said_on": timezone.localdate()}
    return ask(
        request,
        directory.CapacityForm(sent(request), initial=known),
        lambda data: partners.set_capacity(partner=found, by=request.user, **data),
        done=reverse("partners:partner", args=[found.id]),
        heading=_("What they can do"),
    )
