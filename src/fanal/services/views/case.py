"""The services of a case: what is missing first, then each as it stands, and what happened."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fanal.cases import access as cases
from fanal.cases.models import Case, CaseEntry
from fanal.core.sealing.compartments import NARRATIVE
from fanal.core.services.history import ServiceStep
from fanal.core.services.kinds import kinds_for
from fanal.core.services.states import ServiceState
from fanal.keys.requests import Request, acting, writing
from fanal.services import access
from fanal.services.actions import mistakes
from fanal.services.actions import services as services_actions
from fanal.services.actions.needs import note_needs
from fanal.services.forms import services as service_forms
from fanal.services.models import CaseService
from fanal.services.queries.pages import (
    domain_of,
    goals_offered,
    needs_offered,
    services_page,
    shown_services,
    words_of_goal,
)
from fanal.services.words import words_of_needs
from fanal.sharing.queries import proposals
from fanal.sharing.queries.pages import people_of
from fanal.web.asking import ask, sent
from fanal.web.idempotency import idempotent
from fanal.web.lookup import found_or_404
from fanal.web.typing import Answers
from fanal.web.words import translated


@require_GET
def services(request: Request, case_id: UUID) -> HttpResponse:
    """Show needs without a service, and every service with where it truly is."""
    case = cases.case_for(request.user, case_id)
    # The page and no refusal: that there is a case is known to whoever got here; what is given to
    # her is not.
    if not access.opens(request.user, case):
        return render(request, "services/case.html", {"case": case})
    cases.opened(request.user, case, NARRATIVE, ring=request.ring)
    # Days of needs stand in clear for the sweep; whoever opens the page with the key brings them up
    # to date, since the sweep has none.
    note_needs(case=case, ring=request.ring)
    context = {
        "case": case,
        "page": services_page(case, request.ring),
        "writes": NARRATIVE in cases.writable_for(request.user, case),
        "works": cases.works_on(request.user, case),
        "people": list(people_of(case)),
    }
    return render(request, "services/case.html", context)


@require_GET
def service(request: Request, case_id: UUID, service_id: UUID) -> HttpResponse:
    """Show one service, its steps, and what is to be done next."""
    row = access.service_for(request.user, case_id, service_id)
    cases.opened(request.user, row.case, NARRATIVE, ring=request.ring)
    shown = shown_services([row], request.ring, timezone.localdate())[0]
    context = {
        "case": row.case,
        "one": shown,
        "works": cases.works_on(request.user, row.case),
        "writes": NARRATIVE in cases.writable_for(request.user, row.case),
        "need": domain_of(row.need, request.ring),
        "goal": words_of_goal(row.goal, request.ring),
    }
    return render(request, "services/service.html", context)


@idempotent
def new(request: Request, case_id: UUID) -> HttpResponse:
    """What she needs. Which need, of what kind and where is proposed from what is known."""
    case = access.asked_case_for(request.user, case_id)
    cases.opened(request.user, case, NARRATIVE, ring=request.ring)
    # The needs are sealed: they are read once and given to the form, which offers them again.
    people, (needs, goals) = people_of(case), _needs_and_goals(request, case)
    form = service_forms.ServiceForm(
        sent(request),
        people=people,
        # A list of "None of these" alone is no question.
        offered={"need": needs, "goal": goals if len(goals) > 1 else []},
        initial=_proposed(request, case),
    )

    def save(answers: Answers) -> str:
        service_made = services_actions.want(
            case=case,
            person=form.about(people),
            kind=answers["kind"],
            area=answers["area"],
            need=_entry(case, "need", answers),
            goal=_entry(case, "goal", answers),
            words=answers["words"],
            **acting(request),
        )
        # On to whom to ask: a service that nobody was asked for helps nobody.
        return reverse("services:who", args=[case.id, service_made.id])

    return ask(
        request,
        form,
        save,
        heading=_("Which service?"),
        code=case.code_name,
        submit=_("Show who offers it"),
        back_url=reverse("services:case", args=[case.id]),
        lead=_("Nobody is told anything before you have chosen whom to ask."),
    )


def _proposed(request: Request, case: Case) -> dict[str, object]:
    """The need that was pressed, else the most urgent; the usual kind for it; where she is."""
    needs = needs_offered(case, request.ring)
    # Only one that is offered: the address may hold any text.
    chosen = request.GET.get("need", "")
    key = chosen if chosen in needs else next(iter(needs), "")
    proposed: dict[str, object] = {"need": key}
    if key:
        proposed["kind"] = next(iter(kinds_for(needs[key].domain)), "")
    at_start = proposals.for_start(case, people_of(case), request.user, request.ring)
    return proposed | {"area": at_start["area"]}


type Offered = list[tuple[str, str]]


def _needs_and_goals(request: Request, case: Case) -> tuple[Offered, Offered]:
    """What a service may be for: of each list one, or none of these."""
    needs = words_of_needs(needs_offered(case, request.ring))
    none = ("", _("None of these"))
    return [*needs, none], [*goals_offered(case, request.ring), none]


def _entry(case: Case, name: str, answers: Answers) -> CaseEntry | None:
    key = answers.get(name)
    return access.entry_of(case, name, UUID(key)) if key else None


@idempotent
def change(request: Request, case_id: UUID, service_id: UUID) -> HttpResponse:
    row = access.written_service_for(request.user, case_id, service_id)
    case = row.case
    cases.opened(request.user, case, NARRATIVE, ring=request.ring)
    needs, goals = _needs_and_goals(request, case)
    form = service_forms.ChangeServiceForm(
        sent(request),
        offered={"need": needs, "goal": goals},
        initial={
            "kind": row.kind,
            "words": row.unseal(request.ring)["words"],
            "need": str(row.need_id or ""),
            "goal": str(row.goal_id or ""),
        },
    )

    def save(answers: Answers) -> None:
        services_actions.change(
            service=row,
            kind=answers["kind"],
            words=answers["words"],
            need=_entry(case, "need", answers),
            goal=_entry(case, "goal", answers),
            **writing(request),
        )

    return ask(
        request,
        form,
        save,
        heading=_("Change this service"),
        code=case.code_name,
        record=row,
        done=_address(row),
    )


@idempotent
def happened(request: Request, case_id: UUID, service_id: UUID) -> HttpResponse:
    """Ask whether the first visit happened: yes, not yet, or why there will be none."""
    row = access.written_service_for(request.user, case_id, service_id)
    form = service_forms.FirstVisitForm(row.stands, sent(request), asks=row.partner_id is None)
    heading = (
        _("Where does it stand?")
        if row.stands is ServiceState.WANTED
        else _("Did the first visit happen?")
    )
    return _step(request, row, form, form.step, heading)


@idempotent
def ended(request: Request, case_id: UUID, service_id: UUID) -> HttpResponse:
    row = access.written_service_for(request.user, case_id, service_id)
    form = service_forms.EndedForm(sent(request))
    return _step(request, row, form, form.step, _("This service ended"))


def _step(
    request: Request,
    row: CaseService,
    form: service_forms.FirstVisitForm | service_forms.EndedForm,
    step: Callable[[], ServiceStep],
    heading: str,
) -> HttpResponse:
    return ask(
        request,
        form,
        # `step` is called when the form is valid: before that it has nothing to say.
        lambda answers: services_actions.add_step(
            service=row, step=step(), words=answers["words"], **writing(request)
        ),
        heading=heading,
        code=row.case.code_name,
        record=row,
        done=_address(row),
        message=_("Saved."),
    )


@idempotent
def take_back(request: Request, case_id: UUID, service_id: UUID) -> HttpResponse:
    """The last step was a mistake: it stays on file, and counts no more."""
    row = access.written_service_for(request.user, case_id, service_id)
    cases.opened(request.user, row.case, NARRATIVE, ring=request.ring)
    # The last step alone: what came before it has been acted upon.
    last = found_or_404(shown_services([row], request.ring, timezone.localdate())[0].to_take_back)
    was = translated(last.step.state.sentence())

    return ask(
        request,
        # The number of the step that was on the page: if somebody added one meanwhile, the action
        # refuses rather than take back the wrong one.
        service_forms.MistakeForm(sent(request), initial={"step": last.row.number}),
        lambda answers: mistakes.take_back(
            service=row, number=answers["step"], reason=answers["words"], **writing(request)
        ),
        heading=_("Take back: %(what)s") % {"what": was},
        lead=_("It stays in what happened, with your reason, and is no longer counted."),
        code=row.case.code_name,
        submit=_("Take it back"),
        record=row,
        done=_address(row),
        message=_("Taken back."),
    )


def _address(row: CaseService) -> str:
    return reverse("services:service", args=[row.case_id, row.id])
