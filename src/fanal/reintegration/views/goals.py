"""Her goals: agreed with her, and looked at by her and by us apart."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from fanal.keys.requests import Request, acting, writing
from fanal.reintegration import access
from fanal.reintegration.actions import goals
from fanal.reintegration.actions.goals import HERS, OURS
from fanal.reintegration.forms import records
from fanal.reintegration.forms.plan import GoalForm, GoalReviewForm, level_in_words
from fanal.reintegration.queries.case_answers import goal_to_take_over
from fanal.reintegration.queries.record_pages import ShownGoal
from fanal.reintegration.views.frame import asked, page_of
from fanal.web.asking import do, sent, version_of
from fanal.web.idempotency import idempotent, pressed
from fanal.web.typing import Answers, PageText


@idempotent
def new(request: Request, person_id: UUID) -> HttpResponse:
    plan = access.running_plan_for(request.user, person_id)
    said = goal_to_take_over(plan, request.user, request.ring)
    known = {"words": said.words, "domain": said.domain} if said else {}
    form = GoalForm(sent(request), initial=known)
    lead = _(
        "Agree with her what each level looks like. Only her goal and “as she hopes” must be said."
    )
    if said:
        known_from = _("The goal is from her case ({source}): ask her whether it still is hers.")
        lead = f"{lead} {known_from.format(source=said.source)}"

    def save(answers: Answers) -> None:
        goals.add_goal(plan=plan, domain=answers["domain"], texts=form.texts(), **acting(request))

    return asked(
        request,
        plan.person,
        form,
        save,
        _("One of her goals"),
        lead=lead,
    )


@idempotent
def change(request: Request, person_id: UUID, goal_id: UUID) -> HttpResponse:
    """Change a goal. Two who change it at once see both texts."""
    goal = access.goal_for(request.user, person_id, goal_id)
    access.opened(request.user, goal.plan.person, ring=request.ring)
    content = goal.unseal(request.ring)
    form = GoalForm(sent(request), initial=records.goal_initial(content))

    def save(answers: Answers) -> None:
        goals.change_goal(
            goal=goal, domain=answers["domain"], texts=form.texts(), **writing(request)
        )

    return asked(
        request,
        goal.plan.person,
        form,
        save,
        _("Change this goal"),
        record=goal,
        lead=_("Once somebody looked at it, the wording of before is kept with its day."),
    )


@idempotent
def hers(request: Request, person_id: UUID, goal_id: UUID) -> HttpResponse:
    return _review(request, person_id, goal_id, HERS, _("How far is it, by her word?"))


@idempotent
def ours(request: Request, person_id: UUID, goal_id: UUID) -> HttpResponse:
    return _review(request, person_id, goal_id, OURS, _("How far is it, by ours?"))


def _review(
    request: Request, person_id: UUID, goal_id: UUID, rater: str, heading: PageText
) -> HttpResponse:
    goal = access.goal_for(request.user, person_id, goal_id)
    access.opened(request.user, goal.plan.person, ring=request.ring)
    shown = ShownGoal(goal, goal.unseal(request.ring))
    levels = [(str(int(level)), level_in_words(level, meant)) for level, meant in shown.levels]
    form = GoalReviewForm(sent(request), offered={"level": levels})
    form.fields["level"].label = heading

    def save(answers: Answers) -> None:
        goals.review_goal(
            goal=goal,
            rater=rater,
            level=answers["level"],
            words=answers["words"],
            on=answers["on"],
            **acting(request),
        )

    return asked(request, goal.plan.person, form, save, heading, lead=shown.content["words"])


@pressed
def drop(request: Request, person_id: UUID, goal_id: UUID) -> HttpResponse:
    goal, version = access.goal_for(request.user, person_id, goal_id), version_of(request)

    return do(
        request,
        lambda: goals.drop_goal(goal=goal, version=version, **acting(request)),
        done=page_of(person_id),
    )
