"""Closing a case with a second person, and opening it again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from fanal.accounts.deciders import tell_who_decides
from fanal.accounts.other_hands import AskedBy
from fanal.cases import access
from fanal.cases.actions import stages
from fanal.cases.deciding import works_in
from fanal.cases.forms import records
from fanal.cases.models import Case, Closure
from fanal.cases.queries.before_closing import ShownBefore, before_closing, why_not_agreed
from fanal.cases.queries.closing_facts import contact_after, plans_at_closing, proposed_closure
from fanal.cases.queries.pages import open_closure
from fanal.cases.queries.still_open import still_open_in
from fanal.cases.views.case import address
from fanal.core.casework.closure import ClosureReason, contradictions, in_order
from fanal.core.casework.sections import Section
from fanal.keys.requests import Request, acting, writing
from fanal.web.asking import ask, must_answer, sent
from fanal.web.days_in_words import date_here
from fanal.web.idempotency import idempotent
from fanal.web.lookup import found_or_404
from fanal.web.typing import Answers, Context


def _back(case: Case) -> str:
    return address(case.id, "section", section=Section.CLOSURE)


def _waiting(case: Case) -> Closure:
    # Nothing waits: the page does not exist, whether it was answered a minute ago or never asked.
    return found_or_404(open_closure(case))


@idempotent
def ask_to_close(request: Request, case_id: UUID) -> HttpResponse:
    """Ask a second person to agree."""
    case = access.worked_case_for(request.user, case_id)
    plans = plans_at_closing(case, request.user, request.ring)
    after = contact_after(case, timezone.localdate())
    asked = [(str(person.person.pk), person.person.code_name) for person in after if person.to_ask]
    # The same list for who asks and who agrees, read anew for each: between the two something may
    # have opened.
    still_open = still_open_in(case, request.user, request.ring)
    # What the plans and open matters say already is filled in.
    proposed = proposed_closure(plans, explained=bool(still_open))
    form = records.ClosureForm(sent(request), asked=asked, initial=proposed)

    def save(_answers: Answers) -> None:
        closure = stages.ask_closure(
            case=case, contact=form.contact(), **form.closing(), **acting(request)
        )
        tell_who_decides(request, "closure", closure.id, among=works_in(case))
        # After saving: her yes is worth keeping even where somebody else has to answer too.
        _warn_of_a_yes_that_is_none(request, case, form)

    return ask(
        request,
        form,
        save,
        template="cases/close.html",
        case=case,
        plans=plans,
        after=[person for person in after if not person.to_ask],
        still_open=still_open,
        before=ShownBefore(before_closing(case), still_open),
        heading=_("Close the case"),
        lead=_("A second person has to agree. Nothing is deleted, and it can be opened again."),
        code=case.code_name,
        submit=_("Ask a second person"),
        done=_back(case),
    )


def _warn_of_a_yes_that_is_none(request: Request, case: Case, form: records.ClosureForm) -> None:
    """Warn of a yes that is no consent yet: of a child it takes who may answer for her, too."""
    yes = {id for id, answer in form.contact().items() if answer.yes}
    people = contact_after(case, timezone.localdate())
    if any(person.person.pk in yes and not person.state.allows for person in people):
        messages.warning(
            request, _("Her yes to contact is no consent yet: look at the consents of this case.")
        )


@idempotent
def agree(request: Request, case_id: UUID) -> HttpResponse:
    """Let the second person agree."""
    case = access.worked_case_for(request.user, case_id)
    closure = _waiting(case)

    def save(_answers: Answers) -> str:
        must_answer(request, closure.id)
        stages.agree_closure(closure=closure, **writing(request))
        return address(case_id)

    return ask(
        request,
        records.ConfirmForm(sent(request)),
        save,
        template="cases/agree.html",
        asked=AskedBy(closure.asked_by, closure.asked_on),
        case=case,
        plans=plans_at_closing(case, request.user, request.ring),
        after=contact_after(case, timezone.localdate()),
        **_what_stands(request, closure),
        for_a_lead=closure.for_a_lead,
        heading=_("Agree to close the case"),
        code=case.code_name,
        consequences=[
            ClosureReason(closure.reason).sentence(),
            _("asked by %(who)s, %(day)s")
            % {"who": closure.asked_by, "day": date_here(closure.asked_on)},
            _("The case is then closed."),
            _("It can be opened again, with its history."),
        ],
        submit=_("Agree and close"),
        record=case,
        answers_to=closure.id,
        cancel_url=_back(case),
        no_url=address(case_id, "drop"),
    )


def _what_stands(request: Request, closure: Closure) -> Context:
    """Return what speaks for and against it today, as this user reads it."""
    still_open = still_open_in(closure.case, request.user, request.ring)
    content = closure.try_unseal(request.ring)
    return {
        "still_open": still_open,
        "speaks": contradictions(ClosureReason(closure.reason), still_open),
        "in_order": in_order(still_open),
        "words": (content or {}).get("words", ""),
        "before": ShownBefore(before_closing(closure.case), still_open),
        "why_not": why_not_agreed(closure, content, request.user, still_open),
    }


@idempotent
def drop(request: Request, case_id: UUID) -> HttpResponse:
    """Keep the case open: with a reason, but for who asked herself."""
    case = access.worked_case_for(request.user, case_id)
    closure = _waiting(case)

    # Who asked can take it back without a reason; anybody else owes one to who asked.
    own = closure.asked_by_id == request.user.pk

    def save(answers: Answers) -> None:
        if not own:
            must_answer(request, closure.id)
        stages.drop_closure(closure=closure, **answers, **acting(request))

    return ask(
        request,
        records.ConfirmForm(sent(request)) if own else records.KeepOpenForm(sent(request)),
        save,
        heading=_("Keep the case open"),
        lead=_("Whoever asked to close it reads your reason and goes on with the case."),
        code=case.code_name,
        submit=_("Keep it open"),
        answers_to=closure.id,
        done=_back(case),
    )


@idempotent
def reopen(request: Request, case_id: UUID) -> HttpResponse:
    """Open a closed case again."""
    case = access.worked_case_for(request.user, case_id)

    def save(answers: Answers) -> str:
        stages.reopen(case=case, **answers, **writing(request))
        return address(case_id)

    return ask(
        request,
        records.ReopenCaseForm(sent(request)),
        save,
        heading=_("Open the case again"),
        lead=_(
            "What you write becomes a note. Whoever works on it and the two who closed it are "
            "told. That she was safe counts no more: you are asked whether she is."
        ),
        code=case.code_name,
        record=case,
        submit=_("Open it again"),
        back_url=_back(case),
    )
