"""A plan ends by two people, who read what speaks against it."""

from collections.abc import Mapping
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from fanal.accounts.deciders import tell_who_decides
from fanal.cases.known_language import known_language
from fanal.cases.models import Case
from fanal.cases.queries.consent_answers import said_to
from fanal.cases.queries.people_around import PersonKnownToCase, people_around
from fanal.core.reintegration.closing import ClosingAnswers, speaks_against
from fanal.core.reintegration.codes import PlanEndReason
from fanal.keys.requests import Request, acting
from fanal.people.consent_ages import consent_ages
from fanal.reintegration import access
from fanal.reintegration.actions import ending
from fanal.reintegration.actions.ending import with_promises
from fanal.reintegration.forms import records
from fanal.reintegration.models import Plan
from fanal.reintegration.queries.consents import AFTER
from fanal.reintegration.queries.pages import plan_page
from fanal.reintegration.views.frame import asked, page_of
from fanal.web.asking import do, sent
from fanal.web.idempotency import idempotent, pressed
from fanal.web.typing import Answers


@idempotent
def ask_for_it(request: Request, person_id: UUID) -> HttpResponse:
    plan = access.running_plan_for(request.user, person_id)
    access.opened(request.user, plan.person, ring=request.ring)
    today = timezone.localdate()
    case = access.case_of_next_look(request.user, plan)
    around = people_around(case, request.ring) if case else {}
    form = _form(request, plan, case, around)

    def save(answers: Answers) -> None:
        ending.ask_to_end(
            plan=plan,
            why=answers["why"],
            answers=form.answers(),
            reasons=answers["reasons"],
            look=form.next_look(around),
            case=case,
            **acting(request),
        )
        tell_who_decides(request, "plan_end", plan.id)

    page = plan_page(plan, request.ring)
    missing = with_promises(
        plan, ClosingAnswers(her_words="–", who_goes_on=True, person_there=True, way_back=True)
    )
    return asked(
        request,
        plan.person,
        form,
        save,
        _("End this plan"),
        submit=_("Ask a second person"),
        template="reintegration/end.html",
        page=page,
        today=today,
        against=list(speaks_against(page.facts, PlanEndReason.BY_HER_WORD, missing)),
    )


def _form(
    request: Request, plan: Plan, case: Case | None, around: Mapping[str, PersonKnownToCase]
) -> records.EndForm:
    """Return the form, filled in with what she said before and her language; a child's carer is
    asked of a child alone."""
    today = timezone.localdate()
    her_words = said_to(AFTER, plan.person_id, today)
    return records.EndForm(
        sent(request),
        initial={
            "look": "yes" if her_words.allows else "",
            "language": known_language(case, request.user, request.ring, plan.person)
            if case
            else "",
        },
        child=consent_ages([plan.person_id], today)[plan.person_id].as_child,
        around=[(key, somebody.words) for key, somebody in around.items()],
        other_runs=access.others_that_run(plan).exists(),
    )


@pressed
def agree(request: Request, person_id: UUID) -> HttpResponse:
    plan = access.running_plan_for(request.user, person_id)
    access.plan_to_end(request.user, plan.id)
    return do(
        request, lambda: ending.agree_to_end(plan=plan, by=request.user), done=page_of(person_id)
    )


@pressed
def take_back(request: Request, person_id: UUID) -> HttpResponse:
    plan = access.running_plan_for(request.user, person_id)
    access.must_have_asked(request.user, plan)
    return do(
        request, lambda: ending.do_not_end(plan=plan, by=request.user), done=page_of(person_id)
    )
