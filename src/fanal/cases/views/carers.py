"""A best-interests decision by two: who answers for a child."""

from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fanal.accounts.deciders import tell_who_decides
from fanal.accounts.other_hands import AskedBy
from fanal.cases import access
from fanal.cases.actions import carers
from fanal.cases.actions.people_around import refresh_people_around
from fanal.cases.deciding import works_in
from fanal.cases.forms.carers import CASE_WORKER, CarerDecisionForm
from fanal.cases.models import CarerDecision, Case
from fanal.cases.queries.people_around import people_around
from fanal.cases.views.case import address
from fanal.core.casework.consent import GivenBy
from fanal.core.casework.sections import Section
from fanal.core.casework.whose_consent import CarerGround
from fanal.core.sealing.compartments import NARRATIVE
from fanal.keys.requests import Request, acting
from fanal.people.consent_ages import consent_ages
from fanal.people.models import Person
from fanal.web.asking import ask, confirm, sent
from fanal.web.forms import to_choose
from fanal.web.idempotency import idempotent
from fanal.web.lookup import found_or_404
from fanal.web.typing import Answers
from fanal.web.words import translated


def _children(case: Case) -> dict[str, Person]:
    """Return whom somebody else may consent for: children, and whose age is open."""
    people = [link.person for link in case.concerns.select_related("person")]
    today = timezone.localdate()
    ages = consent_ages([person.pk for person in people], today)
    return {str(one.pk): one for one in people if not ages[one.pk].is_adult(today)}


def _back(case: Case) -> str:
    return address(case.id, "section", section=Section.CONSENT)


@idempotent
def decide(request: Request, case_id: UUID) -> HttpResponse:
    """The first of two says who answers, and why."""
    case = access.worked_case_for(request.user, case_id)
    access.must_write(request.user, case, NARRATIVE)
    people = _children(case)
    if not people:
        # Nobody waits for an answer for an adult: hers is asked.
        return redirect("cases:consent", case_id)
    refresh_people_around(case=case, ring=request.ring)
    around = people_around(case, request.ring)
    named = [(key, person.code_name) for key, person in people.items()]
    # Part of the danger, close to a suspect or her recruiter: no yes of theirs can count.
    choices = [(key, person.words) for key, person in around.items() if not person.danger]
    choices.append((CASE_WORKER, _("the case worker, in her interest")))

    def save(answers: Answers) -> None:
        chosen = answers.pop("speaker")
        decision = carers.ask_carer_decision(
            case=case,
            person=people[answers.pop("person")],
            speaker=None if chosen == CASE_WORKER else around[chosen].entry,
            **answers,
            **acting(request),
        )
        tell_who_decides(request, "carer", decision.id, among=works_in(case))

    return ask(
        request,
        CarerDecisionForm(sent(request), offered={"person": to_choose(named), "speaker": choices}),
        save,
        heading=_("Who consents for this child"),
        lead=_(
            "A second colleague has to agree; a lead is one of the two. What the child says no"
            " to stays a no."
        ),
        code=case.code_name,
        submit=_("Ask a second person"),
        done=_back(case),
    )


def _row(request: Request, case_id: UUID, decision_id: UUID) -> CarerDecision:
    case = access.worked_case_for(request.user, case_id)
    access.must_write(request.user, case, NARRATIVE)
    row = CarerDecision.objects.filter(case=case, id=decision_id, ended_on=None)
    return found_or_404(row.select_related("case", "first", "second", "person").first())


@idempotent
def agree(request: Request, case_id: UUID, decision_id: UUID) -> HttpResponse:
    """The second person reads who was chosen and why, and agrees."""
    row = _row(request, case_id, decision_id)
    if not row.waits:
        raise Http404

    who = people_around(row.case, request.ring).get(str(row.speaker_id))
    worker = translated(GivenBy.CASE_WORKER_IN_HER_INTEREST.sentence())
    return ask(
        request,
        Form(sent(request)),
        lambda _answers: carers.agree_carer_decision(row=row, by=request.user),
        template="accounts/agree_asked_by.html",
        kind="carer",
        stops=True,
        asked=AskedBy(row.first, row.on),
        row=row,
        heading=_("Agree who consents for this child"),
        code=row.person.code_name,
        consequences=[
            who.words if who else worker if row.speaker_id is None else _("somebody around her"),
            translated(CarerGround(row.coded["ground"]).sentence()),
            (row.try_unseal(request.ring) or {}).get("reasons", ""),
            _("asked by %(who)s, %(day)s") % {"who": row.first, "day": date_format(row.on)},
        ],
        submit=_("Agree"),
        cancel_url=_back(row.case),
        done=_back(row.case),
    )


@idempotent
def end(request: Request, case_id: UUID, decision_id: UUID) -> HttpResponse:
    """Say no to what waits, or end what was decided."""
    row = _row(request, case_id, decision_id)
    heading = _("End this decision on who consents for the child")
    what_follows = _("From now on a yes from this person does not count. It stays in the history.")
    if row.waits:
        heading = _("Refuse this decision on who consents for the child")
        what_follows = _("Nobody consents for her by it. It stays in the history.")
    return confirm(
        request,
        lambda: carers.end_carer_decision(row=row, by=request.user),
        heading=heading,
        code=row.person.code_name,
        consequences=[what_follows],
        submit=_("Refuse") if row.waits else _("End it"),
        cancel_url=_back(row.case),
    )
