"""Referrals and transfers: asked, previewed, approved, sent, answered, received, recalled."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from fanal.accounts.other_hands import AskedBy
from fanal.accounts.reauthentication import asked_again
from fanal.cases.access import must_hold_cases
from fanal.core.errors import BadInput
from fanal.core.roles import Permission
from fanal.core.trust.referrals import ReferralState
from fanal.core.words import say
from fanal.keys.requests import Request, acting
from fanal.sharing import access
from fanal.sharing.actions import recalls, referrals, sending
from fanal.sharing.forms import records
from fanal.sharing.models import Referral
from fanal.sharing.queries import deciding, pages, sheets
from fanal.sharing.queries.lost_trust import MAY_ANSWER, THERE, fallen_referrals, has_fallen
from fanal.sharing.queries.two_countries import OTHER_SIDES
from fanal.web.asking import ask, do, sent
from fanal.web.idempotency import idempotent, pressed
from fanal.web.words import translated


@require_GET
def listed(request: Request) -> HttpResponse:
    must_hold_cases(request.user)
    context = {
        "referrals": pages.referrals_for(request.user),
        "fallen": fallen_referrals(request.user, timezone.localtime()),
        "transfers": access.as_they_were_made(access.transfers_for(request.user)),
        "sides": access.sides_for(request.user).prefetch_related(OTHER_SIDES),
        "partner_files": pages.partner_files_for(request.user),
    }
    return render(request, "sharing/list.html", context)


@require_GET
def preview(request: Request, referral_id: UUID) -> HttpResponse:
    referral = access.referral_for(request.user, referral_id)
    answer = access.may_disclose_referral(referral, request.user)
    approved = pages.approved_by(referral, timezone.now())
    lines = sheets.lines_of(referral, request.user, request.ring)
    sealed = referral.unseal(request.ring)
    context = {
        "referral": referral,
        "today": pages.to_be_seen_today(
            referral, sealed.get("service"), request.user, request.ring
        ),
        "lines": [(line, False) for line in lines],
        "seen": sheets.mark(lines, referral, request.user),
        "sealed": sealed,
        "answer": answer,
        "known": deciding.known_of_referral(referral, request.user),
        "waits": {ground.rule for ground in answer.because} == {"approval"},
        "over": referral.state == ReferralState.WITHDRAWN,
        "may_answer": referral.state in MAY_ANSWER,
        "is_there": referral.state in THERE,
        "fallen": has_fallen(referral, timezone.localtime()),
        "approved": approved,
        # Whoever approved it is no second person for a sending of her own.
        "others_send": request.user in approved
        and {ground.rule for ground in answer.gate.because} == {"approval"},
        "approves": request.user.may(Permission.APPROVE_DISCLOSURE)
        and request.user not in approved,
        "writers": [AskedBy(referral.made_by, referral.made_on)],
        "refuses": access.is_asked(access.referrals_to_approve, request.user, referral),
        "withdraws": access.may_withdraw(request.user, referral),
        "sent": referral.disclosures.select_related("by"),
        "answer_form": records.AnswerForm(),
    }
    return render(request, "sharing/referral.html", context)


@asked_again
@pressed
def approve(request: Request, referral_id: UUID) -> HttpResponse:
    referral = access.approvable_referral_for(request.user, referral_id)

    reads = access.knows_why(request.user, referral.case)
    page = reverse("sharing:referral", args=[referral.id]) if reads else reverse("web:decisions")
    return do(
        request,
        lambda: referrals.approve_referral(referral=referral, by=request.user),
        done=page,
        message=_("You approved this. Somebody else may send it within seven days."),
    )


@idempotent
def withdraw(request: Request, referral_id: UUID) -> HttpResponse:
    referral = access.own_draft_for(request.user, referral_id)
    back = reverse("sharing:referral", args=[referral.id])
    return ask(
        request,
        records.ReasonForm(sent(request)),
        lambda data: referrals.withdraw(referral=referral, **data, **acting(request)),
        done=back,
        heading=_("Withdraw this referral"),
        lead=_("It stays in the history with its reason, and asks nobody any more."),
        submit=_("Withdraw it"),
        code=referral.person.code_name,
    )


@asked_again
@require_POST
def bundle(request: Request, referral_id: UUID) -> HttpResponse:
    """The sealed bundle, as a file that the standard age program opens."""
    referral = access.referral_for(request.user, referral_id)
    try:
        # A download is not held by `@idempotent`: whoever takes it twice has sent it twice, and
        # both are written down.
        sent = _sent(request, referral, "bundle")
    except BadInput as refusal:
        return _refused(request, referral, refusal)
    response = HttpResponse(sent.bundle, content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{sent.disclosure.id}.age"'
    return response


@asked_again
@require_POST
def printed(request: Request, referral_id: UUID) -> HttpResponse:
    referral = access.referral_for(request.user, referral_id)
    try:
        sent = _sent(request, referral, "print")
    except BadInput as refusal:
        return _refused(request, referral, refusal)
    return render(
        request,
        "sharing/sheet.html",
        {"sent": sent, "up": reverse("sharing:referral", args=[referral.id])},
    )


@idempotent
def answered(request: Request, referral_id: UUID) -> HttpResponse:
    referral = access.referral_for(request.user, referral_id)
    return ask(
        request,
        records.AnswerForm(sent(request)),
        lambda data: referrals.move(referral=referral, **data, **acting(request)),
        done=reverse("sharing:referral", args=[referral.id]),
        heading=_("Write down their answer"),
        code=referral.person.code_name,
    )


@idempotent
def receipt(request: Request, disclosure_id: UUID) -> HttpResponse:
    out = access.disclosure_for(request.user, disclosure_id)
    return ask(
        request,
        records.ReceiptForm(sent(request)),
        lambda data: recalls.note_receipt(disclosure=out, by=request.user, **data),
        done=reverse("sharing:case", args=[out.case_id]),
        heading=_("Receipt"),
        submit=_("Compare"),
    )


@pressed
def recall_answered(request: Request, disclosure_id: UUID) -> HttpResponse:
    out = access.disclosure_for(request.user, disclosure_id)
    return do(
        request,
        lambda: recalls.answer_recall(disclosure=out, by=request.user),
        done=reverse("sharing:case", args=[out.case_id]),
    )


def _sent(request: Request, referral: Referral, channel: str) -> sending.Outgoing:
    """What goes out is what was read on the page before: raises `BadInput` where it is not."""
    lines = sheets.lines_of(referral, request.user, request.ring)
    seen = sheets.mark(lines, referral, request.user)
    if not constant_time_compare(request.POST.get("seen", ""), seen):
        raise BadInput("", say("What goes out has changed since you read it. Read it again."))
    return sending.send(referral=referral, channel=channel, **acting(request))


def _refused(request: Request, referral: Referral, refusal: BadInput) -> HttpResponse:
    messages.error(request, translated(refusal.why))
    return redirect("sharing:referral", referral.id)
