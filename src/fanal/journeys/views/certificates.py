"""Certificates: kept with their fingerprint, and reissued by code."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.journeys import access, actions, forms
from fanal.partners.views.asking import ask
from fanal.sharing import access as sharing
from fanal.sharing.queries.pages import people_of
from fanal.web.once import once


@once
def keep(request: HttpRequest, case_id: UUID) -> HttpResponse:
    case = sharing.case_for(request.user, case_id)
    person = people_of(case).first()

    def act(data: dict[str, Any]) -> None:
        upload = data["file"]
        actions.keep_certificate(
            case=case, person=person, title=data["title"], name=upload.name,
            content=upload.read(), by=request.user, ring=request.ring,
        )  # fmt: skip

    return ask(
        request,
        forms.CertificateForm(request.POST or None, request.FILES or None),
        act,
        done=reverse("sharing:case", args=[case.id]),
        heading=_("Keep a certificate"),
        submit=_("Keep it"),
        code=case.code_name,
    )


def paper(request: HttpRequest, certificate_id: UUID) -> HttpResponse:
    """Her own paper, given to herself: a sheet that shows that the certificate existed."""
    found = access.certificate_for(request.user, certificate_id)
    if request.method == "POST":
        found = actions.reissue(certificate=found, by=request.user)
    return render(request, "journeys/certificate.html", {"certificate": found})
