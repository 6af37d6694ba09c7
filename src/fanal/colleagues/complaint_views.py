"""Complaints about colleagues: anybody writes one down, and who answers it alone reads it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from fanal.accounts.models import User
from fanal.cases.models import Case
from fanal.colleagues import access, complaints, forms
from fanal.colleagues.queries import shown_complaints
from fanal.core.errors import BadInput
from fanal.core.words import say
from fanal.keys.requests import Request
from fanal.web.asking import ask, do, sent, version_of
from fanal.web.idempotency import idempotent
from fanal.web.typing import Answers


@idempotent
def new(request: Request) -> HttpResponse:
    """Past whom it concerns, her team and its leads."""
    form = forms.ColleagueComplaintForm(
        sent(request),
        colleagues=access.colleagues_but(request.user),
        leads=access.leads_but(request.user),
    )

    def save(answers: Answers) -> None:
        complaints.complain(
            concerns=form.concerns(),
            words=answers["words"],
            said_by=answers["said_by"],
            to=answers["to"],
            case=_case(request.user, answers["case"]),
            by=request.user,
        )
        messages.success(request, _("Saved and sent to who answers it."))

    return ask(
        request,
        form,
        save,
        heading=_("A complaint about a colleague"),
        submit=_("Send"),
        lead=_(
            "Anybody may complain: somebody we help, a partner, one of us. It says nothing "
            "against who writes it down."
        ),
        done=reverse("colleagues:incidents"),
    )


def _case(user: User, code_name: str) -> Case | None:
    found = access.case_by_code(user, code_name) if code_name else None
    if code_name and found is None:
        raise BadInput("case", say("no case of this code name is open to you"))
    return found


@require_GET
def listed(request: Request) -> HttpResponse:
    access.must_read_complaints(request.user)
    shown = shown_complaints(request.user, timezone.localdate())
    return render(request, "colleagues/complaints.html", {"complaints": shown})


@idempotent
def complaint(request: Request, complaint_id: UUID) -> HttpResponse:
    """What is complained of; and what was done, once it was."""
    row = access.complaint_for(request.user, complaint_id)
    kept = row.unseal(request.ring)
    form = forms.ColleagueAnswerForm(sent(request), initial={"words": kept["answer"]})

    def save(answers: Answers) -> None:
        complaints.answer(
            complaint=row,
            words=answers["words"],
            version=version_of(request),
            by=request.user,
            ring=request.ring,
        )
        messages.success(request, _("Saved."))

    return ask(
        request,
        form,
        save,
        template="colleagues/complaint.html",
        heading=_("A complaint about a colleague"),
        done=reverse("colleagues:complaints"),
        complaint=row,
        kept=kept,
        record=row,
        concerns=User.objects.filter(pk__in=kept["concerns"]).order_by("display_name", "id"),
    )


@require_POST
@idempotent
def close_case(request: Request, complaint_id: UUID) -> HttpResponse:
    """The case it comes from is closed to whom it concerns."""
    row = access.complaint_for(request.user, complaint_id)

    def save() -> None:
        complaints.close_case(complaint=row, by=request.user, ring=request.ring)
        messages.success(request, _("Closed to whom it concerns. Nothing there says why."))

    return do(request, save, done=reverse("colleagues:complaint", args=[row.pk]))
