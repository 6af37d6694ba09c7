"""Signals: taking one, reading it, and what becomes of it."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fanal.cases.access import case_for, cases_for, worked_case_for
from fanal.cases.queries.lists import cases_listed
from fanal.cases.queries.other_cases import her_cases_of
from fanal.core.casework.answers import NOT_ASKED, is_value
from fanal.intake import access, actions, forms, queries
from fanal.intake.models import Signal
from fanal.intake.views.call_facts import said_in_call, waits_to_be_confirmed
from fanal.intake.views.matches import address, possible_matches
from fanal.keys.access import teams_awaiting_admission
from fanal.keys.admission import saved
from fanal.keys.requests import Request, acting
from fanal.people.access import teams_of
from fanal.people.views.duplicate_check import ask_same_person, submitted_answers
from fanal.web.asking import ask, do, sent
from fanal.web.days_in_words import date_here
from fanal.web.idempotency import idempotent
from fanal.web.lookup import uuid_or_404
from fanal.web.pagination import page_of
from fanal.web.typing import Answers, Context

type SaveAnswers = Callable[[Answers], str]
A_PAGE = 50  # of what was decided
MOST_QUESTIONS = 7  # on one screen


@require_GET
def signals(request: Request) -> HttpResponse:
    """Open signals, and what was decided last."""
    access.must_take(request.user)
    context = {
        "waiting": queries.waiting(request.user),
        "page": page_of(request, queries.decided(request.user), A_PAGE),
    }
    return render(request, "intake/list.html", context)


@idempotent
def new(request: Request) -> HttpResponse:
    """Take a call; it is sealed to the team when it is saved."""
    access.must_take(request.user)
    teams = {str(team.pk): team for team in teams_of(request.user)}
    form = forms.CallForm(
        sent(request), offered={"team": {key: team.name for key, team in teams.items()}}
    )
    page: Context = {"leads": queries.leads_of(request.user), "back_url": reverse("intake:list")}
    if request.method == "POST" and form.is_valid() and form.says_nothing():
        return render(request, "intake/new.html", page | {"form": form, "says_nothing": True})

    def save(answers: Answers) -> str:
        signal = actions.take_signal(
            team=teams[answers["team"]],
            answers=form.answers(),
            urgent=answers["urgent"],
            **acting(request),
        )
        # She cannot open what she has just sealed until a colleague lets her into the team's key
        # (S13).
        if signal.team in teams_awaiting_admission(request.user):
            messages.success(request, saved(signal.team, request.user))
            return reverse("intake:list")
        return _next_page(request, signal)

    return ask(request, form, save, template="intake/new.html", **page)


def _next_page(request: Request, signal: Signal) -> str:
    """Return the page of whoever it may be about; where nobody fits, of the call itself."""
    near = possible_matches(request, queries.answers(signal, request.ring))
    if not near.rows:
        return address(signal.id)
    cases = [case for row in near.rows for case in row["cases"]]
    # Before anybody decides whether it is her: her worker may know tonight where she is.
    if signal.urgent and cases:
        actions.tell_of_match(signal=signal, cases=cases, by=request.user)
    return address(signal.id, "match")


@require_GET
def signal(request: Request, signal_id: UUID) -> HttpResponse:
    """Show one signal, opened and written down, with what was decided."""
    signal = access.signal_to_read(request.user, signal_id)
    answered = queries.answers(signal, request.ring)
    access.opened(request.user, signal)
    triages = signal.triages.select_related("by", "case", "duplicate_of")
    opens = set(cases_for(request.user).filter(signals__signal=signal).values_list("id", flat=True))
    context = {
        "signal": signal,
        "danger": answered["danger_now"] is True,
        "rows": [row for row in queries.rows(answered) if row["value"] is not NOT_ASKED],
        "left": queries.left_out(answered),
        "file": queries.proposed_person(answered),
        "callback": queries.callback(answered),
        "triages": [(triage, queries.decision_words(triage, request.ring)) for triage in triages],
        "opens": opens,
        "to_confirm": waits_to_be_confirmed(request, signal),
    }
    return render(request, "intake/signal.html", context)


@idempotent
def aside(request: Request, signal_id: UUID) -> HttpResponse:
    """Put the signal aside as not for us."""
    signal = access.signal_for(request.user, signal_id)

    def save(answers: Answers) -> str:
        actions.set_aside(signal=signal, **answers, **acting(request))
        return address(signal_id)

    form = forms.AsideForm(sent(request))
    lead = _("It stays readable for the team, with the reason, who decided and when.")
    return _decide(request, signal, form, save, _("Not for us"), lead=lead)


@idempotent
def more(request: Request, signal_id: UUID) -> HttpResponse:
    """Ask the questions that were left out, the first of them: an answer, or why there is none."""
    signal = access.signal_for(request.user, signal_id)
    if not signal.waits:
        return redirect(address(signal.id))
    left = queries.left_out(queries.answers(signal, request.ring))[:MOST_QUESTIONS]
    access.opened(request.user, signal)
    form = forms.LeftOutForm(left, sent(request))

    def save(_answers: Answers) -> str:
        actions.answer_more(signal=signal, answers=form.answers(), **acting(request))
        return address(signal_id)

    return ask(
        request,
        form,
        save,
        heading=_("What was left out"),
        code=signal.code_name,
        back_url=address(signal.id),
    )


@idempotent
def duplicate(request: Request, signal_id: UUID) -> HttpResponse:
    """Mark the signal as the same as another one."""
    signal = access.signal_for(request.user, signal_id)
    others = access.signals_for(request.user).exclude(id=signal.id).exclude(state="duplicate")
    files = [(str(other.id), other.code_name) for other in others]
    shown = {str(other.id): f"{other.code_name} · {date_here(other.taken_on)}" for other in others}

    def save(answers: Answers) -> str:
        of = access.signal_for(request.user, UUID(answers["chosen"]))
        actions.mark_duplicate(signal=signal, of=of, reason=answers["reason"], **acting(request))
        return address(signal_id)

    form = forms.ChoiceForm(_("The first call"), files, sent(request), shown)
    return _decide(request, signal, form, save, _("The same as another call"))


@idempotent
def addition(request: Request, signal_id: UUID) -> HttpResponse:
    """Add the signal to a case that we have."""
    signal = access.signal_for(request.user, signal_id)
    files = [(str(case.id), case.code_name) for case in cases_listed(request.user)]

    def save(answers: Answers) -> str:
        case = case_for(request.user, UUID(answers["chosen"]))
        actions.add_to_case(signal=signal, case=case, reason=answers["reason"], **acting(request))
        return said_in_call(request, signal, case)

    form = forms.ChoiceForm(_("The case"), files, sent(request))
    return _decide(request, signal, form, save, _("About a case that we have"))


@idempotent
def reopen(request: Request, signal_id: UUID) -> HttpResponse:
    """Let a signal that was put aside by mistake wait for a decision again."""
    signal = access.signal_for(request.user, signal_id)

    def save(answers: Answers) -> str:
        actions.reopen(signal=signal, **answers, **acting(request))
        return address(signal_id)

    return ask(
        request,
        forms.ReopenSignalForm(sent(request)),
        save,
        heading=_("Open the call again"),
        lead=_("What was decided stays readable with it; it waits for a new decision."),
        code=signal.code_name,
        submit=_("Open it again"),
        back_url=address(signal.id),
    )


@idempotent
def case(request: Request, signal_id: UUID) -> HttpResponse:
    """Make a case of the signal, of a file we have or of a new one: near files are shown before,
    with their open cases, to one of which it can be added instead."""
    signal = access.signal_for(request.user, signal_id)
    if request.POST.get("add_to"):
        return _add_to_open_case(request, signal)
    if request.POST.get("reopen"):
        return _reopen_her_case(request, signal)
    answered = queries.answers(signal, request.ring)
    access.opened(request.user, signal)
    form = forms.CaseForm(submitted_answers(request), initial=queries.proposed_person(answered))

    def make(answers: Answers, file: Answers) -> str:
        # The caller is the source of the age, not the file: a friend's guess weighs less than a
        # paper.
        file["births"] = form.claims(queries.birth_source(answered))
        new_case = actions.make_case(
            signal=signal, kinds=answers["kinds"], **file, **acting(request)
        )
        return said_in_call(request, signal, new_case)

    return ask_same_person(
        request,
        form,
        make,
        heading=_("Open a case"),
        code=signal.code_name,
        submit=_("Save decision"),
        back_url=address(signal.id),
        said=_rows_without_callback(answered),
        her_cases=her_cases_of,
        add_to_case=True,
    )


def _add_to_open_case(request: Request, signal: Signal) -> HttpResponse:
    """The call is about somebody whose case is open: it goes there."""
    case = case_for(request.user, uuid_or_404(request.POST["add_to"]))

    return do(
        request,
        lambda: actions.add_to_case(signal=signal, case=case, reason="", **acting(request)),
        done=address(signal.id, "known"),
    )


def _reopen_her_case(request: Request, signal: Signal) -> HttpResponse:
    """The call is about somebody whose case was closed: it is opened again, with its history."""
    # Only who works on it may open it again; a case of another team is neither named nor opened.
    case = worked_case_for(request.user, uuid_or_404(request.POST["reopen"]))

    return do(
        request,
        lambda: actions.reopen_with(signal=signal, case=case, **acting(request)),
        done=address(signal.id, "known"),
    )


def _rows_without_callback(answers: Answers) -> list[Context]:
    """Return what was said, without how to call back: nobody writes a name from memory."""
    return [row for row in queries.rows(answers) if is_value(row["value"])]


def _decide(
    request: Request, signal: Signal, form: Form, save: SaveAnswers, heading: str, lead: str = ""
) -> HttpResponse:
    return ask(
        request,
        form,
        save,
        heading=heading,
        code=signal.code_name,
        submit=_("Save decision"),
        back_url=address(signal.id),
        lead=lead,
    )
