"""Taking back one's own answer to a search, as a colleague of the team or of elsewhere."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.keys.requests import Request, acting
from fanal.matching import access, forms
from fanal.matching.actions import tracing
from fanal.matching.models import TracingAnswer
from fanal.people import access as people
from fanal.web.asking import ask, sent
from fanal.web.idempotency import idempotent


@idempotent
def take_back(request: Request, request_id: UUID, person_id: UUID) -> HttpResponse:
    """Take back one's own answer, on the page of the file that was found."""
    asked = access.request_for(request.user, request_id)
    person = access.found_for(request.user, asked, person_id)
    address = reverse("matching:finding", args=[asked.id, person.id])
    return _taken_back(request, access.own_answer_for(request.user, asked, person), address)


@idempotent
def unconfirm(request: Request, confirmer_id: UUID) -> HttpResponse:
    """Take back one's own answer, as the colleague of elsewhere who was asked."""
    people.must_hold_files(request.user)
    row = access.confirmation_for(request.user, confirmer_id)
    mine = access.own_answer_for(request.user, row.request, row.person)
    return _taken_back(request, mine, reverse("matching:confirm", args=[row.id]))


def _taken_back(request: Request, mine: TracingAnswer, there: str) -> HttpResponse:
    return ask(
        request,
        forms.TakeBackForm(sent(request)),
        lambda answers: tracing.take_back(answer=mine, **answers, **acting(request)),
        heading=_("Take back what you answered"),
        lead=_(
            "It no longer counts, and stays on record with the reason. You may answer again; "
            "nobody is told before there are two independent confirmations."
        ),
        code=mine.person.code_name,
        submit=_("Take it back"),
        done=there,
    )
