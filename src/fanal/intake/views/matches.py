"""Whether a call is about somebody we know: her open case first, with what fits and what not."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from fanal.cases.queries.other_cases import closed_cases_of, open_cases_of
from fanal.cases.queries.present import states_of
from fanal.core.calendars import AgeInterval
from fanal.core.words import Translatable, say
from fanal.intake import access, forms, queries
from fanal.keys.requests import Request
from fanal.people.forms import WHOSE
from fanal.people.views.duplicate_check import before_new
from fanal.web.typing import Answers, Context

# What a comparison says of births: her age is said in words of its own.
OF_BIRTH = {
    "birth years {n} apart",
    "birth years {n} apart, at least one of them estimated",
    "born the same day",
    "day and month of birth turned round",
    "different days in one year",
    "the 1 January of one may stand for an unknown day",
    "the births allow one another",
}
FOR, OPEN, AGAINST = "for", "open", "against"


@dataclass(frozen=True)
class PossibleMatches:
    """The near people of a call, those with an open case first; what the form is sent."""

    rows: list[Context]
    seen: str
    form: forms.CaseForm


@require_GET
def match(request: Request, signal_id: UUID) -> HttpResponse:
    """The people whom a call may be about; to the call itself where nobody fits."""
    signal = access.signal_for(request.user, signal_id)
    answered = queries.answers(signal, request.ring)
    access.opened(request.user, signal)
    near = possible_matches(request, answered)
    if not near.rows or not signal.waits:
        return redirect(address(signal.id))
    context = {
        "signal": signal,
        "danger": answered["danger_now"] is True,
        "near": near.rows,
        "with_case": sum(bool(row["cases"]) for row in near.rows),
        "hidden": [(name, value) for name, value in near.form.data.items() if value],
        "seen": near.seen,
    }
    return render(request, "intake/match.html", context)


def possible_matches(request: Request, answers: Answers) -> PossibleMatches:
    """Return whom the call may be about, by the name, the age and the number that it gives."""
    file = queries.proposed_person(answers)
    ages = file.get("ages") or ("", "")
    words = dict.fromkeys(WHOSE, "") | {
        "name": file.get("name", ""),
        "ages_least": str(ages[0]),
        "ages_most": str(ages[1]),
        "phone": file.get("phone", ""),
    }
    form = forms.CaseForm(words)
    if not form.is_valid():
        return PossibleMatches([], "", form)
    near, _seen = before_new(request, form, form.cleaned_data["name"], "name")
    cases = open_cases_of(request.user, [row["found"].person for row in near["near"]])
    ids = [row["found"].person.id for row in near["near"]]
    states, closed = states_of(ids, request.user, request.ring), closed_cases_of(request.user, ids)
    for row in near["near"]:
        row["last"] = states[row["found"].person.id].state.last_sign
        row["cases"] = cases.get(row["found"].person.id, [])
        row["closed"] = closed.get(row["found"].person.id, [])
        row["reasons"] = list(_reasons(row, file.get("ages")))
    # A stable sort: within both groups the nearest stay first. An open case first, so that no
    # second one is opened beside it (docs/safety-seams.md, S15).
    rows = sorted(near["near"], key=lambda row: not row["cases"])
    return PossibleMatches(rows, near["seen"], form)


def _reasons(row: Context, ages: list[int] | None) -> Iterable[tuple[str, Translatable]]:
    """Return what speaks for her, what stays open and what speaks against it."""
    yield FOR, row["found"].level
    for reason in row["found"].why:
        if reason.template not in OF_BIRTH:
            yield FOR, reason
    yield _of_age(row["known"].age, ages)


def _of_age(on_file: AgeInterval | None, ages: list[int] | None) -> tuple[str, Translatable]:
    if ages is None:
        return OPEN, say("age: not given in this call")
    if on_file is None:
        return OPEN, say("age: not known in her file")
    # Intervals that touch anywhere fit: a caller guesses, and so may her file.
    if on_file.oldest < ages[0] or on_file.youngest > ages[1]:
        return AGAINST, say("age does not fit: {age}", age=on_file.sentence())
    return FOR, say("age fits: {age}", age=on_file.sentence())


def address(signal_id: UUID, name: str = "signal") -> str:
    return reverse(f"intake:{name}", kwargs={"signal_id": signal_id})
