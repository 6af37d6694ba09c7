"""The tasks of a case."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fanal.accounts.models import User
from fanal.accounts.other_hands import in_other_hands
from fanal.cases import access
from fanal.cases.actions.tasks import add_task, finish_task, reschedule_task, undo_task
from fanal.cases.forms import tasks
from fanal.cases.models import Case
from fanal.cases.queries.colleagues import colleagues_of, leads_of
from fanal.cases.views.case import address
from fanal.core.errors import Conflict
from fanal.keys.offered_colleagues import offered_colleagues
from fanal.keys.requests import Request
from fanal.web.asking import ask, do, sent, version_of
from fanal.web.conflicts import conflict_page
from fanal.web.idempotency import idempotent, pressed
from fanal.web.typing import Answers

# Tasks that are begun from another page, for a lead: what only leads do.
OF_A_LEAD = {
    "other_team": gettext_lazy("Hand the case over to another of our teams"),
    "two_countries": gettext_lazy("Propose a two-country file to another of our teams"),
}


def _colleagues(case: Case) -> dict[str, User]:
    return {str(user.pk): user for user in colleagues_of(case)}


@idempotent
def add(request: Request, case_id: UUID) -> HttpResponse:
    case = access.worked_case_for(request.user, case_id)
    people = _colleagues(case)

    def save(answers: Answers) -> None:
        answers["assignee"] = people[answers["assignee"]]
        add_task(case=case, by=request.user, **answers)

    offered = offered_colleagues(people.values(), request.user, teams=[case.team])
    initial = {"assignee": str(request.user.pk)}
    if what := OF_A_LEAD.get(request.GET.get("show", "")):
        initial |= _asked_of_a_lead(case) | {"title": str(what)}
    form = tasks.TaskForm(sent(request), offered={"assignee": offered}, initial=initial)
    return ask(
        request,
        form,
        save,
        heading=_("A new task"),
        code=case.code_name,
        done=address(case_id),
        # It stands two screens down on a telephone.
        message=_("Saved."),
    )


def _asked_of_a_lead(case: Case) -> dict[str, str]:
    """Return the lead of the team who is asked."""
    lead = leads_of(case).exclude(pk__in=in_other_hands()).first()
    return {"assignee": str(lead.pk)} if lead else {}


@idempotent
def reschedule(request: Request, case_id: UUID, task_id: UUID) -> HttpResponse:
    """Give a task another day or hour, or another colleague."""
    case = access.worked_case_for(request.user, case_id)
    task = access.task_for(case, task_id)
    people = _colleagues(case)
    offered = offered_colleagues(
        people.values(), request.user, teams=[case.team], still=task.assignee_id
    )

    def save(answers: Answers) -> None:
        answers["assignee"] = people[answers["assignee"]]
        reschedule_task(task=task, by=request.user, version=version_of(request), **answers)

    initial = {
        "assignee": str(task.assignee_id),
        "due": task.due,
        "hour": task.hour,
        "repeat": task.repeat or "",
        "reminder": task.timing.reminder or "",
    }
    return ask(
        request,
        tasks.RescheduleForm(sent(request), offered={"assignee": offered}, initial=initial),
        save,
        heading=task.heading,
        code=case.code_name,
        record=task,
        done=_back_to(request, case_id),
        message=_("Saved."),
    )


@pressed
def finish(request: Request, case_id: UUID, task_id: UUID) -> HttpResponse:
    """Finish a task; the list that comes after offers to take that back."""
    case = access.worked_case_for(request.user, case_id)
    task = access.task_for(case, task_id)
    try:
        finish_task(task=task, by=request.user, version=version_of(request))
    except Conflict as conflict:
        return conflict_page(request, conflict)
    back = _back_to(request, case_id)
    return redirect(back if back == address(case_id) else f"{back}?done={task.id}")


@pressed
def undo(request: Request, case_id: UUID, task_id: UUID) -> HttpResponse:
    """Take back that a task is done."""
    case = access.worked_case_for(request.user, case_id)
    task = access.task_for(case, task_id, done=True)
    back = _back_to(request, case_id)
    return do(
        request,
        lambda: undo_task(task=task, by=request.user, version=version_of(request)),
        done=back,
    )


def _back_to(request: Request, case_id: UUID) -> str:
    """Where the button was: the list of tasks, or the case."""
    # A word and no address: whatever stands in the form leads to one of two pages of ours.
    begun = request.POST.get("from") or request.GET.get("from")
    return reverse("cases:tasks") if begun == "tasks" else address(case_id)
