"""Reading signals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from fanal.accounts.models import User
from fanal.cases.models import Case
from fanal.cases.queries.known import KnownAnswer
from fanal.core.casework.answers import is_value, load
from fanal.core.casework.fields import Field
from fanal.core.casework.signals import CALLBACK, CALLERS, QUESTIONS
from fanal.core.words import Sentence, say
from fanal.intake.access import open_signals_for, signals_for
from fanal.intake.models import Signal, Triage
from fanal.keys.ring import Ring
from fanal.web.typing import Answers, Context


def waiting(user: User) -> QuerySet[Signal]:
    """Open signals, the dangerous first, then the oldest."""
    return open_signals_for(user).select_related("taken_by", "team")


def decided(user: User) -> QuerySet[Triage]:
    """What was decided last, about the signals of one's teams that wait no longer."""
    done = signals_for(user).exclude(state__in=Signal.WAITING).order_by()
    later = Triage.objects.filter(signal=OuterRef("signal"), number__gt=OuterRef("number"))
    about = Triage.objects.filter(~Exists(later), signal__in=done)
    return about.select_related("signal", "by", "case").order_by("-on", "-signal__taken_on", "id")


def open_count(user: User) -> int:
    """The number beside the menu."""
    return waiting(user).count()


def answers(signal: Signal, ring: Ring) -> Answers:
    """The answers, opened. Raises Locked or NotGranted."""
    kept = signal.unseal(ring)
    return {question.name: load(kept.get(question.name)) for question in QUESTIONS}


def rows(known: Answers) -> list[Context]:
    """Question and answer, those on calling back left out: they stand apart in red."""
    return [
        {"key": question.label, "value": _words(question, known[question.name])}
        for question in QUESTIONS
        if question.name not in CALLBACK
    ]


def callback(known: Answers) -> list[Context]:
    """The rules before the number: when, code word, who may answer, then where to call."""
    order = ("callback_when", "code_word", "may_answer", "callback")
    labels = {question.name: question.label for question in QUESTIONS}
    return [{"key": labels[name], "value": known[name], "name": name} for name in order]


def _words(question: Field, answer: Any) -> object:
    if isinstance(answer, bool):
        return yes_or_no(answer)
    return dict(question.choices).get(answer, answer) if is_value(answer) else answer


def yes_or_no(answer: bool) -> Sentence:
    return say("yes") if answer else say("no")


def told(triage: Triage, ring: Ring) -> dict[str, str]:
    """The words of a decision, where the reader may open them."""
    return triage.try_unseal(ring) or {}


# The question of the call, and the question of the case to which its answer is carried.
CARRIED = {
    "danger_now": ("safety", "danger_now"),
    "where": ("whereabouts", "place"),
    "callback_when": ("contact", "when"),
    "code_word": ("contact", "code_word"),
    "may_answer": ("contact", "may_answer"),
}
RELATION_OF = {"mother": "mother", "family": "relative", "friend": "friend"}


def known_of(case: Case, ring: Ring) -> Iterator[KnownAnswer]:
    """What the calls of this case said, for the forms that would ask it again."""
    calls = Signal.objects.filter(triages__case=case).order_by("taken_on", "id").distinct()
    for call in calls:
        if call.try_unseal(ring) is not None:
            yield from _carried(call, answers(call, ring))


def _carried(call: Signal, said: Answers) -> Iterator[KnownAnswer]:
    found = {place: said[name] for name, place in CARRIED.items()} | _of_the_caller(said)
    source = said_by(said)
    for (kind, field), value in found.items():
        if is_value(value):
            yield KnownAnswer(kind, field, value, source, call.taken_on)


def _of_the_caller(said: Answers) -> dict[tuple[str, str], object]:
    """How the caller is reached: her own number, or a person around her with a number."""
    number, who = said["callback"], said["who_calls"]
    if who == "herself":
        return {("contact", "number"): number}
    return {
        ("around", "name"): said["caller"],
        ("around", "relation"): RELATION_OF.get(who) if is_value(who) else None,
        ("around", "reach"): number,
    }


def said_by(said: Answers) -> Sentence:
    """Who called, for a proposal: "said in the call by mother"."""
    who = dict(CALLERS).get(said["who_calls"]) if is_value(said["who_calls"]) else None
    return say("said in the call by {who}", who=who) if who else say("said in the call")


def proposed_person(said: Answers) -> Answers:
    """Name and age as the call gave them, where it speaks of one person; to be confirmed."""
    text = said["about_whom"]
    if not isinstance(text, str):
        return {}
    ages = [int(number) for number in re.findall(r"\b\d{1,2}\b", text)]
    if len(ages) > 1:
        return {}
    name = re.split(r"[,;(\d]", text.strip(), maxsplit=1)[0].strip()
    return {"name": name} | ({"ages": [ages[0], ages[0]]} if ages else {})
