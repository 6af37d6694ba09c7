"""Complaints about colleagues: anybody writes one down, and who answers it alone reads it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fanal.accounts.models import User
from fanal.cases.complaints import must_read_complaints, whom_it_concerns
from fanal.cases.models import Case
from fanal.colleagues import access, complaints, forms
from fanal.colleagues.queries import shown_complaints
from fanal.core.errors import BadInput
from fanal.core.words import say
from fanal.keys.offered_colleagues import offered_colleagues
from fanal.keys.requests import Request, acting, writing
from fanal.web.asking import ask, do, sent
from fanal.web.idempotency import idempotent, pressed


@idempotent
def new(request: Request) -> HttpResponse:
    """Take a complaint past whom it concerns, her team and its leads."""
    colleagues = access.colleagues_but(request.user)
    leads = offered_colleagues(access.leads_but(request.user), request.user)
    form = forms.ColleagueComplaintForm(
        sent(request), offered={"first": colleagues, "second": colleagues, "to": leads}
    )

    return ask(
        request,
        form,
        lambda answers: complaints.complain(
            concerns=form.concerns(),
            words=answers["words"],
            said_by=answers["said_by"],
            to=answers["to"],
            case=_case(request.user, answers["case"]),
            by=request.user,
        ),
        heading=_("A complaint about a colleague"),
        submit=_("Send"),
        lead=_(
            "Anybody may complain: somebody we help, a partner, one of us. It is not held "
            "against whoever writes it down."
        ),
        done=reverse("colleagues:incidents"),
        message=_("Saved and sent to whoever answers it."),
    )


def _case(user: User, code_name: str) -> Case | None:
    case = access.case_by_code(user, code_name) if code_name else None
    # A mistyped code name would leave the case open to the colleague it concerns.
    if code_name and case is None:
        raise BadInput("case", say("no case with this code name is open to you"))
    return case


@require_GET
def listed(request: Request) -> HttpResponse:
    must_read_complaints(request.user)
    shown = shown_complaints(request.user, timezone.localdate())
    return render(request, "colleagues/complaints.html", {"complaints": shown})


@idempotent
def complaint(request: Request, complaint_id: UUID) -> HttpResponse:
    """What is complained of; and what was done, once it was."""
    row = access.complaint_for(request.user, complaint_id)
    content = row.unseal(request.ring)
    form = forms.ColleagueAnswerForm(sent(request), initial={"words": content["answer"]})

    return ask(
        request,
        form,
        lambda answers: complaints.answer(
            complaint=row, words=answers["words"], **writing(request)
        ),
        template="colleagues/complaint.html",
        heading=_("A complaint about a colleague"),
        done=reverse("colleagues:complaints"),
        message=_("Saved."),
        complaint=row,
        kept=content,
        record=row,
        concerns=whom_it_concerns(content).order_by("display_name", "id"),
    )


@pressed
def close_case(request: Request, complaint_id: UUID) -> HttpResponse:
    """The case it comes from is closed to whom it concerns."""
    row = access.complaint_for(request.user, complaint_id)

    return do(
        request,
        lambda: complaints.close_case(complaint=row, **acting(request)),
        done=reverse("colleagues:complaint", args=[row.pk]),
        message=_("Closed to the colleague it concerns. Nothing there says why."),
    )
