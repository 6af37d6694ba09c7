"""A wave or an attempt, and what a lead decides when nobody reaches her."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from fanal.cases.models import Case
from fanal.core.casework.contact_evidence import SAID_WORD
from fanal.core.reintegration.abroad import PartnerAnswer
from fanal.core.reintegration.contact_waves import Wave
from fanal.keys.requests import Request, acting
from fanal.reintegration import access
from fanal.reintegration.actions import abroad, contacts
from fanal.reintegration.forms import records
from fanal.reintegration.forms.fields import answer
from fanal.reintegration.forms.plan import LeadChoiceForm, PlanContactForm
from fanal.reintegration.models import PlanRecordKind
from fanal.reintegration.queries.consents import (
    RuleInCase,
    may_be_followed_up_abroad,
    rules_in_cases,
)
from fanal.reintegration.queries.pages import PlanPage, plan_page
from fanal.reintegration.views.frame import asked, page_of
from fanal.sharing.models import Referral
from fanal.web.asking import do, sent
from fanal.web.days_in_words import date_here
from fanal.web.idempotency import idempotent, pressed
from fanal.web.typing import Answers


@idempotent
def contact(request: Request, person_id: UUID) -> HttpResponse:
    """Write down a contact. Her rules stand above the questions: how, when, and what is said."""
    plan = access.running_plan_for(request.user, person_id)
    access.opened(request.user, plan.person, ring=request.ring)
    page = plan_page(plan, request.ring)
    rules = rules_in_cases(plan.person, request.user, request.ring)
    form = PlanContactForm(sent(request), word=_word_agreed(page, rules))

    def save(_answers: Answers) -> None:
        answers = form.answers()
        heard = contacts.of_her_state(answers.result, answers.is_safe)
        case = access.case_of_her_state(request.user, plan.person) if heard else None
        contacts.record_contact(plan=plan, answers=answers, case=case, **acting(request))
        _say_where_it_stands(request, answers.is_safe if heard else None, case)

    return asked(
        request,
        plan.person,
        form,
        save,
        _("A contact with her"),
        template="reintegration/contact.html",
        page=page,
        case_rules=rules,
    )


def _word_agreed(page: PlanPage, rules: Iterable[RuleInCase]) -> bool:
    """Whether a word is agreed with her, by her plan or in a case of hers."""
    return any([page.rules.answers.get("code_word"), *(one.rule.code_word for one in rules)])


def _say_where_it_stands(request: Request, safe: bool | None, case: Case | None) -> None:
    """Say that a danger stands in her plan alone: nobody else reads of it there."""
    if safe is False and case is None:
        text = _("You work in no case of hers: take a call now, or nobody learns of the danger.")
        messages.warning(request, text)


@idempotent
def decide(request: Request, person_id: UUID) -> HttpResponse:
    """Let a lead decide after the last step."""
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


# A partner abroad makes an agreed contact for us, and what they report back.
SOON = timedelta(days=14)  # proposed where the day of the contact is near or over


@idempotent
def give(request: Request, person_id: UUID) -> HttpResponse:
    """Ask whom the gate let know of her to make the contact, by a day that is agreed with them."""
    plan = access.running_plan_for(request.user, person_id)
    access.opened(request.user, plan.person, ring=request.ring)
    page, today = plan_page(plan, request.ring), timezone.localdate()
    went = access.referrals_that_went(request.user, plan.person)
    form = records.ContactToGiveForm(
        sent(request),
        offered={"referral": _choices(went)},
        initial=_proposed(went, page.to_give, today),
    )

    def save(answers: Answers) -> None:
        by_id = {str(referral.id): referral for referral in went}
        abroad.give_to_partner(
            plan=plan,
            referral=by_id[answers["referral"]],
            report_by=answers["report_by"],
            words=answers["words"],
            **acting(request),
        )

    return asked(
        request,
        plan.person,
        form,
        save,
        _("A partner makes the next contact"),
        template="reintegration/give.html",
        page=page,
        case_rules=rules_in_cases(plan.person, request.user, request.ring),
        went=went,
        wave=page.to_give,
        agreed=may_be_followed_up_abroad(plan.person_id, today),
        case=access.case_to_write_in(request.user, plan.person),
    )


def _choices(went: list[Referral]) -> list[tuple[str, str]]:
    words = _("{partner}, asked on {day}")
    return [
        (
            str(referral.id),
            words.format(partner=referral.partner.name, day=date_here(referral.made_on)),
        )
        for referral in went
    ]


def _proposed(went: list[Referral], wave: Wave | None, today: date) -> Answers:
    """Return the one partner there is, and the day of the contact itself."""
    report_by = max(wave.day, today + SOON) if wave else today + SOON
    return {"report_by": report_by, "referral": str(went[0].id) if len(went) == 1 else ""}


@idempotent
def report(request: Request, person_id: UUID, record_id: UUID) -> HttpResponse:
    """Write down what a partner says as the contact: seen, not seen, refused, lost or died."""
    row = access.record_for(request.user, person_id, record_id, PlanRecordKind.GIVEN)
    plan = row.plan
    access.opened(request.user, plan.person, ring=request.ring)
    rules = rules_in_cases(plan.person, request.user, request.ring)
    agreed = _word_agreed(plan_page(plan, request.ring), rules)
    form = records.ReportForm(sent(request), word=agreed)

    def save(answers: Answers) -> None:
        said_word = answers.get(SAID_WORD, "")
        safe = contacts.by_word(answer(answers["safe"]), said_word)
        heard = contacts.of_her_state(PartnerAnswer(answers["answer"]).result, safe)
        case = access.case_of_her_state(request.user, plan.person) if heard else None
        abroad.report_of_partner(
            record=row,
            answer=answers["answer"],
            on=answers["on"],
            safe=safe,
            said_word=said_word,
            words=answers["words"],
            case=case,
            **acting(request),
        )
        _say_where_it_stands(request, safe if heard else None, case)

    name = row.referral.partner.name if row.referral else ""
    return asked(request, plan.person, form, save, _("The report of the partner"), lead=name)


@pressed
def take_back(request: Request, person_id: UUID, record_id: UUID) -> HttpResponse:
    row = access.record_for(request.user, person_id, record_id, PlanRecordKind.GIVEN)

    return do(
        request, lambda: abroad.take_back(record=row, by=request.user), done=page_of(person_id)
    )
