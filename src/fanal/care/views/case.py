"""Health care as a case sees it: whether to see the health worker today, and what was released."""

from collections.abc import Mapping
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fanal.accounts.models import User
from fanal.accounts.office_time import office_zone
from fanal.care import access, forms
from fanal.care.actions import asking
from fanal.care.actions.asking import SaidBeside
from fanal.care.queries.health_from_calls import said_of_health
from fanal.care.queries.pages import of_case
from fanal.care.queries.windows import rules_there
from fanal.care.words import ZONES
from fanal.cases import access as cases
from fanal.cases.forms.helpers import offer_helpers
from fanal.cases.known_language import known_language
from fanal.cases.models import Case
from fanal.cases.queries.helpers import INTERPRETER, VOLUNTEER, helpers_for
from fanal.cases.queries.people_around import who_answers_for
from fanal.core.care.asking import SeenWithin
from fanal.core.sealing.compartments import MEDICAL, NARRATIVE
from fanal.keys.offered_colleagues import offered_colleagues
from fanal.keys.requests import Request, acting
from fanal.people.consent_ages import consent_ages, with_age
from fanal.people.models import Person
from fanal.sharing.queries.pages import people_of
from fanal.web.asking import ask, sent
from fanal.web.forms import to_choose
from fanal.web.forms.offering import Offered
from fanal.web.idempotency import idempotent


@require_GET
def care(request: Request, case_id: UUID) -> HttpResponse:
    case = access.case_for(request.user, case_id)
    cases.opened(request.user, case, MEDICAL, ring=request.ring)
    context = {
        "case": case,
        "asked": of_case(case, request.ring, timezone.now()),
        "works": cases.works_on(request.user, case),
        "several": case.concerns.count() > 1,
    }
    return render(request, "care/case.html", context)


@idempotent
def ask_for_care(request: Request, case_id: UUID) -> HttpResponse:
    """Ask a health worker by name about somebody by her code name."""
    case = access.asking_case_for(request.user, case_id)
    persons = {str(person.pk): person for person in people_of(case)}
    workers = {str(worker.pk): worker for worker in access.health_workers(case)}
    if not workers:
        return _nobody_to_ask(request, case)
    back = reverse("care:case", args=[case.id])
    form = _form(request, case, persons, workers)

    return ask(
        request,
        form,
        lambda answers: asking.ask(
            case=case,
            person=persons[answers["person"]],
            to=workers[answers["to"]],
            agreed=answers["agreed"],
            words=answers["words"],
            act=form.act(timezone.now()),
            happened=answers["happened"] == "yes",
            beside=SaidBeside(
                answers.get("consents", ""), answers.get("comes", ""), answers["language"]
            ),
            within=SeenWithin(answers["within"] or SeenWithin.WEEK),
            **acting(request),
        ),
        heading=_("Ask the health worker"),
        code=case.code_name,
        submit=_("Ask"),
        done=back,
        message=_("Asked. Only she and your team read it."),
        lead=_(
            "She is told the code name, the age, whether she is in danger and whom to ask "
            "about it, and what you write here. Nothing else of the case."
        ),
    )


def _form(
    request: Request, case: Case, persons: Mapping[str, Person], workers: Mapping[str, User]
) -> forms.AskForm:
    """Return the form with what a call said of her health, which opens what was written of the
    case."""
    zone = str(office_zone(request.user) or "")
    said_before = said_of_health(case, request.ring, request.GET.get("call", ""))
    if said_before is not None:
        cases.opened(request.user, case, NARRATIVE, ring=request.ring)
    zone = zone if zone in dict(ZONES) else ZONES[0][0]
    ages = consent_ages([person.pk for person in persons.values()], timezone.localdate())
    named = [(key, with_age(person, ages[person.pk])) for key, person in persons.items()]
    offered: Offered = {
        "person": to_choose(named),
        "to": offered_colleagues(workers.values(), request.user),
    }
    children = [person for person, age in ages.items() if age.as_child]
    only = children[0] if len(children) == 1 else None  # of several, nobody knows for whom she asks
    form = forms.AskForm(
        sent(request),
        zone=zone,
        answer=said_before,
        child=bool(children),
        consents=who_answers_for(only, case, request.ring) if only else "",
        language="" if sent(request) else known_language(case, request.user, request.ring),
        offered=offered,
    )
    for name, kind in ("language", INTERPRETER), ("comes", VOLUNTEER):
        if name in form.fields:
            helpers = helpers_for(case, request.user, request.ring, kind)
            offer_helpers(form.fields[name], helpers)
    return form


def _nobody_to_ask(request: Request, case: Case) -> HttpResponse:
    """Show the hours of what can still be done, whether or not anybody of ours treats her."""
    context = {"case": case, **rules_there(case.team.office.country)}
    return render(request, "care/nobody_to_ask.html", context)
