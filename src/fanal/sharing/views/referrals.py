"""Referrals and transfers: asked, previewed, approved, sent, answered, received, recalled."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from fanal.accounts.deciders import tell_who_decides
from fanal.accounts.reauthentication import asked_again
from fanal.cases.access import must_hold_cases, works_on
from fanal.core.errors import BadInput
from fanal.core.roles import Permission
from fanal.core.trust.referrals import ReferralState
from fanal.keys.requests import Request
from fanal.sharing import access, actions, forms
from fanal.sharing.models import Referral
from fanal.sharing.queries import pages, proposals
from fanal.sharing.queries.facts import classes_in
from fanal.sharing.queries.fitting_partners import by_fit
from fanal.sharing.queries.payloads import payload
from fanal.web.asking import ask, do, sent
from fanal.web.idempotency import idempotent
from fanal.web.typing import Answers
from fanal.web.words import translated


@require_GET
def listed(request: Request) -> HttpResponse:
    must_hold_cases(request.user)
    context = {
        "referrals": pages.referrals_for(request.user),
        "transfers": access.transfers_for(request.user),
        "sides": access.sides_for(request.user),
        "partner_files": pages.partner_files_for(request.user),
    }
    return render(request, "sharing/list.html", context)


@idempotent
def new(request: Request, case_id: UUID) -> HttpResponse:
    case = access.told_case_for(request.user, case_id)
    people, partners = pages.people_of(case), pages.partners_to_ask(request.user)
    missing: dict[str, bool] = {}

    def prepare(data: Answers) -> None:
        try:
            made = actions.draft(case=case, by=request.user, ring=request.ring, **data)
        except actions.NoConsent:
            missing["consent"] = works_on(request.user, case)
            raise
        if not access.may_disclose_referral(made, request.user).allowed:
            tell_who_decides(request, "referral", made.id)

    return ask(
        request,
        forms.ReferralForm(
            sent(request),
            people=people,
            partners=partners,
            by_fit=by_fit(case, request.user),
            initial=proposals.for_referral(case, request.GET),
        ),
        prepare,
        done=reverse("sharing:case", args=[case.id]),
        template="sharing/refer.html",
        case=case,
        missing=missing,
        heading=_("Refer to a partner"),
        submit=_("Prepare it"),
        code=case.code_name,
    )


@require_GET
def preview(request: Request, referral_id: UUID) -> HttpResponse:
    referral = access.referral_for(request.user, referral_id)
    classes = classes_in(referral.classes)
    answer = access.may_disclose_referral(referral, request.user)
    approved = pages.approved_by(referral, timezone.now())
    context = {
        "referral": referral,
        "lines": payload(
            referral.case,
            referral.person,
            classes,
            request.user,
            request.ring,
            timezone.localdate(),
        ),
        "sealed": referral.unseal(request.ring),
        "answer": answer,
        "over": referral.state == ReferralState.WITHDRAWN,
        "approved": approved,
        "others_send": request.user in approved
        and {ground.rule for ground in answer.gate.because} == {"approval"},
        "approves": request.user.may(Permission.APPROVE_DISCLOSURE)
        and request.user not in approved,
        "withdraws": access.may_withdraw(request.user, referral),
        "sent": referral.disclosures.select_related("by"),
        "answer_form": forms.AnswerForm(),
    }
    return render(request, "sharing/referral.html", context)


@asked_again
@require_POST
@idempotent
def approve(request: Request, referral_id: UUID) -> HttpResponse:
    referral = access.approvable_referral_for(request.user, referral_id)

    def approve_it() -> None:
        actions.approve_referral(referral=referral, by=request.user)
        messages.success(
            request, _("You approved this. Somebody else may send it within seven days.")
        )

    reads = access.knows_why(request.user, referral.case)
    page = reverse("sharing:referral", args=[referral.id]) if reads else reverse("web:decisions")
    return do(request, approve_it, done=page)


@idempotent
def withdraw(request: Request, referral_id: UUID) -> HttpResponse:
    referral = access.own_draft_for(request.user, referral_id)
    back = reverse("sharing:referral", args=[referral.id])
    return ask(
        request,
        forms.ReasonForm(sent(request)),
        lambda data: actions.withdraw(
            referral=referral, by=request.user, ring=request.ring, **data
        ),
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
        sent = actions.send(referral=referral, channel="bundle", by=request.user, ring=request.ring)
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
        sent = actions.send(referral=referral, channel="print", by=request.user, ring=request.ring)
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
        forms.AnswerForm(sent(request)),
        lambda data: actions.move(referral=referral, by=request.user, ring=request.ring, **data),
        done=reverse("sharing:referral", args=[referral.id]),
        heading=_("Their answer"),
        submit=_("Save"),
        code=referral.person.code_name,
    )


@idempotent
def receipt(request: Request, disclosure_id: UUID) -> HttpResponse:
    out = access.disclosure_for(request.user, disclosure_id)
    return ask(
        request,
        forms.ReceiptForm(sent(request)),
        lambda data: actions.note_receipt(disclosure=out, by=request.user, **data),
        done=reverse("sharing:case", args=[out.case_id]),
        heading=_("Receipt"),
        submit=_("Compare"),
    )


@require_POST
@idempotent
def recall_answered(request: Request, disclosure_id: UUID) -> HttpResponse:
    out = access.disclosure_for(request.user, disclosure_id)
    return do(
        request,
        lambda: actions.answer_recall(disclosure=out, by=request.user),
        done=reverse("sharing:case", args=[out.case_id]),
    )


def _refused(request: Request, referral: Referral, refusal: BadInput) -> HttpResponse:
    messages.error(request, translated(refusal.why))
    return redirect("sharing:referral", referral.id)
