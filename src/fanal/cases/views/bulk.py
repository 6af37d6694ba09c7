"""What is done with several cases that were ticked in the list. Their ids stand in the address."""

from dataclasses import replace
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from fanal.accounts.models import Team, User
from fanal.cases import list_access
from fanal.cases.actions import bulk
from fanal.cases.actions import tasks as tasks_actions
from fanal.cases.forms import lists
from fanal.cases.forms.tasks import TaskForm
from fanal.cases.models import Case
from fanal.cases.queries.case_warnings import warnings_in
from fanal.cases.queries.list_rows import colleagues_for, open_tasks_of, rows_for, states_in
from fanal.cases.views.case import place_to_pass_on
from fanal.keys.offered_colleagues import offered_colleagues
from fanal.keys.requests import Request, acting
from fanal.web.asking import ask, sent
from fanal.web.idempotency import idempotent
from fanal.web.typing import Answers
from fanal.web.words import labelled

MOST_NAMED = 10


@idempotent
def hand_over(request: Request) -> HttpResponse:
    """Give them to one colleague: one form, one reason, each case in the journal."""
    if (cases := _cases(request)) is None:
        return _nothing_ticked(request)
    return _given(request, cases, reverse("cases:list"))


@idempotent
def hand_over_all(request: Request, team_id: UUID, user_id: UUID) -> HttpResponse:
    """All that a colleague works on in a team, by its lead: for leave, another office, the end."""
    cases, left = list_access.open_cases_of(request.user, team_id, user_id)
    back = reverse("keys:team")
    if not cases:
        messages.info(request, _("This colleague has no open case in the team."))
        return HttpResponseRedirect(back)
    return _given(request, cases, back, but=user_id, left=left)


def _all_of(case: Case) -> str:
    return _("Hand over all cases of {who}").format(who=case.assignee)


def _given(
    request: Request, cases: list[Case], back: str, but: UUID | None = None, left: int = 0
) -> HttpResponse:
    """Hand cases to a colleague. `left`: so many more stay with this one, until it is done once
    more."""
    people = _colleagues(cases)
    others = [colleague for key, colleague in people.items() if key != str(but)]
    offered = offered_colleagues(others, request.user, teams=_teams(cases))
    states = states_in(cases)

    def give(answers: Answers) -> str:
        to = people[answers["to"]]
        bulk.hand_over(
            cases=cases,
            to=to,
            reason=answers["reason"],
            place=answers.get("place", False),
            **acting(request),
        )
        done = _("Given to {who}: {cases}.").format(who=to, cases=_named(cases))
        messages.success(request, done)
        return request.path if left else back

    place, lead = place_to_pass_on(request, cases)
    danger = any(code.counts_as_danger for _case, code in states)
    asked = lists.InDangerReadForm if danger else lists.HandOverForm
    return ask(
        request,
        asked(sent(request), place=place, offered={"to": offered}),
        give,
        template="cases/chosen.html",
        heading=_all_of(cases[0]) if but else _("Hand over to a colleague"),
        submit=_("Hand them over"),
        states=states,
        # Looked for once the page is drawn: not when they are given.
        warned_cases=SimpleLazyObject(partial(warnings_in, cases, request.user, request.ring)),
        lead=" ".join(filter(None, [_stay_with_her(left) if left else "", lead])),
        back_url=back,
    )


def _stay_with_her(left: int) -> str:
    return ngettext(
        "%(n)s more case is not among them: it comes once these are handed over.",
        "%(n)s more cases are not among them: they come once these are handed over.",
        left,
    ) % {"n": number_format(left)}


@idempotent
def add_tasks(request: Request) -> HttpResponse:
    """The same task in each."""
    if (cases := _cases(request)) is None:
        return _nothing_ticked(request)
    people = _colleagues(cases)
    offered = offered_colleagues(people.values(), request.user, teams=_teams(cases))
    each = {"each": _("Whoever works on each case")}

    def save(answers: Answers) -> str:
        answers["assignee"] = people.get(answers["assignee"])
        bulk.add_task_to_each(cases=cases, by=request.user, **answers)
        done = _("“{task}” was added to: {cases}.")
        done = done.format(task=answers["title"], cases=_named(cases))
        messages.success(request, done)
        return reverse("cases:list")

    return ask(
        request,
        TaskForm(
            sent(request),
            offered={"assignee": replace(offered, names={**each, **offered.names})},
        ),
        save,
        template="cases/chosen.html",
        heading=_("Add a task to each"),
        states=states_in(cases),
        back_url=reverse("cases:list"),
    )


@idempotent
def finish_tasks(request: Request) -> HttpResponse:
    """Ask which of their open tasks are done."""
    if (cases := _cases(request)) is None:
        return _nothing_ticked(request)
    tasks = open_tasks_of(cases)

    def finish(answers: Answers) -> str:
        done = [tasks[key] for key in answers["tasks"]]
        tasks_actions.finish_tasks(tasks=done, by=request.user)
        if done:
            what = "; ".join(named[key] for key in answers["tasks"][:MOST_NAMED])
            says = _("Done: {what}.").format(what=_and_more(what, len(done)))
            messages.success(request, says)
        return reverse("cases:list")

    named = {key: labelled(task.case.code_name, task.heading) for key, task in tasks.items()}
    form = lists.DoneTasksForm(sent(request), offered={"tasks": named})
    return ask(
        request,
        form,
        finish,
        template="cases/chosen.html",
        heading=_("Close tasks"),
        submit=_("They are done"),
        states=states_in(cases),
        back_url=reverse("cases:list"),
    )


@require_GET
def print_chosen(request: Request) -> HttpResponse:
    """The cases that were ticked as a list on paper, each with the way to its own prints."""
    if (cases := _cases(request)) is None:
        return _nothing_ticked(request)
    rows = rows_for(cases, request.user, request.ring, timezone.localtime())
    list_access.listed(request.user, sum(row.aged for row in rows))
    context = {"rows": rows, "today": timezone.localdate()}
    return render(request, "cases/print_chosen.html", context)


def _cases(request: Request) -> list[Case] | None:
    """The cases in the address; None where none was ticked."""
    list_access.must_search(request.user)
    ids = request.GET.getlist("case")
    return list_access.chosen_cases(request.user, ids) if ids else None


def _nothing_ticked(request: Request) -> HttpResponse:
    messages.warning(request, _("Tick the cases in the list first."))
    return HttpResponseRedirect(reverse("cases:list"))


def _colleagues(cases: list[Case]) -> dict[str, User]:
    return {str(user.pk): user for user in colleagues_for(cases)}


def _named(cases: list[Case]) -> str:
    """Return which these are, for the page after: nobody looks each up again."""
    return _and_more(", ".join(case.code_name for case in cases[:MOST_NAMED]), len(cases))


def _and_more(words: str, n: int) -> str:
    if n <= MOST_NAMED:
        return words
    return _("{these} and {n} more").format(these=words, n=number_format(n - MOST_NAMED))


def _teams(cases: list[Case]) -> list[Team]:
    return list({case.team_id: case.team for case in cases}.values())
