"""The page of whoever decides what leaves the organisation: what she needs, and nothing else."""

from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fanal.accounts.other_hands import AskedBy
from fanal.accounts.reauthentication import asked_again_to_send
from fanal.keys.requests import Request
from fanal.sharing import access
from fanal.sharing.actions import rules
from fanal.sharing.models import PartnerFile, Referral
from fanal.sharing.queries.deciding import DisclosureQuestion, of_file, of_override, of_referral
from fanal.sharing.queries.partner_files import writers_of
from fanal.web.asking import ask, sent
from fanal.web.idempotency import idempotent
from fanal.web.typing import Answers


@asked_again_to_send
@idempotent
def override_too(request: Request, override_id: UUID) -> HttpResponse:
    """Who asks to tell whom what, on which ground, and what stands against it; then yes or no."""
    row = access.override_for(request.user, override_id)

    def agree(_answers: Answers) -> str:
        rules.override_too(row=row, by=request.user)
        messages.success(request, _("Agreed. It may be told for 24 hours from now."))
        return reverse("web:decisions")

    return ask(
        request,
        Form(sent(request)),
        agree,
        template="sharing/override.html",
        asked=of_override(row, request.user),
        row=row,
        heading=_("Tell without her consent"),
        code=row.case.code_name,
    )


@require_GET
def referral(request: Request, referral_id: UUID) -> HttpResponse:
    """A referral, for whoever is asked to approve it and does not open the case."""
    row = access.approvable_referral_for(request.user, referral_id)
    if getattr(row, "opens", True):
        return redirect("sharing:referral", row.id)
    return _approval(request, of_referral(row, request.user), row, "sharing:approve", "referral")


@require_GET
def partner_file(request: Request, file_id: UUID) -> HttpResponse:
    """A two-country file with a partner, likewise."""
    row = access.approvable_file_for(request.user, file_id)
    if getattr(row, "opens", True):
        return redirect("sharing:partner_file", row.id)
    return _approval(
        request, of_file(row, request.user), row, "sharing:partner_approve", "partner_file"
    )


def _approval(
    request: Request, asked: DisclosureQuestion, row: Referral | PartnerFile, name: str, kind: str
) -> HttpResponse:
    context = {
        "asked": asked,
        "row": row,
        "kind": kind,
        "partner": row.partner,
        "code": row.person.code_name,
        "heading": row.partner.name,
        "address": reverse(name, args=[row.id]),
        # Of a shared file each who wrote a part of it, as the action has it.
        "writers": writers_of(row)
        if isinstance(row, PartnerFile)
        else [AskedBy(row.made_by, row.made_on)],
        "told": " ".join(access.told_in(row)) if isinstance(row, PartnerFile) else "",
    }
    return render(request, "sharing/approval.html", context)
