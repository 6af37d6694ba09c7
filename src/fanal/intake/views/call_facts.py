"""What a call said of the case it is about: looked at once, never typed again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.cases.access import cases_for, worked_case_for, works_on
from fanal.cases.models import Case
from fanal.core.casework.answers import is_value
from fanal.intake import access, queries
from fanal.intake.callers import say_who_called, who_may_have_called
from fanal.intake.known_facts import CallFact, confirm, elsewhere, facts_of, still_open
from fanal.intake.models import Signal
from fanal.intake.views.matches import address
from fanal.keys.requests import Request, acting
from fanal.people import access as people
from fanal.web.idempotency import idempotent
from fanal.web.lookup import first_or_404, uuid_or_404

ALL = "all"


@idempotent
def known(request: Request, signal_id: UUID) -> HttpResponse:
    """Show each thing that the call said, with who said it: right, to change, or all at once."""
    signal = access.signal_to_read(request.user, signal_id)
    about = _case_of(signal)
    if about is None:  # nobody has said yet which case it is about
        return redirect(address(signal.id))
    case = worked_case_for(request.user, about.id)
    facts = still_open(facts_of(signal, case, request.user, request.ring))
    back = reverse("cases:case", kwargs={"case_id": case.id})
    if request.method == "POST" and "called" in request.POST:
        return _save_caller(request, signal, case)
    if request.method == "POST":
        return _confirm(request, signal, facts, back)
    if not facts:
        return redirect(back)
    access.opened(request.user, signal)
    # What stands beside each fact comes from her file, which is thereby read.
    for person in {fact.person for fact in facts if fact.person}:
        people.opened(request.user, person, ring=request.ring)
    answered = queries.answers(signal, request.ring)
    origin = queries.origin_of(signal, answered)
    context = {
        "signal": signal,
        "case": case,
        "facts": facts,
        "origin": origin,
        "confirms": any(fact.confirm for fact in facts),
        "others": answered["with_her"] if is_value(answered["with_her"]) else "",
    }
    return render(request, "intake/known.html", context)


def _confirm(request: Request, signal: Signal, facts: list[CallFact], back: str) -> HttpResponse:
    """Confirm the fact that was pressed, or all of them, and lead on to what is left."""
    right = request.POST.get("right", "")
    confirm([fact for fact in facts if right in (ALL, fact.code)])
    messages.success(request, _("Saved, with who said it and when."))
    left = elsewhere(facts)
    if right == ALL and left:
        messages.info(request, _("What was said of her health comes next."))
        return redirect(left.change)
    done = right == ALL or len(facts) < 2
    return redirect(back if done else address(signal.id, "known"))


def _save_caller(request: Request, signal: Signal, case: Case) -> HttpResponse:
    """Save which of them called; whoever cannot have called is nobody."""
    asked = who_may_have_called(signal, case, request.ring)
    named = uuid_or_404(request.POST["called"])
    if asked:
        her = first_or_404(caller for caller in asked if caller.id == named)
        say_who_called(signal=signal, case=case, person=her, **acting(request))
        messages.success(request, _("Saved, with who said it and when."))
    return redirect(said_in_call(request, signal, case))


def said_in_call(request: Request, signal: Signal, case: Case) -> str:
    """Return where to go once a call is about a case: to what it said, or where it said nothing,
    there."""
    if still_open(facts_of(signal, case, request.user, request.ring)):
        return address(signal.id, "known")
    return reverse("cases:case", kwargs={"case_id": case.id})


def waits_to_be_confirmed(request: Request, signal: Signal) -> bool:
    """Whether something of this call stands in no case yet, of one on which this user works."""
    case = _case_of(signal)
    may = case is not None and cases_for(request.user).filter(id=case.id).exists()
    if not (case and may and works_on(request.user, case)):
        return False
    return bool(still_open(facts_of(signal, case, request.user, request.ring)))


def _case_of(signal: Signal) -> Case | None:
    """Return the case of the call, also of one that was found to be the same as one about a
    case."""
    triage = signal.triages.order_by("number").exclude(case=None, duplicate_of=None).last()
    if triage is not None and triage.duplicate_of is not None:
        return _case_of(triage.duplicate_of)
    return triage.case if triage else None
