"""Best interests of a child: one proposes, a second decides."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.accounts.deciders import tell_who_decides
from fanal.cases.access import opened
from fanal.cases.deciding import works_in
from fanal.core.casework.answers import text_in
from fanal.core.sealing.compartments import NARRATIVE
from fanal.keys.requests import Request, acting
from fanal.protection import access
from fanal.protection.actions import deciding
from fanal.protection.forms import ProposalForm, SecondAnswerForm
from fanal.protection.queries.records import shown
from fanal.web.asking import ask, sent
from fanal.web.idempotency import idempotent
from fanal.web.typing import Answers


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
