"""The interview: the rules first, a few questions a page, and the way out always in sight."""

from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from fanal.accounts.deciders import tell_who_decides
from fanal.accounts.other_hands import AskedBy
from fanal.cases.forms.helpers import offer_helpers
from fanal.cases.queries.case_warnings import BESIDE_DANGER, warnings_in
from fanal.cases.queries.helpers import helpers_for
from fanal.identification import access
from fanal.identification.access import Concern
from fanal.identification.actions import repeat_interviews, sittings, statements
from fanal.identification.forms.questions import NO_ANSWER, BeforeForm, QuestionsForm
from fanal.identification.forms.recording import RepeatForm
from fanal.identification.interview_gate import interview_gate
from fanal.identification.interview_language import proposed_language
from fanal.identification.models import Interview
from fanal.identification.sittings import Sitting, sitting_of
from fanal.identification.views.addresses import address
from fanal.identification.views.questions import beginning, end
from fanal.keys.requests import Request, acting
from fanal.web.asking import ask, sent
from fanal.web.idempotency import idempotent
from fanal.web.typing import Answers


@idempotent
def before(request: Request, case_id: UUID, person_id: UUID) -> HttpResponse:
    """The rules, each to be confirmed before the first question."""
    concern = access.written_by(request.user, case_id, person_id, request.ring)
    # The rules are asked before a form is offered: consent, age, time since the last interview, who
    # interprets (WHO 2003, 4 and 6).
    gate = interview_gate(concern, request.user, request.ring)
    language = proposed_language(concern, request.user, request.ring)
    form = BeforeForm(sent(request), initial=language)
    # With something against it nobody is to be chosen yet.
    if not gate.against:
        helpers = helpers_for(concern.case, request.user, request.ring)
        offer_helpers(form.fields["interpreter"], helpers)
    return ask(
        request,
        form,
        beginning(sittings.begin_interview, request, concern),
        template="identification/before.html",
        case=concern.case,
        person=concern.person,
        gate=gate,
        warned_cases=warnings_in([concern.case], request.user, request.ring, BESIDE_DANGER),
        # After sending the refusals stand at their fields; twice is once too often.
        against=[] if request.method == "POST" else gate.against,
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
    """Show one page of a few questions. "Stop" keeps what is on it and ends the sitting."""
    concern = access.written_by(request.user, case_id, person_id, request.ring)
    interview = access.interview_for(request.user, concern, interview_id)
    sitting = sitting_of(interview, request.ring)
    # Pages follow from the questions that fit; an old address may name one that is gone.
    if not 1 <= number <= len(sitting.pages):
        raise Http404
    shown = sitting.pages[number - 1]
    form = QuestionsForm(
        shown.codes,
        sitting.language,
        sent(request),
        to_her=sitting.with_her,
        # What was answered in this sitting: going back must not look like having been asked again.
        initial=sitting.answers,
        asking=sitting.asking,
    )

    def keep(_answers: Answers) -> str:
        _save_new_answers(request, concern, sitting, form)
        # Kept first, then led on: "stop" loses nothing that was said.
        return onward(request, concern, sitting, number)

    return ask(
        request,
        form,
        keep,
        template="identification/questions.html",
        page=shown,
        number=number,
        total=len(sitting.pages),
        code=concern.person.code_name,
        sitting=sitting,
        no_answer=NO_ANSWER,
        one_url=address(concern, "ask", interview_id=interview.id) if sitting.one_by_one else "",
        back_url=earlier(concern, interview, number),
    )


def _save_new_answers(
    request: Request, concern: Concern, sitting: Sitting, form: QuestionsForm
) -> None:
    """Save what is new on this page."""
    before_answers = sitting.answers
    statements.keep_answers(
        concern=concern,
        sitting=sitting,
        # Only what changed: a page that is sent twice must not look like two statements.
        answers={c: a for c, a in form.answers().items() if a and a != before_answers.get(c)},
        about=form.about(),
        **acting(request),
    )


@idempotent
def again(request: Request, case_id: UUID, person_id: UUID) -> HttpResponse:
    """Ask why she is to be asked once more: a lead reads it and decides."""
    concern = access.written_by(request.user, case_id, person_id, request.ring)

    def save(answers: Answers) -> None:
        # Each telling costs her (WHO 2003, 8), so somebody other than the interviewer decides.
        repeat = repeat_interviews.ask_again_request(concern=concern, **answers, **acting(request))
        tell_who_decides(request, "interview_again", repeat.id)

    return ask(
        request,
        RepeatForm(sent(request)),
        save,
        done=address(concern),
        heading=_("Ask her once more"),
        lead=_("Each time she has to tell it costs her. Say what cannot be learned otherwise."),
        code=concern.person.code_name,
        submit=_("Ask a lead"),
    )


@idempotent
def accept(request: Request, case_id: UUID, person_id: UUID, repeat_id: UUID) -> HttpResponse:
    """The lead reads the reason and agrees, or goes on to the page that asks why not."""
    # The lead reads the reason and needs no right to write the answers.
    concern = access.concern_for(request.user, case_id, person_id, request.ring)
    row = access.repeat_for(request.user, concern, repeat_id)

    return ask(
        request,
        Form(sent(request)),
        lambda _answers: repeat_interviews.decide_repeat(row=row, accepted=True, by=request.user),
        template="accounts/agree_asked_by.html",
        kind="interview_again",
        row=row,
        asked=AskedBy(row.asked_by, row.asked_on),
        stops=False,
        done=address(concern),
        heading=_("May she be asked once more?"),
        # The reason in its own words, above the two answers.
        lead=row.unseal(request.ring)["reason"],
        code=concern.person.code_name,
        submit=_("Agree"),
        cancel_url=address(concern),
    )


def onward(request: Request, concern: Concern, sitting: Sitting, number: int) -> str:
    """The next page, or the end; out at once where the interview is stopped."""
    # Asked first, so that "stop" holds on the last page too.
    if "stop" in request.POST:
        return end(request, concern, sitting.interview, stopped=True)
    if number < len(sitting.pages):
        return address(concern, "page", interview_id=sitting.interview.id, number=number + 1)
    return end(request, concern, sitting.interview, stopped=False)


def earlier(concern: Concern, interview: Interview, number: int) -> str:
    if number == 1:
        return address(concern)
    return address(concern, "page", interview_id=interview.id, number=number - 1)


def stopped(request: Request, case_id: UUID, person_id: UUID) -> HttpResponse:
    """Show what to do now, after the interview was stopped."""
    concern = access.concern_for(request.user, case_id, person_id, request.ring)
    context = {"case": concern.case, "person": concern.person, "back_url": address(concern)}
    return render(request, "identification/stopped.html", context)
