"""What she needs, one question at a time: a tap is an answer, and goes on."""

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fanal.cases import access
from fanal.cases.actions import needs
from fanal.cases.actions.tasks import ABOUT_NEEDS, ask_again
from fanal.cases.models import Case
from fanal.cases.queries.needs import StatedNeed, speaks_now, stated_needs
from fanal.cases.views.case import address
from fanal.core.casework.answers import NOT_ASKED, NoAnswer
from fanal.core.casework.choices import ASKED_DOMAINS, URGENCIES, domain_at, next_number
from fanal.core.casework.state_entries import SAYERS
from fanal.core.casework.statements import StatementSource
from fanal.core.sealing.compartments import NARRATIVE
from fanal.keys.requests import Request, acting
from fanal.web.asking import ask, sent, version_of
from fanal.web.forms.answers import WORDS as REASONS
from fanal.web.forms.codes import worded_choices
from fanal.web.idempotency import idempotent
from fanal.web.lookup import found_or_404
from fanal.web.typing import Answers, Context

ANSWERS = [
    ("today", _("Yes, today")),
    ("this_week", _("Yes, this week")),
    ("later", _("Yes, later")),
    ("none", _("No help needed")),
]
# No reason stands on the page before the question was left: a reason is quicker to tap than to ask
# her.
LAST = [NoAnswer.NOT_KNOWN, NoAnswer.DOES_NOT_WANT_TO_SAY, NOT_ASKED]


def sayers() -> list[tuple[str, str]]:
    """Return who can have said it; the first says that nobody wrote it down."""
    known = [("", StatementSource.NOT_SAID.sentence()), *SAYERS]
    return worded_choices(known)


class NeedForm(forms.Form):
    """How soon, or why there is no answer."""

    answer = forms.ChoiceField(
        label=_("Why is there no answer?"),
        choices=[
            *((urgency, urgency) for urgency in URGENCIES),
            *((str(one), str(one)) for one in LAST),
        ],
    )
    said_by = forms.ChoiceField(label=_("Who says so?"), choices=sayers, required=False)
    again = forms.BooleanField(label=_("Ask next time: makes a task"), required=False)


def onward(request: Request, case_id: UUID) -> HttpResponse:
    """Go on to the first question that nobody asked; to what is needed once all were."""
    case = _written(request, case_id)
    needs_now = stated_needs(case, request.ring)
    number = next_number(needs_now)
    if number:
        return redirect(address(case_id, "need", number=number))
    context = {"case": case, "needs": [stated for stated in needs_now.values() if stated.needed]}
    return render(request, "cases/all_needs.html", context | _needs_context(case, needs_now))


def _written(request: Request, case_id: UUID) -> Case:
    case = access.case_for(request.user, case_id)
    access.must_write(request.user, case, NARRATIVE)
    access.opened(request.user, case, NARRATIVE, ring=request.ring)
    return case


@idempotent
def need(request: Request, case_id: UUID, number: int) -> HttpResponse:
    return _one(request, case_id, number, "cases/need.html")


@idempotent
def left(request: Request, case_id: UUID, number: int) -> HttpResponse:
    """Ask the same once it was left: why there is no answer."""
    return _one(request, case_id, number, "cases/need_left.html")


def _one(request: Request, case_id: UUID, number: int, page: str) -> HttpResponse:
    case = _written(request, case_id)
    asked = found_or_404(domain_at(number))
    stated = stated_needs(case, request.ring)
    before = stated.get(asked[0])

    def save(answers: Answers) -> str:
        answer = next((code for code in LAST if code == answers["answer"]), answers["answer"])
        needs.say_need(
            case=case,
            domain=asked[0],
            urgency=answer,
            before=before,
            said_by=answers["said_by"],
            version=version_of(request) if before else 0,
            **acting(request),
        )
        if answers["again"] and access.works_on(request.user, case):
            ask_again(case=case, about=ABOUT_NEEDS, by=request.user)
        return _after(case_id, number, before)

    context: Context = {
        "case": case,
        "domain": asked[1],
        "number": number,
        "of": len(ASKED_DOMAINS),
    }
    return ask(
        request,
        NeedForm(sent(request), initial={"said_by": _speaks(stated, before, request)}),
        save,
        template=page,
        **(context | _needs_context(case, stated) | _ways(case, number, before, request)),
    )


def _speaks(stated: dict[str, StatedNeed], before: StatedNeed | None, request: Request) -> str:
    """Return who said it before, or speaks in this conversation."""
    if before and before.said_by:
        return before.said_by
    return speaks_now(stated.values(), request.user, timezone.localdate())


def _after(case_id: UUID, number: int, before: StatedNeed | None) -> str:
    """Return the next that nobody asked; after a correction, the one that stands behind it."""
    if before and domain_at(number + 1):
        return address(case_id, "need", number=number + 1)
    return address(case_id, "needs")


def _needs_context(case: Case, stated: dict[str, StatedNeed]) -> Context:
    return {
        "told": [stated[code] for code, _words in ASKED_DOMAINS if code in stated],
        "stop_url": address(case.id, "section", section="needs"),
    }


def _ways(case: Case, number: int, before: StatedNeed | None, request: Request) -> Context:
    return {
        "before": before,
        "record": before.entry if before else None,
        "chosen": str(before.urgency) if before else "",
        "answers": ANSWERS,
        "reasons": [(str(code), REASONS[code]) for code in LAST],
        "tasks": access.works_on(request.user, case),
        "question_url": address(case.id, "need", number=number),
        "skip_url": address(case.id, "need_left", number=number),
        "undo_url": address(case.id, "need", number=number - 1) if number > 1 else "",
    }
