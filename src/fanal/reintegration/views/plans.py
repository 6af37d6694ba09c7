"""The plan of a person: what is next, and everything that was agreed and happened."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fanal.cases.forms.tasks import ColleagueForm
from fanal.core.reintegration.codes import StartKind
from fanal.core.reintegration.lost_to_follow_up import PlanStep
from fanal.funds.queries.pages import money_for
from fanal.journeys.queries.hooks import came_home, word_agreed
from fanal.keys.offered_colleagues import offered_colleagues
from fanal.keys.requests import Request, acting, writing
from fanal.keys.sealed import Content
from fanal.people.models import Person
from fanal.people.queries import all_files_of, files_of
from fanal.people.related_cases import codes_of_people
from fanal.reintegration import access
from fanal.reintegration.actions import ending, plans
from fanal.reintegration.actions.plans import ContactRules
from fanal.reintegration.forms import records
from fanal.reintegration.forms.plan import BeginForm, RulesForm, StartForm, rules_initial
from fanal.reintegration.queries.assessed_elsewhere import assessed_elsewhere
from fanal.reintegration.queries.consents import rules_in_cases
from fanal.reintegration.queries.facts import was_changed
from fanal.reintegration.queries.families import shown_assessments
from fanal.reintegration.queries.finished_parts import so_far
from fanal.reintegration.queries.lists import other_plans
from fanal.reintegration.queries.pages import plan_page, why_not_to_wait
from fanal.reintegration.queries.workers import who_may_ask
from fanal.reintegration.views.frame import asked, page_of, warnings_about
from fanal.web.asking import sent
from fanal.web.idempotency import idempotent
from fanal.web.typing import Answers


@require_GET
def person(request: Request, person_id: UUID) -> HttpResponse:
    """Show her plan; where there is none, the way to one."""
    who = access.person_for(request.user, person_id)
    plan, changed = access.plan_of(who), was_changed(who)
    if plan is None:
        context = {"person": who, "was_changed": changed}
        return render(request, "reintegration/none.html", context)
    access.opened(request.user, who, ring=request.ring)
    assessments, page = shown_assessments(who, request.ring), plan_page(plan, request.ring)
    asks = page.next.step is PlanStep.PARTNER
    context = {
        "person": who,
        "was_changed": changed,
        "page": page,
        "so_far": so_far(page),
        "not_to_wait": why_not_to_wait(page, request.user),
        "case_rules": rules_in_cases(who, request.user, request.ring),
        "assessments": assessments[:1],
        "elsewhere": assessed_elsewhere(who, request.user),
        "writes": plan.ended_on is None,
        "leads": access.leads(request.user, who),
        "look_again": [
            assessment for assessment in assessments if assessment.look_again(timezone.localdate())
        ],
        "state": codes_of_people([who.id]).get(who.id),
        "is_mine": plan.asked_by_id == request.user.pk,
        "decides": plan.asked_by_id is not None and plan in access.plans_to_end(request.user),
        "others": other_plans(plan, request.user),
        "warned_cases": warnings_about(request, who) if plan.ended_on is None else (),
        "case": access.case_to_write_in(request.user, who) if asks else None,
        "closed": access.case_to_open_again(request.user, who) if page.facts.in_danger else None,
        "money": money_for(files_of(who), request.user, request.ring, timezone.localdate()),
    }
    return render(request, "reintegration/plan.html", context)


@idempotent
def begin(request: Request, person_id: UUID) -> HttpResponse:
    who = access.person_for(request.user, person_id)
    plan = access.plan_of(who)
    if plan is not None and plan.ended_on is None:
        return redirect(page_of(who.id))
    form = BeginForm(sent(request), initial=_came_home(request, who))

    def save(answers: Answers) -> str:
        plans.begin(
            person=who,
            start=answers["start"],
            start_kind=answers["start_kind"],
            domains=answers["domains"],
            words=answers["words"],
            rules=ContactRules(),
            **acting(request),
        )
        return reverse("reintegration:rules", args=[who.id])

    return asked(
        request,
        who,
        form,
        save,
        _("A plan with her"),
        submit=_("Save, then how she is reached"),
        template="cases/question.html",
        warned_cases=warnings_about(request, who),
        lead=_(
            "It is hers, whatever cases she has: she is asked after 6, 12, 18, 24 and 36 months."
        ),
    )


def _came_home(request: Request, who: Person) -> Answers:
    """Proposed where a journey of hers says it."""
    day = came_home(all_files_of(who.id), request.user)
    return {"start_kind": StartKind.RETURNED.value, "start": day} if day else {}


@idempotent
def start(request: Request, person_id: UUID) -> HttpResponse:
    plan = access.running_plan_for(request.user, person_id)
    counted = {"start": plan.start, "start_kind": plan.coded["start"]}
    proposed = {} if plan.start else _came_home(request, plan.person)
    form = StartForm(sent(request), initial=counted | proposed)

    def save(answers: Answers) -> None:
        plans.set_start(
            plan=plan, start=answers["start"], start_kind=answers["start_kind"], by=request.user
        )

    return asked(request, plan.person, form, save, _("From which day do we count?"))


def _said_in_a_case(request: Request, person: Person, rules_kept: Content) -> Answers:
    """Return whom she named and her word, from her newest case, where the plan says nothing yet;
    the word of her last journey where no case has one."""
    if any(rules_kept.values()):
        return {}
    in_cases = rules_in_cases(person, request.user, request.ring)
    named, word = (
        (in_cases[0].rule.may_answer, in_cases[0].rule.code_word) if in_cases else ("", "")
    )
    word = word or word_agreed(all_files_of(person.id), request.user, request.ring)
    return {"safe_person": named, "code_word": word}


@idempotent
def rules(request: Request, person_id: UUID) -> HttpResponse:
    """Change how and when she may be reached. Two who change it at once see both texts."""
    plan = access.running_plan_for(request.user, person_id)
    access.opened(request.user, plan.person, ring=request.ring)
    rules_kept = plan.unseal(request.ring)["rules"]
    page = plan_page(plan, request.ring)
    anew = page.anew is not None and page.anew.rules  # agreed with a child: nothing is proposed
    proposed = (
        {}
        if anew
        else rules_initial(rules_kept) | _said_in_a_case(request, plan.person, rules_kept)
    )
    form = RulesForm(sent(request), initial=proposed)

    def save(_answers: Answers) -> None:
        plans.change_rules(plan=plan, rules=form.rules(), **writing(request))

    return asked(
        request,
        plan.person,
        form,
        save,
        _("How she may be reached"),
        record=plan,
        page=page,
        template="reintegration/contact.html" if anew else "web/question.html",
        lead=_(
            "She is an adult now: ask her again. Above is what was agreed when she was a child; "
            "it holds until this is saved."
        )
        if anew
        else "",
    )


# She turned 18: she is asked herself whether the plan goes on, then how she may be reached.
@idempotent
def as_adult(request: Request, person_id: UUID) -> HttpResponse:
    plan = access.running_plan_for(request.user, person_id)
    access.opened(request.user, plan.person, ring=request.ring)

    def save(answers: Answers) -> str:
        goes_on = answers["goes_on"] == "yes"
        ending.asked_as_adult(
            plan=plan,
            goes_on=goes_on,
            way=answers["way"],
            words=answers["words"],
            on=answers["on"],
            **acting(request),
        )
        return reverse("reintegration:rules", args=[person_id]) if goes_on else ""

    return asked(
        request,
        plan.person,
        records.AsAdultForm(sent(request)),
        save,
        _("Asked as an adult"),
        lead=_(
            "Ask her alone. If she says no, nobody contacts her any more. What was promised to "
            "her parents or guardian ends with this."
        ),
    )


# Giving a plan to the colleague who asks her from now on.
@idempotent
def give_plan(request: Request, person_id: UUID) -> HttpResponse:
    plan = access.running_plan_for(request.user, person_id)
    colleagues = {str(colleague.pk): colleague for colleague in who_may_ask(plan)}

    def save(answers: Answers) -> None:
        plans.give_plan(plan=plan, to=colleagues[answers["to"]], by=request.user)

    offered = offered_colleagues(colleagues.values(), request.user)
    form = ColleagueForm(sent(request), offered={"to": offered})
    return asked(request, plan.person, form, save, _("Who asks her how she is?"))
