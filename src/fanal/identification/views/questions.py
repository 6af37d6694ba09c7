"""One question at a time: the one that settles most, large answers, and the way out in sight."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fanal.cases.access import works_on
from fanal.cases.actions.tasks import ABOUT_LAW, ask_again
from fanal.core.law.facts import KNOWN
from fanal.identification import access, words
from fanal.identification.access import Concern
from fanal.identification.actions import sittings, statements
from fanal.identification.forms.questions import (
    NO_ANSWER,
    NOT_HERSELF,
    IdentificationStatementForm,
    QuestionAnswerForm,
    SourceForm,
)
from fanal.identification.models import Interview
from fanal.identification.next_questions import fitting_of
from fanal.identification.queries import Record, open_interview, record_of
from fanal.identification.sittings import Sitting, Turn, sitting_of, turn
from fanal.identification.views.addresses import address
from fanal.identification.words import why_asked
from fanal.keys.requests import Request, acting
from fanal.web.asking import ask, sent
from fanal.web.forms.codes import chosen_from
from fanal.web.idempotency import idempotent, pressed
from fanal.web.typing import Answers, Context


@idempotent
def start(request: Request, case_id: UUID, person_id: UUID) -> HttpResponse:
    """Ask who answers: said once, it stands for the whole sitting."""
    concern = access.written_by(request.user, case_id, person_id, request.ring)
    return ask(
        request,
        SourceForm(sent(request)),
        beginning(sittings.begin_sitting, request, concern),
        template="identification/who_answers.html",
        case=concern.case,
        person=concern.person,
        sources=chosen_from(NOT_HERSELF),
        interview=open_interview(concern, request.user),
        back_url=address(concern),
    )


def beginning(
    begin: Callable[..., Interview], request: Request, concern: Concern
) -> Callable[[Answers], str]:
    """Return what a filled-in form begins: a sitting, whose first question is the next page."""

    def begin_with(answers: Answers) -> str:
        interview = begin(concern=concern, **answers, **acting(request))
        return address(concern, "ask", interview_id=interview.id)

    return begin_with


def onward(request: Request, case_id: UUID, person_id: UUID, interview_id: UUID) -> HttpResponse:
    """Go to the next question of this sitting, by its number."""
    concern = access.written_by(request.user, case_id, person_id, request.ring)
    interview = access.interview_for(request.user, concern, interview_id)
    return redirect(next_of(concern, sitting_of(interview, request.ring)))


def next_of(concern: Concern, sitting: Sitting) -> str:
    ids = {"interview_id": sitting.interview.id}
    # A paper cannot be asked one thing after the other: its answers are copied page by page.
    if not sitting.one_by_one:
        return address(concern, "page", **ids, number=1)
    # The number is a count of answers kept, so that a browser that goes back cannot skip one.
    return address(concern, "question", **ids, number=len(sitting.answers) + 1)


@idempotent
def question(
    request: Request, case_id: UUID, person_id: UUID, interview_id: UUID, number: int
) -> HttpResponse:
    """The question of this number: asked before, or the next. An answer saves and goes on."""
    return _one_question(
        request, case_id, person_id, interview_id, number, "identification/question.html"
    )


@idempotent
def no_answer(
    request: Request, case_id: UUID, person_id: UUID, interview_id: UUID, number: int
) -> HttpResponse:
    """Show the same question, once it was left, and ask why there is no answer."""
    return _one_question(
        request, case_id, person_id, interview_id, number, "identification/no_answer.html"
    )


def _one_question(
    request: Request, case_id: UUID, person_id: UUID, interview_id: UUID, number: int, page: str
) -> HttpResponse:
    concern = access.written_by(request.user, case_id, person_id, request.ring)
    interview = access.interview_for(request.user, concern, interview_id)
    sitting = sitting_of(interview, request.ring)
    # An address that was typed or is old leads to where the sitting stands, without an error in
    # front of her.
    if not sitting.one_by_one or not 1 <= number <= len(sitting.answers) + 1:
        return redirect(next_of(concern, sitting))
    record = record_of(concern, request.ring)
    # What fits is asked anew at each question: an answer may have made the next one needless or
    # unkind, as one about customers to a child.
    fitting = fitting_of(concern.case, request.user, request.ring)
    asked = turn(sitting, record, number, fitting)
    # A POST still goes on: its answer is kept, or the last one would be lost with the end.
    if asked is None and request.method != "POST":
        context = shown(request, concern, sitting, record)
        return render(request, "identification/all_asked.html", context)

    def keep(answers: Answers) -> str:
        keep_answer(request, concern, sitting, answers)
        ids = {"interview_id": interview.id}
        return address(concern, "ask", **ids)

    return ask(
        request,
        QuestionAnswerForm(sent(request)),
        keep,
        template=page if asked else "identification/all_asked.html",
        **(shown(request, concern, sitting, record) | words_of(concern, sitting, record, asked)),
    )


def keep_answer(request: Request, concern: Concern, sitting: Sitting, answers: Answers) -> None:
    answer = {answers["code"]: answers["answer"]}
    statements.keep_answers(concern=concern, sitting=sitting, answers=answer, **acting(request))
    # She may want to come back to it: a task and no open question, so that nobody presses her now.
    if answers["again"] and works_on(request.user, concern.case):
        ask_again(case=concern.case, about=ABOUT_LAW, by=request.user)


def shown(request: Request, concern: Concern, sitting: Sitting, record: Record) -> Context:
    """Return what every page of a sitting carries."""
    ids = {"interview_id": sitting.interview.id}
    return {
        "case": concern.case,
        "person": concern.person,
        "sitting": sitting,
        "answered": sitting.answers.items(),
        "tasks": works_on(request.user, concern.case),
        "applying": record.applying,
        # One step back is in sight on every page, for an answer that was tapped by mistake.
        "undo_url": asked_before(concern, sitting, len(sitting.answers)),
        "stop_url": address(concern, "stop", **ids),
        "pages_url": address(concern, "page", **ids, number=1),
        "back_url": address(concern),
    }


def asked_before(concern: Concern, sitting: Sitting, number: int) -> str:
    """Return the address where the question of this number is answered anew; "" where there is
    none."""
    ids = {"interview_id": sitting.interview.id, "number": number}
    return address(concern, "question", **ids) if number else ""


def words_of(concern: Concern, sitting: Sitting, record: Record, asked: Turn | None) -> Context:
    """Return why the question is asked, its answers, and the ways on and back."""
    if asked is None:
        return {}
    ids = {"interview_id": sitting.interview.id}
    return {
        "turn": asked,
        "question": words.in_language(sitting.asking.words(asked.question.code)),
        # In her language, to be read aloud; "" where no reviewed text exists, and then an
        # interpreter is named.
        "hers": sitting.asking.words(asked.question.code).get(sitting.language, ""),
        "why": why_asked(asked.question),
        "child": record.about.person.oldest,
        "answers": chosen_from(KNOWN),
        "reasons": [(code, words.REASONS[code]) for code in NO_ANSWER],
        "question_url": address(concern, "question", **ids, number=asked.number),
        "skip_url": address(concern, "no_answer", **ids, number=asked.number),
        "undo_url": asked_before(concern, sitting, asked.number - 1),
    }


@pressed
def stop(request: Request, case_id: UUID, person_id: UUID, interview_id: UUID) -> HttpResponse:
    """End here: what was answered is kept. After an interview, to what she may need now."""
    concern = access.written_by(request.user, case_id, person_id, request.ring)
    interview = access.interview_for(request.user, concern, interview_id)
    # `stopped` tells a sitting that was broken off from one that came to its end: what was not
    # asked is "not asked", never "no".
    return redirect(end(request, concern, interview, stopped="all_asked" not in request.POST))


def end(request: Request, concern: Concern, interview: Interview, *, stopped: bool) -> str:
    """Return the address where it goes on once a sitting has ended."""
    with_her = sitting_of(interview, request.ring).with_her
    sittings.end_interview(interview=interview, stopped=stopped, by=request.user)
    # After an interview with her: what does she need now? A paper needs nothing.
    return address(concern, "stopped") if stopped and with_her else address(concern)


@idempotent
def statement(request: Request, case_id: UUID, person_id: UUID) -> HttpResponse:
    """Write down what a paper, a court or a partner says: who and of when, then page by page."""
    concern = access.written_by(request.user, case_id, person_id, request.ring)
    form = IdentificationStatementForm(sent(request))

    def begin(answers: Answers) -> str:
        # A paper is kept like a sitting, with its source: a court's words beside hers, not in place
        # of them.
        interview = sittings.begin_sitting(
            concern=concern,
            source=answers["source"],
            said_by=answers["said_by"],
            said_on=answers["said_on"],
            certainty=answers["certainty"],
            about=form.about(),
            **acting(request),
        )
        return address(concern, "page", interview_id=interview.id, number=1)

    return ask(
        request,
        form,
        begin,
        heading=_("What a source says"),
        lead=_("Then a few questions a page. What it does not say stays not known."),
        code=concern.person.code_name,
        submit=_("Save and continue"),
        back_url=address(concern),
    )
