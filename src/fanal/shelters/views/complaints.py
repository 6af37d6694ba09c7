"""Complaints about a shelter: written by anybody who works there, read by none of them."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fanal.cases.complaints import must_read_complaints, whom_it_concerns
from fanal.core.shelters.timers import ShelterTimer
from fanal.keys.requests import Request, writing
from fanal.shelters import access, staff_access
from fanal.shelters.actions import complaints
from fanal.shelters.forms import book
from fanal.shelters.queries.complaints import due_of, shown_complaints
from fanal.web.asking import ask, sent
from fanal.web.idempotency import idempotent


@idempotent
def new(request: Request, shelter_id: UUID) -> HttpResponse:
    """Write down a complaint in her words, past the staff and past whom it concerns."""
    shelter = access.shelter_for(request.user, shelter_id)
    people = {
        str(colleague.pk): colleague for colleague in staff_access.who_may_be_concerned(shelter)
    }
    form = book.ComplaintForm(sent(request), offered={"concerns": people})

    return ask(
        request,
        form,
        lambda answers: complaints.complain(
            shelter=shelter,
            words=answers["words"],
            said_by=answers["said_by"],
            by=request.user,
            concerns=[people[key] for key in answers["concerns"]],
        ),
        heading=_("A complaint"),
        submit=_("Send"),
        code=shelter.name,
        lead=_(
            "Nobody who works in the shelter or leads its team reads it, nor anybody it concerns."
        ),
        done=reverse("shelters:shelter", args=[shelter.id]),
        message=_("Saved and sent. Whoever answers it reads it, and nobody whom it concerns."),
    )


@require_GET
def listed(request: Request) -> HttpResponse:
    must_read_complaints(request.user)
    context = {
        "complaints": shown_complaints(request.user, timezone.localdate()),
        "within": ShelterTimer.COMPLAINT_ANSWERED.sentence(),
    }
    return render(request, "shelters/complaints.html", context)


@idempotent
def complaint(request: Request, complaint_id: UUID) -> HttpResponse:
    """Show what she complains of; and what was done, once it was."""
    row = access.complaint_for(request.user, complaint_id)
    content = row.unseal(request.ring)
    access.opened(request.user, row.shelter)
    form = book.ComplaintAnswerForm(sent(request), initial={"words": content["answer"]})

    return ask(
        request,
        form,
        lambda answers: complaints.answer(
            complaint=row, words=answers["words"], **writing(request)
        ),
        template="shelters/complaint.html",
        heading=_("A complaint"),
        done=reverse("shelters:complaints"),
        message=_("Saved."),
        complaint=row,
        unsealed=content,
        concerns=whom_it_concerns(content).order_by("display_name", "id"),
        due=due_of(row),
        within=ShelterTimer.COMPLAINT_ANSWERED.sentence(),
        record=row,
    )
