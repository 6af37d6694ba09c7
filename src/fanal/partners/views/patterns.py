"""The register of what happened in whose hands."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fanal.accounts.requests import SignedInRequest
from fanal.partners import access
from fanal.partners.actions import patterns
from fanal.partners.forms import records
from fanal.partners.queries import pages
from fanal.web.asking import ask, sent
from fanal.web.idempotency import idempotent


@require_GET
def register(request: SignedInRequest) -> HttpResponse:
    access.must_work_here(request.user)
    found = pages.patterns_by_custodian(request.user)
    return render(request, "partners/patterns.html", {"found": found})


@idempotent
def new(request: SignedInRequest) -> HttpResponse:
    access.must_work_here(request.user)
    partners = access.partners_for(request.user).filter(merged_into=None)
    return ask(
        request,
        records.PatternForm(sent(request), offered={"partner": partners}),
        lambda data: patterns.note_pattern(by=request.user, **data),
        done=reverse("partners:patterns"),
        heading=_("Write down what happened"),
    )
