"""Calls in coded facts, under a pseudonym of the call: who calls, how urgent, what became of it."""

from uuid import UUID

from django.db.models import QuerySet

from fanal.coded_facts.coders import FactsOfRow, RowContent, register
from fanal.core.casework.answers import load
from fanal.core.coded_facts import coded
from fanal.intake.models import Signal


def code_signal(row: Signal, content: RowContent) -> FactsOfRow:
    caller = load(content.get("who_calls"))
    fact = coded("signal", row.taken_on, who_calls=caller, urgent=row.urgent, outcome=row.state)
    yield row.id, fact


def register_coders() -> None:
    register(Signal, code_signal, _calls)


def _calls(case: UUID) -> QuerySet[Signal]:
    return Signal.objects.filter(triages__case=case).distinct()
