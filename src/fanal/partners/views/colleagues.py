"""Findings about our own people. Nobody learns here of one about oneself."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fanal.accounts.deciders import tell_who_decides
from fanal.accounts.requests import SignedInRequest
from fanal.partners import access
from fanal.partners.actions import findings
from fanal.partners.forms import records
from fanal.partners.queries import pages
from fanal.web.asking import ask, sent
from fanal.web.idempotency import idempotent
from fanal.web.typing import Answers


@require_GET
def listed(request: SignedInRequest) -> HttpResponse:
    access.must_work_here(request.user)
    found = pages.findings_about_colleagues(request.user, timezone.localtime())
    return render(request, "partners/colleagues.html", {"findings": found})


@idempotent
def new(request: SignedInRequest) -> HttpResponse:
    access.must_work_here(request.user)

    def act(data: Answers) -> None:
        data["precautions"] = data["precautions"].splitlines()
        made = findings.record_finding(by=request.user, closed=True, **data)
        tell_who_decides(request, "finding", made.id)

    return ask(
        request,
        records.ColleagueFindingForm(
            sent(request), offered={"colleague": pages.colleagues_of(request.user)}
        ),
        act,
        done=reverse("partners:colleagues"),
        heading=_("Finding about a colleague"),
        lead=_("Only leads, the director and you will know of it; the colleague never."),
    )
