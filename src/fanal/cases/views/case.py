"""The first screen of a case, whom it concerns, and where it goes next."""

from collections.abc import Collection
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fanal.accounts.models import User
from fanal.accounts.other_hands import in_other_hands
from fanal.cases import access, today_access
from fanal.cases.actions import cases, removed_people, stages
from fanal.cases.actions.teams import give_case
from fanal.cases.forms import records, tasks
from fanal.cases.models import Case
from fanal.cases.queries import pages
from fanal.cases.queries.ask_whom import leads_to_ask, who_sees_to_it
from fanal.cases.queries.before_closing import facts_of, page_of_need
from fanal.cases.queries.case_rows import CaseRows
from fanal.cases.queries.case_warnings import warnings_in
from fanal.cases.queries.changed_cases import was_changed
from fanal.cases.queries.colleagues import colleagues_of, knowing_the_place
from fanal.cases.queries.first_screen import PersonNow, call_waits, first_screen, people_of
from fanal.cases.queries.known_answers import WaitingCall, call_to_confirm
from fanal.cases.queries.other_cases import her_cases_of
from fanal.cases.queries.rights import files_open_to, rights_on
from fanal.cases.queries.story import StoryQuery
from fanal.cases.ties import ties_in
from fanal.core.casework.closure import ClosureReason
from fanal.core.casework.codes import CaseKind
from fanal.core.casework.prints import prints_open_to
from fanal.core.casework.stages import CaseStage, next_stages
from fanal.core.sealing.compartments import IDENTITY, LEGAL, NARRATIVE, WHEREABOUTS
from fanal.keys.offered_colleagues import offered_colleagues
from fanal.keys.requests import Request, acting, writing
from fanal.people.access import person_for, team_at_work
from fanal.people.views.duplicate_check import ask_same_person, submitted_answers
from fanal.web.asking import ask, sent, version_of
from fanal.web.forms.codes import chosen_from
from fanal.web.idempotency import idempotent
from fanal.web.typing import Answers, Context

# The parts of the file that the first screen tells of.
SHOWN = (IDENTITY, WHEREABOUTS, NARRATIVE, LEGAL)


@require_GET
def case(request: Request, case_id: UUID) -> HttpResponse:
    """Show her story: what a colleague asks on the telephone, and what can be done in one tap."""
    case = access.case_for(request.user, case_id)
    rights = rights_on(request.user, case, ties_in(case))
    parts = [part for part in SHOWN if rights.may_open(part)]
    asked = StoryQuery(case, request.user, request.ring, rights, timezone.localtime())
    people, rows = people_of(asked)
    # By now the page has fetched its keys: no question of their own.
    if parts and access.opened(request.user, case, *parts, ring=request.ring):
        # Only where something could be read: a page without an open part is not a look at the case.
        today_access.looked_at(request.user, case)
    story, unsafe = first_screen(asked, people, rows), in_other_hands()
    context = {
        "case": case,
        "stage": CaseStage(case.stage),
        "prints": prints_open_to(rights.opens),
        "kinds": [CaseKind(code) for code in case.kinds.split()],
        "rights": rights,
        "works": rights.works,
        "leads": rights.leads,
        "states": [(person.concerned.link.person, person.seen) for person in story.people],
        "story": story,
        "was_changed": was_changed(case),
        "worker": who_sees_to_it(case, unsafe, reader=request.user),
        **_leads_of(case, rows.leads, unsafe),
        "waits": rights.works and call_waits(rows, people),
        "call": _call_to_confirm(asked, rows, people) if rights.works and not case.closed else None,
        "opens": set() if rights.works else files_open_to(request.user, case),
        "closure": (closure := rows.closure),
        "closed_because": ClosureReason(closure.reason).sentence() if closure else "",
        "opening": pages.opening_of(request.user, case) if rights.emergency else None,
    }
    return render(request, "cases/case.html", context)


def _leads_of(case: Case, leads: list[User], unsafe: Collection[UUID]) -> Context:
    """Return whom to ask for what is closed, and who leads it beside whoever works on it."""
    others = [lead for lead in leads if lead.pk != case.assignee_id]
    return {
        "colleagues": leads_to_ask(case, leads, unsafe, reader=None),
        "other_leads": leads_to_ask(case, others, unsafe, reader=None),
    }


def _call_to_confirm(
    query: StoryQuery, rows: CaseRows, people: list[PersonNow]
) -> WaitingCall | None:
    """The call to confirm, asked of those entries of the page that are of this case."""
    several = sum(person.concerned.link.role != "child" for person in people) > 1
    own = [entry for entry in rows.read.entries if entry.case_id == query.case.id]
    return call_to_confirm(query.case, query.ring, query.read, own, several=several)


def address(case_id: UUID, name: str = "case", **more: object) -> str:
    return reverse(f"cases:{name}", kwargs={"case_id": case_id, **more})


