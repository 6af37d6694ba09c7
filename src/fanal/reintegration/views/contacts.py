"""A wave or an attempt, and what a lead decides when nobody reaches her."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from fanal.core.reintegration.codes import ContactResult
from fanal.keys.requests import Request, acting
from fanal.reintegration import access
from fanal.reintegration.actions import contacts
from fanal.reintegration.forms.plan import LeadChoiceForm, PlanContactForm
from fanal.reintegration.queries.consents import rules_in_cases
from fanal.reintegration.queries.pages import plan_page
from fanal.reintegration.views.frame import asked
from fanal.web.asking import sent
from fanal.web.idempotency import idempotent
from fanal.web.typing import Answers


@idempotent
def contact(request: Request, person_id: UUID) -> HttpResponse:
    """Her rules stand above the questions: how, when, and what is said."""
    plan = access.running_plan_for(request.user, person_id)
    access.opened(request.user, plan.person)
    form = PlanContactForm(sent(request))

    def save(_answers: Answers) -> None:
        told = form.told()
        case = None
        if told.result == ContactResult.REACHED and told.safe is not None:
            case = access.case_to_write_in(request.user, plan.person)
        contacts.record_contact(plan=plan, told=told, case=case, **acting(request))

    return asked(
        request,
        plan.person,
        form,
        save,
        _("A contact with her"),
        template="reintegration/contact.html",
        page=plan_page(plan, request.ring),
        case_rules=rules_in_cases(plan.person, request.user, request.ring),
    )


@idempotent
def decide(request: Request, person_id: UUID) -> HttpResponse:
    """After the last step a lead decides."""
    plan = access.led_plan_for(request.user, person_id)
    form = LeadChoiceForm(sent(request))

    def save(answers: Answers) -> None:
        contacts.decide_as_lead(
            plan=plan, choice=answers["choice"], words=answers["words"], **acting(request)
        )

    return asked(
        request,
        plan.person,
        form,
        save,
        _("Nobody can reach her: what is done?"),
        lead=_("Whoever does not answer is out of contact, and no success."),
    )
