"""Findings and allowances."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.accounts.deciders import tell_who_decides
from fanal.accounts.requests import SignedInRequest
from fanal.partners import access
from fanal.partners.actions import findings
from fanal.partners.forms import records
from fanal.partners.models import TrustFinding
from fanal.web.asking import ask, do, sent
from fanal.web.idempotency import idempotent, pressed
from fanal.web.typing import Answers


@idempotent
def new(request: SignedInRequest, partner_id: UUID) -> HttpResponse:
    found = access.partner_for(request.user, partner_id)

    def act(data: Answers) -> None:
        # Danger is closed to all but leads unless whoever records it opens it.
        opened = data.pop("open")
        data["precautions"] = data["precautions"].splitlines()
        closed = False if opened else None
        # Suspicion stops at once; trust waits for the second person who is told below.
        made = findings.record_finding(about=found, by=request.user, closed=closed, **data)
        tell_who_decides(request, "finding", made.id)

    return ask(
        request,
        records.PartnerFindingForm(sent(request)),
        act,
        done=reverse("partners:partner", args=[found.id]),
        heading=_("New finding"),
        lead=found.name,
    )


@pressed
def confirm(request: SignedInRequest, finding_id: UUID) -> HttpResponse:
    found = access.finding_for(request.user, finding_id)
    return do(
        request, lambda: findings.confirm(finding=found, by=request.user), done=_page_of(found)
    )


@pressed
def withdraw(request: SignedInRequest, finding_id: UUID) -> HttpResponse:
    found = access.finding_for(request.user, finding_id)
    return do(
        request, lambda: findings.withdraw(finding=found, by=request.user), done=_page_of(found)
    )


@idempotent
def allow(request: SignedInRequest, partner_id: UUID) -> HttpResponse:
    found = access.partner_for(request.user, partner_id)
    # An exception to a finding about the whole body is a lead's decision, and another lead's.
    access.must_lead(request.user)

    def act(data: Answers) -> None:
        made = findings.allow(partner=found, by=request.user, **data)
        tell_who_decides(request, "allowance", made.id)

    return ask(
        request,
        records.AllowForm(sent(request)),
        act,
        done=reverse("partners:partner", args=[found.id]),
        heading=_("Allow this one by name"),
        lead=found.name,
        submit=_("Allow, if a second person does too"),
    )


@pressed
def allow_too(request: SignedInRequest, allowance_id: UUID) -> HttpResponse:
    found = access.allowance_for(request.user, allowance_id)
    return do(
        request,
        lambda: findings.allow_too(allowance=found, by=request.user),
        done=reverse("partners:partner", args=[found.partner_id]),
    )


def _page_of(finding: TrustFinding) -> str:
    # A finding about one of our own stands on a page of its own.
    if finding.about_id is None:
        return reverse("partners:colleagues")
    return reverse("partners:partner", args=[finding.about_id])