@idempotent
def new(request: Request, person_id: UUID) -> HttpResponse:
    """Open a case for a person of one of one's own teams."""
    person = person_for(request.user, person_id)
    team = team_at_work(request.user, person) or person.team
    access.must_work_in(request.user, team)

    def make(answers: Answers) -> str:
        case = cases.open_case(people=[person], team=team, **answers, **acting(request))
        return address(case.id)

    form = records.KindsForm(sent(request))
    return ask(
        request,
        form,
        make,
        template="cases/new.html",
        heading=_("A new case"),
        code=person.code_name,
        submit=_("Open the case"),
        her_cases=her_cases_of(request.user, [person])[person.id],
        back_url=reverse("people:person", kwargs={"person_id": person.id}),
    )


@idempotent
def also(request: Request, case_id: UUID) -> HttpResponse:
    """The case concerns one more person: a mother's child, a sister found with her."""
    case = access.worked_case_for(request.user, case_id)

    def add(answers: Answers, file: Answers) -> str:
        cases.add_new_person(case=case, role=answers["role"], **file, **acting(request))
        return address(case_id)

    return ask_same_person(
        request,
        records.AlsoForm(submitted_answers(request)),
        add,
        heading=_("Who else does it concern?"),
        code=case.code_name,
        lead=_("A file of their own, with their own name, birth and consent, in the same case."),
        submit=_("Add this person"),
        back_url=address(case_id),
        her_cases=her_cases_of,
    )


@idempotent
def off(request: Request, case_id: UUID, person_id: UUID) -> HttpResponse:
    """The case does not concern this person after all."""
    case = access.worked_case_for(request.user, case_id)
    person = access.concerned_by(case, person_id)

    lead = _(
        "Her file stays, and so does what was written here. The case keeps that she was in it."
    )
    if access.leads(request.user, case) and access.conflicts_on(case.id).exists():
        lead += " " + _("Colleagues who are kept out of this case may be able to find her again.")
    return ask(
        request,
        records.OffForm(sent(request)),
        lambda answers: removed_people.take_off(
            case=case, person=person, **answers, **acting(request)
        ),
        code=person.code_name,
        lead=lead,
        heading=_("Remove this person from the case"),
        submit=_("Remove her"),
        done=address(case_id),
    )


@idempotent
def kinds(request: Request, case_id: UUID) -> HttpResponse:
    """What the case is about."""
    case = access.worked_case_for(request.user, case_id)

    def save(answers: Answers) -> None:
        cases.set_kinds(case=case, by=request.user, version=version_of(request), **answers)

    form = records.KindsForm(sent(request), initial={"kinds": case.kinds.split()})
    return ask(
        request,
        form,
        save,
        heading=_("Change what the case is about"),
        code=case.code_name,
        record=case,
        done=address(case_id),
    )


@idempotent
def stage(request: Request, case_id: UUID) -> HttpResponse:
    """Show where the case may go next, and what each move lacks."""
    case = access.worked_case_for(request.user, case_id)
    facts = facts_of(case)
    moves = [
        (to, lacking)
        for to, lacking in next_stages(facts)
        if to not in (CaseStage.CLOSED, CaseStage.REOPENED)
    ]

    def move(answers: Answers) -> None:
        to = CaseStage(answers["to"])
        stages.move(case=case, to=to, by=request.user, version=version_of(request))

    allowed = [to for to, lacking in moves if not lacking]
    return ask(
        request,
        records.StageForm(sent(request), offered={"to": chosen_from(allowed)}),
        move,
        template="cases/stage.html",
        case=case,
        stage=CaseStage(case.stage),
        allowed=allowed,
        lacking=[
            (to, [(need.says, page_of_need(need.code, case)) for need in needs])
            for to, needs in moves
            if needs
        ],
        done=address(case_id),
    )


def place_to_pass_on(request: Request, given_cases: list[Case]) -> tuple[bool, str]:
    """Return whether the giver opens where she sleeps in one of these; else who does."""
    knows = knowing_the_place(given_cases)
    if request.user in knows:
        return True, ""
    names = ", ".join(map(str, knows))
    if not names:
        return False, ""
    template = _(
        "Where she sleeps is not passed on: you have no access to it. Ask {who} to pass it on."
    )
    return False, template.format(who=names)


@idempotent
def assign(request: Request, case_id: UUID) -> HttpResponse:
    """Give the case to a colleague of the team."""
    case = access.worked_case_for(request.user, case_id)
    colleagues = {str(user.pk): user for user in colleagues_of(case)}
    others = [user for user in colleagues.values() if user.pk != case.assignee_id]
    offered = offered_colleagues(others, request.user, teams=[case.team])

    def give(answers: Answers) -> None:
        to = colleagues[answers["to"]]
        give_case(
            case=case,
            to=to,
            place=answers.get("place", False),
            needed=answers["needed"],
            **writing(request),
        )
        given = _("Given to {who}: {cases}.").format(who=to, cases=case.code_name)
        messages.success(request, given)

    place, lead = place_to_pass_on(request, [case])
    return ask(
        request,
        tasks.GiveOneCaseForm(sent(request), place=place, offered={"to": offered}),
        give,
        lead=lead,
        heading=_("Hand over to a colleague"),
        code=case.code_name,
        record=case,
        submit=_("Hand over the case"),
        done=address(case_id),
        template="cases/question.html",
        case=case,
        warned_cases=warnings_in([case], request.user, request.ring),
    )
