"""Who may visit a resident, and who came."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.cases.forms.helpers import offer_helpers
from fanal.cases.queries.ask_whom import whom_to_ask_about
from fanal.cases.queries.helpers import VOLUNTEER, helpers_for
from fanal.keys.requests import Request, acting
from fanal.shelters import access, asking_access
from fanal.shelters.actions import visits
from fanal.shelters.forms import book
from fanal.shelters.models import BedRequest, ShelterStay
from fanal.shelters.queries.visitors import around_her, visitors_of
from fanal.web.asking import ask, do, sent
from fanal.web.idempotency import idempotent, pressed
from fanal.web.typing import Answers


@idempotent
def allow(request: Request, stay_id: UUID) -> HttpResponse:
    """Let somebody visit: asked of whoever works on the case, who knows whom she fears."""
    row = asking_access.worked_stay_for(request.user, stay_id)
    around = around_her(row, request.ring)
    named = {id: somebody.words for id, somebody in around.items() if somebody.name}
    form = book.VisitorForm(sent(request), offered={"who": named})
    helpers = helpers_for(row.case, request.user, request.ring, VOLUNTEER)
    offer_helpers(form.fields["name"], helpers)

    return ask(
        request,
        form,
        lambda answers: visits.allow_visitor(stay=row, **answers, **acting(request)),
        heading=_("Somebody who may visit"),
        submit=_("May visit"),
        code=row.person.code_name,
        done=_back_address(request, row),
        lead=_("The name is compared with those who must never learn where she is."),
    )


@idempotent
def compare(request: Request, visitor_id: UUID) -> HttpResponse:
    """Compare a name again: somebody has come to be feared since."""
    row = asking_access.visitor_for(request.user, visitor_id)
    content = row.try_unseal(request.ring) or {}
    form = book.CompareForm(sent(request))

    return ask(
        request,
        form,
        lambda answers: visits.compare_anew(visitor=row, **answers, **acting(request)),
        done=_back_address(request, row.stay),
        heading=_("May this visitor still come?"),
        submit=_("Compare again"),
        code=row.stay.person.code_name,
        back_url=_back_address(request, row.stay),
        lead=_(
            "The people she has to fear have changed since this name was compared: {name}."
        ).format(name=_visitor_words(content)),
    )


@pressed
def end(request: Request, visitor_id: UUID) -> HttpResponse:
    row = asking_access.visitor_for(request.user, visitor_id)

    return do(
        request,
        lambda: visits.end_visitor(visitor=row, by=request.user),
        done=_back_address(request, row.stay),
    )


@idempotent
def visit(request: Request, stay_id: UUID) -> HttpResponse:
    """Write down who stands at the door: on her list, or turned away."""
    row = access.running_stay_for(request.user, stay_id)
    known = {str(visitor.id): visitor for visitor in visitors_of(row)}
    named = [
        (id, _visitor_words(visitor.try_unseal(request.ring) or {}))
        for id, visitor in known.items()
    ]
    form = book.VisitForm(sent(request), visitors=named)

    def save(answers: Answers) -> None:
        visitor = known.get(answers["visitor"])
        visits.visit(
            stay=row, visitor=visitor, words=answers["words"], on=answers["on"], **acting(request)
        )
        if visitor is None:
            messages.warning(request, _("Saved: turned away. The lead has been told."))

    return ask(
        request,
        form,
        save,
        heading=_("Somebody came"),
        code=row.person.code_name,
        done=reverse("shelters:stay", args=[row.id]),
        lead=_("Nobody at the door is told whether she is here."),
        template="shelters/stay_question.html",
        ask_whom=whom_to_ask_about([row], request.user).get(row.id, ""),
    )


def _visitor_words(content: dict[str, str]) -> str:
    return " · ".join(filter(None, [content.get("name", ""), content.get("relation", "")]))


def _back_address(request: Request, stay: ShelterStay) -> str:
    """The stay for whoever works in the shelter; for who asked for the bed, the request."""
    if access.shelters_for(request.user).filter(id=stay.shelter_id).exists():
        return reverse("shelters:stay", args=[stay.id])
    return reverse("shelters:request", args=[BedRequest.objects.get(stay=stay).id])
