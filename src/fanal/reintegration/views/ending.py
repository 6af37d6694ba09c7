"""A plan ends by two people, who read what speaks against it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fanal.cases.queries.said import said_to
from fanal.core.reintegration.closing import ClosingAnswers, speaks_against
from fanal.core.reintegration.codes import PlanEndReason
from fanal.keys.requests import Request
from fanal.reintegration import access, actions, forms
from fanal.reintegration.actions.ending import with_promises
from fanal.reintegration.queries.consents import AFTER
from fanal.reintegration.queries.pages import plan_page
from fanal.reintegration.views.frame import asked, page_of
from fanal.web.asking import do, sent
from fanal.web.idempotency import idempotent
from fanal.web.typing import Answers


@idempotent
def ask_for_it(request: Request, person_id: UUID) -> HttpResponse:
    plan = access.running_plan_for(request.user, person_id)
    access.opened(request.user, plan.person)
    known = said_to(AFTER, plan.person_id, timezone.localdate())
    form = forms.EndForm(sent(request), initial={"look": "yes"} if known.allows else None)

    def save(answers: Answers) -> None:
        actions.ask_to_end(
            plan=plan,
            why=answers["why"],
            told=form.told(),
            reasons=answers["reasons"],
            by=request.user,
            ring=request.ring,
            look=answers["look"],
            case=access.case_to_write_in(request.user, plan.person) if answers["look"] else None,
        )

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
        today=timezone.localdate(),
        against=list(speaks_against(page.facts, PlanEndReason.BY_HER_WORD, missing)),
    )


@require_POST
@idempotent
def agree(request: Request, person_id: UUID) -> HttpResponse:
    plan = access.running_plan_for(request.user, person_id)

    def act() -> None:
        actions.agree_to_end(plan=plan, by=request.user)

    return do(request, act, done=page_of(person_id))


@require_POST
@idempotent
def no(request: Request, person_id: UUID) -> HttpResponse:
    plan = access.running_plan_for(request.user, person_id)

    def act() -> None:
        actions.do_not_end(plan=plan, by=request.user)

    return do(request, act, done=page_of(person_id))
