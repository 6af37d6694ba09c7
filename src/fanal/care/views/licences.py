"""Scales and their licences: which may be used, recording a licence, and confirming it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fanal.accounts.deciders import tell_who_decides
from fanal.accounts.requests import SignedInRequest
from fanal.care import access, forms
from fanal.care.actions import licences
from fanal.care.queries.licences import shown_scales
from fanal.core.care.scales import scales
from fanal.core.roles import Permission
from fanal.web.asking import ask, do, sent
from fanal.web.idempotency import idempotent, pressed
from fanal.web.lookup import found_or_404
from fanal.web.typing import Answers


@require_GET
def shells(request: SignedInRequest) -> HttpResponse:
    """Show which scales may be used, and by which licence."""
    access.must_see_licences(request.user)
    context = {
        "scales": shown_scales(timezone.localdate()),
        "records": request.user.may(Permission.WORK_HEALTH),
        "to_agree": set(access.licences_to_agree(request.user).values_list("id", flat=True)),
    }
    return render(request, "care/scales.html", context)


@idempotent
def licence(request: SignedInRequest, code: str) -> HttpResponse:
    """Write down a licence as its document says it; it holds once a director has confirmed it."""
    access.must_keep_care(request.user)
    shell = found_or_404(scales().get(code))
    form = forms.LicenceForm(sent(request))

    def save(_answers: Answers) -> None:
        row = licences.record_licence(shell=shell, by=request.user, **form.answers())
        tell_who_decides(request, "scale_licence", row.id)

    return ask(
        request,
        form,
        save,
        heading=_("Licence of {name}").format(name=shell.name),
        lead=_("No text of the scale is kept here, whatever the licence allows."),
        submit=_("Record"),
        done=reverse("care:scales"),
    )


@pressed
def agree(request: SignedInRequest, licence_id: UUID) -> HttpResponse:
    row = access.licence_to_agree_for(request.user, licence_id)
    return do(
        request,
        lambda: licences.agree_licence(licence=row, by=request.user),
        done=reverse("care:scales"),
    )


@pressed
def end(request: SignedInRequest, licence_id: UUID) -> HttpResponse:
    """End a licence: it is refused, or holds no longer."""
    row = access.licence_to_end_for(request.user, licence_id)
    return do(
        request,
        lambda: licences.end_licence(licence=row, by=request.user),
        done=reverse("care:scales"),
    )
