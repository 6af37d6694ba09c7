"""Areas: listed and added. What closes or replaces one is asked for (`fanal.organisation`)."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fanal.accounts.requests import SignedInRequest
from fanal.partners import access, starting_set
from fanal.partners.actions import areas
from fanal.partners.forms import adding_areas
from fanal.partners.queries import pages
from fanal.partners.queries.overlapping_areas import hand_made_in
from fanal.web.asking import ask, sent
from fanal.web.codes import COUNTRIES
from fanal.web.idempotency import idempotent


@require_GET
def listed(request: SignedInRequest) -> HttpResponse:
    works = access.reads_areas(request.user)
    # Opened at the country in which she works.
    begin = starting_set.where_to_begin(request.user)
    listed = begin or starting_set.countries()[0].code
    context = {"areas": pages.all_areas(), "begin": begin, "listed": listed, "works": works}
    return render(request, "partners/areas.html", context)


@idempotent
def new(request: SignedInRequest) -> HttpResponse:
    access.must_work_here(request.user)
    return ask(
        request,
        adding_areas.AreaForm(sent(request), country=request.user.office.country),
        lambda data: areas.add_area(by=request.user, **data),
        done=reverse("partners:areas"),
        heading=_("New area"),
    )


@idempotent
def starting(request: SignedInRequest, country: str) -> HttpResponse:
    """What of the starting set is not on file yet, of one country at a time."""
    access.must_work_here(request.user)
    listed = {one.code: one for one in starting_set.countries()}
    # Countries of the starting set alone.
    if country not in listed:
        raise Http404
    back = reverse("partners:areas")
    known = {
        one.code: adding_areas.starting_area_name(one) for one in starting_set.offered(country)
    }
    # Asked beside: danger of an area that somebody added by hand has to reach the ground it lies
    # on.
    form = adding_areas.StartingAreasForm(
        sent(request), offered=known, hand_made=hand_made_in(country)
    )
    return ask(
        request,
        form,
        lambda data: areas.add_starting_areas(by=request.user, **data),
        done=back,
        template="partners/starting.html",
        heading=_("Areas to choose from: {country}").format(country=COUNTRIES.name(country)),
        submit=_("Add these"),
        countries=[(code, COUNTRIES.name(code), code == country) for code in listed],
    )


@require_GET
def asked_elsewhere(request: SignedInRequest, area_id: UUID) -> HttpResponse:
    """The address from before two people closed or replaced an area: bookmarks go on opening."""
    return redirect("organisation:reform", access.area_for(request.user, area_id).id)
