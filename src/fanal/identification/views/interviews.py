"""The interview: the rules first, a few questions a page, and the way out always in sight."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from fanal.core.law.interview import PAGES
from fanal.core.law.interview import page as page_of
from fanal.identification import access, actions
from fanal.identification.access import Concern
from fanal.identification.forms.recording import BeforeForm, QuestionsForm
from fanal.identification.models import Interview
from fanal.identification.queries import answers_in
from fanal.identification.views.addresses import address
from fanal.keys.requests import Request
from fanal.web.asking import ask, sent
from fanal.web.idempotency import idempotent
from fanal.web.typing import Answers


@idempotent
def before(request: Request, case_id: UUID, person_id: UUID) -> HttpResponse:
    """The rules, each to be confirmed before the first question."""
    concern = access.written_by(request.user, case_id, person_id)

    def begin(answers: Answers) -> str:
        interview = actions.begin_interview(
            concern=concern, by=request.user, ring=request.ring, **answers
        )
        return address(concern, "page", interview_id=interview.id, number=1)

    return ask(
        request,
        BeforeForm(sent(request)),
        begin,
        heading=_("Before the first question"),
        lead=_("Asking is never worth more than her safety. You can stop at any moment."),
        code=concern.person.code_name,
        submit=_("Begin"),
        back_url=address(concern),
    )


@idempotent
def page(
    request: Request, case_id: UUID, person_id: UUID, interview_id: UUID, number: int
) -> HttpResponse:
    """One page of questions. "Stop" keeps what is on it and ends the interview."""
    concern = access.written_by(request.user, case_id, person_id)
    interview = access.interview_for(request.user, concern, interview_id)
    if not 1 <= number <= len(PAGES):
        raise Http404
    language = interview.unseal(request.ring)["language"]
    known = answers_in(interview, request.ring)
    form = QuestionsForm(page_of(number).codes, language, sent(request), initial=known)

    def keep(_answers: Answers) -> str:
        given = form.answers().items()
        said = {c: a for c, a in given if a and a != known.get(c, "not_asked")}
        actions.add_statement(
            concern=concern,
            answers=said,
            source="interview",
            about=form.about(),
            interview=interview,
            by=request.user,
            ring=request.ring,
        )
        return onward(request, concern, interview, number)

    return ask(
        request,
        form,
        keep,
        template="identification/questions.html",
        page=page_of(number),
        number=number,
        total=len(PAGES),
        code=concern.person.code_name,
        back_url=earlier(concern, interview, number),
    )


def onward(request: Request, concern: Concern, interview: Interview, number: int) -> str:
    """The next page, or the end; out at once where the interview is stopped."""
    if "stop" in request.POST:
        actions.end_interview(interview=interview, stopped=True, by=request.user)
        return address(concern, "stopped")
    if number < len(PAGES):
        return address(concern, "page", interview_id=interview.id, number=number + 1)
    actions.end_interview(interview=interview, stopped=False, by=request.user)
    return address(concern)


def earlier(concern: Concern, interview: Interview, number: int) -> str:
    if number == 1:
        return address(concern)
    return address(concern, "page", interview_id=interview.id, number=number - 1)


def stopped(request: Request, case_id: UUID, person_id: UUID) -> HttpResponse:
    """After the interview was stopped: what to do now."""
    concern = access.concern_for(request.user, case_id, person_id)
    context = {"case": concern.case, "person": concern.person, "back_url": address(concern)}
    return render(request, "identification/stopped.html", context)
