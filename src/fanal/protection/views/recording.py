"""Writing a dated record, of the case or of one of its people; and the best interests of a child:
one proposes, a second decides."""

from collections.abc import Iterable
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fanal.accounts.deciders import tell_who_decides
from fanal.cases.access import opened
from fanal.cases.deciding import works_in
from fanal.cases.models import Case
from fanal.cases.queries.before_calling import before_calling
from fanal.cases.queries.closing_facts import contact_said
from fanal.core.casework.answers import dump, text_in
from fanal.core.protection.clocks import Clock
from fanal.core.protection.duties import duties_in
from fanal.core.protection.kinds import RecordKind
from fanal.core.sealing.compartments import NARRATIVE
from fanal.keys.requests import Request, acting
from fanal.keys.sealed import Content
from fanal.people.models import Person
from fanal.protection import access
from fanal.protection.actions import deciding, recording
from fanal.protection.actions.recording import COUNTRY
from fanal.protection.forms import ProposalForm, RecordForm, SecondAnswerForm, initial_of
from fanal.protection.queries import pages
from fanal.protection.queries.proposals import (
    asks_house,
    known_elsewhere,
    last_contact,
    look_due,
    newest,
    proposed_by,
)
from fanal.protection.queries.records import shown
from fanal.web.asking import ask, sent
from fanal.web.idempotency import idempotent
from fanal.web.typing import Answers, Context
from fanal.web.words import translated

# Of these the answers of before are proposed: they are gone through, not asked again.
GONE_THROUGH = {RecordKind.SAFETY_PLAN, RecordKind.BEST_INTERESTS}


@idempotent
def of_case(request: Request, case_id: UUID, kind: str) -> HttpResponse:
    case = access.process_for(request.user, case_id)
    found = access.kind_for(request.user, case, kind, of_case=True)
    return _asked(request, case, found, None)


@idempotent
def of_person(request: Request, case_id: UUID, person_id: UUID, kind: str) -> HttpResponse:
    case = access.process_for(request.user, case_id)
    found = access.kind_for(request.user, case, kind, of_case=False)
    return _asked(request, case, found, access.person_in(case, person_id))


@require_GET
def closing(request: Request, case_id: UUID) -> HttpResponse:
    """Go to what closing asks: of the one whom the case concerns, or the choice of several."""
    case = access.process_for(request.user, case_id)
    access.kind_for(request.user, case, RecordKind.CLOSING, of_case=False)
    people = pages.people_in(case)
    if len(people) == 1:
        where = [case.id, people[0].id, RecordKind.CLOSING.value]
        return HttpResponseRedirect(reverse("protection:of_person", args=where))
    return HttpResponseRedirect(f"{_page(case)}#closing")


def _page(case: Case) -> str:
    return reverse("protection:case", args=[case.id])


def _asked(request: Request, case: Case, kind: RecordKind, person: Person | None) -> HttpResponse:
    countries = pages.countries_in(case, request.user, request.ring)
    runs = proposed_by(kind, next(iter(countries), ""))
    look = look_due(case, kind, person, request.user, request.ring)
    known = known_elsewhere(case, kind, person, look, request.user, request.ring)
    proposed = _proposed(request, case, kind, person, known, runs)
    if COUNTRY in kind.described.coded:
        proposed = proposed | {COUNTRY: next(iter(countries), "")}
    form = RecordForm(
        kind,
        sent(request),
        initial=proposed,
        runs=runs,
        known=known,
        countries=countries,
        asks_house=asks_house(case, person, look, request.user),
    )

    return ask(
        request,
        form,
        lambda answers: recording.record(
            case=case,
            kind=kind,
            person=person,
            answers=form.answers(),
            on=answers["on"],
            due=answers.get("due"),
            ask_house=answers.get("ask_house", False),
            **acting(request),
        ),
        template="protection/record.html",
        heading=translated(kind.described.add),
        code=person.code_name if person else case.code_name,
        done=_page(case),
        message=_("Saved."),
        kind=kind,
        case=case,
        **_above_the_form(request, case, kind, countries),
    )


def _above_the_form(
    request: Request, case: Case, kind: RecordKind, countries: Iterable[str]
) -> Context:
    """Return what has to be reported; of a follow-up, how she may be reached."""
    if kind is RecordKind.DUTY:
        return {"duties": duties_in(countries)}
    if kind is RecordKind.FOLLOW_UP:
        return {"calling": before_calling(case, request.user, request.ring)}
    return {}


def _proposed(
    request: Request,
    case: Case,
    kind: RecordKind,
    person: Person | None,
    known: Content,
    runs: Clock | None,
) -> Answers:
    """What the case says, the earlier answers, the clock’s day."""
    found = initial_of(kind, known) if known else {}
    if kind in GONE_THROUGH and (last := newest(case, kind, person)):
        found |= initial_of(kind, last.try_unseal(request.ring) or {})
    if kind is RecordKind.CLOSING and person:
        day = last_contact(case, person, request.user, request.ring)
        content: Content = {"last_contact": dump(str(day or ""))}
        if (wants := contact_said([person.pk]).get(person.pk)) is not None:
            content["wants_contact"] = dump(wants)
        found |= initial_of(kind, content)
    if runs and kind is not RecordKind.RECOVERY:
        found["due"] = runs.after(timezone.localdate())
    return found


@idempotent
def propose(request: Request, record_id: UUID) -> HttpResponse:
    """What is to be done for the child, and why."""
    assessment = access.assessment_for(request.user, record_id)
    case = assessment.case
    address = reverse("protection:case", args=[case.id])

    def save(answers: Answers) -> None:
        made = deciding.propose(assessment=assessment, **answers, **acting(request))
        tell_who_decides(request, "best_interests", made.id, among=works_in(case))

    opened(request.user, case, NARRATIVE, ring=request.ring)
    # The assessment stands above the form. Why is said by whoever proposes it.
    recommended = text_in(assessment.try_unseal(request.ring) or {}, "recommended")
    return ask(
        request,
        ProposalForm(sent(request), initial={"decision": recommended}),
        save,
        template="protection/decide.html",
        heading=_("Propose what serves the child best"),
        assessment=shown(assessment, request.ring),
        lead=_("A second person decides: a lead of the team. Both reasons are kept."),
        code=assessment.person.code_name if assessment.person else case.code_name,
        submit=_("Ask a second person"),
        done=address,
    )


@idempotent
def decide(request: Request, decision_id: UUID) -> HttpResponse:
    """The second of the two."""
    row = access.decision_for(request.user, decision_id)
    case, person = row.case, row.assessment.person
    address = reverse("protection:case", args=[case.id])

    def save(answers: Answers) -> None:
        deciding.decide(
            row=row, agreed=answers["agreed"] == "yes", words=answers["words"], **acting(request)
        )

    opened(request.user, case, NARRATIVE, ring=request.ring)
    return ask(
        request,
        SecondAnswerForm(sent(request)),
        save,
        template="protection/decide.html",
        heading=_("Decide on the best interests of a child"),
        assessment=shown(row.assessment, request.ring),
        proposal=row.try_unseal(request.ring),
        proposed=row,
        code=person.code_name if person else case.code_name,
        done=address,
    )
