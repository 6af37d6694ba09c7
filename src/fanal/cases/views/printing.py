"""Papers about a case for our own use: what for, what is left out, who printed and when.

What is for others goes by the gate (`fanal.sharing`): the page leads there.
"""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from fanal.accounts.reauthentication import asked_again_to_send
from fanal.cases import access
from fanal.cases.actions import printing as printing_actions
from fanal.cases.forms import printing
from fanal.cases.models import Case
from fanal.cases.queries.prints import PrintQuery, left_out, paper
from fanal.cases.queries.rights import files_open_to
from fanal.core.casework.prints import PrintKind, PrintPurpose, prints_open_to
from fanal.core.sealing.compartments import IDENTITY, WHEREABOUTS, Compartment
from fanal.keys.requests import Request, acting
from fanal.web.asking import WRONG, sent
from fanal.web.typing import Answers


@asked_again_to_send
def printed(request: Request, case_id: UUID, what: str) -> HttpResponse:
    """Ask what the paper is for, and then show it: the browser prints it."""
    case, kind = access.case_for(request.user, case_id), _named(what)
    may_open = access.compartments_for(request.user, case)
    if kind.needs:
        access.must_open(request.user, case, kind.needs)
    hers = [link.person for link in case.concerns.select_related("person")]
    visible = files_open_to(request.user, case)
    named = [person for person in hers if person.id in visible] if IDENTITY in may_open else []
    form = printing.CasePaperForm(sent(request), names=bool(named), where=WHEREABOUTS in may_open)
    if form.is_bound and form.is_valid():
        return _paper(request, case, kind, form.cleaned_data, may_open)
    asked = PrintQuery(case, request.user, request.ring, may_open)
    context = {
        "case": case,
        "what": kind,
        "form": form,
        "left_out": left_out(asked),
        "kinds": prints_open_to(may_open),
        "sends": access.works_on(request.user, case),
    }
    return render(request, "cases/print.html", context, status=WRONG if form.errors else 200)


def _named(what: str) -> PrintKind:
    try:
        return PrintKind(what)
    except ValueError:
        raise Http404 from None


def _paper(
    request: Request,
    case: Case,
    what: PrintKind,
    answers: Answers,
    may_open: frozenset[Compartment],
) -> HttpResponse:
    where, purpose = bool(answers.get("where")), PrintPurpose(answers["printed_for"])
    hers = purpose is PrintPurpose.HERSELF
    out = purpose is not PrintPurpose.TEAM
    asked = PrintQuery(case, request.user, request.ring, may_open, where, hers, out)
    content, parts = paper(what, asked)
    names = printing_actions.printed(
        case=case,
        what=what,
        purpose=purpose,
        parts=parts,
        names=bool(answers.get("names")),
        **acting(request),
    )
    context = content | {
        "case": case,
        "what": what,
        "purpose": purpose,
        "names": names,
        "where": where,
        "printed_at": timezone.localtime(),
        "several": len(names) > 1,
        "hers": hers,
    }
    return render(request, "cases/printed.html", context)
