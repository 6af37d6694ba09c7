"""Reading signals."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from fanal.core.casework.answers import is_value, load
from fanal.core.casework.signals import CALLBACK, QUESTIONS
from fanal.core.words import say
from fanal.intake.access import open_signals_for, signals_for
from fanal.intake.models import Signal, Triage


def waiting(user: Any) -> QuerySet[Signal]:
    """Open signals, the dangerous first, then the oldest."""
    return open_signals_for(user).select_related("taken_by", "team")


def decided(user: Any) -> QuerySet[Triage]:
    """What was decided last, about the signals of one's teams that wait no longer."""
    done = signals_for(user).exclude(state__in=Signal.WAITING).order_by()
    later = Triage.objects.filter(signal=OuterRef("signal"), number__gt=OuterRef("number"))
    about = Triage.objects.filter(~Exists(later), signal__in=done)
    return about.select_related("signal", "by", "case").order_by("-on", "-signal__taken_on", "id")


def open_count(user: Any) -> int:
    """The number beside the menu."""
    return waiting(user).count()


def answers(signal: Signal, ring: Any) -> dict[str, Any]:
    """The answers, opened. Raises Locked or NotGranted."""
    kept = signal.unseal(ring)
    return {question.name: load(kept.get(question.name)) for question in QUESTIONS}


def rows(known: dict[str, Any]) -> list[dict[str, Any]]:
    """Question and answer, those on calling back left out: they stand apart in red."""
    return [
        {"key": question.label, "value": _words(question, known[question.name])}
        for question in QUESTIONS
        if question.name not in CALLBACK
    ]


def callback(known: dict[str, Any]) -> list[dict[str, Any]]:
    """The rules before the number: when, code word, who may answer, then where to call."""
    order = ("callback_when", "code_word", "may_answer", "callback")
    labels = {question.name: question.label for question in QUESTIONS}
    return [{"key": labels[name], "value": known[name], "name": name} for name in order]


def _words(question: Any, answer: Any) -> Any:
    if isinstance(answer, bool):
        return yes_or_no(answer)
    return dict(question.choices).get(answer, answer) if is_value(answer) else answer


def yes_or_no(answer: bool) -> Any:
    return say("yes") if answer else say("no")


def told(triage: Triage, ring: Any) -> dict[str, str]:
    """The words of a decision, where the reader may open them."""
    return triage.try_unseal(ring) or {}
