"""An erasure or a legal hold is asked for."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.accounts.deciders import tell_who_decides
from fanal.accounts.reauthentication import asked_again
from fanal.cases.access import led_case_for
from fanal.cases.models import Case
from fanal.core.casework.retention import ALWAYS, RegisterKind
from fanal.keys.requests import Request, acting
from fanal.people.models import Person
from fanal.retention import access
from fanal.retention.actions import erasing, holds, registers, review_journal
from fanal.retention.forms import ErasureForm, HoldForm
from fanal.retention.queries import deciding, offering, plans
from fanal.retention.queries.guarding import of_plan
from fanal.retention.queries.holding import holds_on
from fanal.retention.queries.pages import shown_guards
from fanal.web.asking import ask, do, sent
from fanal.web.idempotency import idempotent, pressed
from fanal.web.typing import Answers


# Erased for ever: the pass-phrase is asked once more, also for the asking.
@asked_again
@idempotent
def erase_person(request: Request, person_id: UUID) -> HttpResponse:
    person = access.led_person_for(request.user, person_id)
    back = reverse("people:person", args=[person.pk])
    return _erase(request, plans.of_person(person), person, back)


@asked_again
@idempotent
def erase_case(request: Request, case_id: UUID) -> HttpResponse:
    case = led_case_for(request.user, case_id)
    return _erase(request, plans.of_case(case), case, reverse("cases:case", args=[case.pk]))


def _erase(
    request: Request, plan: plans.ErasurePlan, what: Person | Case, back: str
) -> HttpResponse:
    """What goes and what stays, what speaks against it, and the question why."""
    offered = offering.offered(plan, request.user, request.ring)
    # In the journal: for this page records of shared cases are opened (ADR 7).
    access.read(request.user, offered, request.ring)
    found = of_plan(plan, request.ring)
    form = ErasureForm(sent(request), kept=bool(found), over="over" in request.GET, offered=offered)
    keeps, against = shown_guards(found, request.user, ALWAYS)
    # To say what speaks against it, births and hearings of all these cases were opened.
    review_journal.looked(by=request.user, cases=len(plan.cases))

    def save(answers: Answers) -> str:
        row = erasing.propose(
            plan=plan, ground=answers["ground"], chosen=answers.get("chosen", ()), **acting(request)
        )
        # The second of two (ADR 24).
        tell_who_decides(request, "erasure", row.pk)
        return reverse("retention:list")

    return ask(
        request,
        form,
        save,
        template="retention/erase.html",
        submit=_("Ask to erase it"),
        heading=_("Erase this file for ever"),
        what=what,
        goes=plans.what_goes(plan),
        # No ground outweighs the first: said before she is asked why.
        keeps=keeps,
        against=against,
        # Shown before she asks: each of these would refuse it at the end.
        asked=deciding.asked_by(asked) if (asked := deciding.asked_already(plan)) else None,
        holds=holds_on(plan.files, plan.of),
        back_url=back,
        cancel_url=back,
    )


@asked_again
@idempotent
def hold_person(request: Request, person_id: UUID) -> HttpResponse:
    person = access.led_person_for(request.user, person_id)
    return _hold(request, person, reverse("people:person", args=[person.pk]))


@asked_again
@idempotent
def hold_case(request: Request, case_id: UUID) -> HttpResponse:
    case = led_case_for(request.user, case_id)
    return _hold(request, case, reverse("cases:case", args=[case.pk]))


def _hold(request: Request, on: Person | Case, back: str) -> HttpResponse:
    form = HoldForm(sent(request))

    def save(answers: Answers) -> str:
        row = holds.hold(on=on, by=request.user, **answers)
        # At once, since a court may ask today; without a second person it ends after a week.
        messages.success(request, _("It holds from now on, for a week without a second person."))
        tell_who_decides(request, "hold", row.pk)
        return reverse("retention:list")

    return ask(
        request,
        form,
        save,
        heading=_("Put a legal hold on this"),
        submit=_("Put the hold on"),
        lead=_("Nothing of it is erased while it holds. A second person agrees."),
        code=on,
        back_url=back,
        cancel_url=back,
    )


@asked_again
@pressed
def erase_register(request: Request, shelter_id: UUID, kind: str) -> HttpResponse:
    """Ask a second person to agree that what is over of one register goes."""
    shelter = access.shelter_led_for(request.user, shelter_id)
    # The kind stands in the address.
    if kind not in set(RegisterKind):
        raise Http404

    def act() -> None:
        row = registers.propose_register(shelter=shelter, kind=RegisterKind(kind), by=request.user)
        tell_who_decides(request, "register_erasure", row.pk)

    return do(request, act, done=reverse("retention:over"))
