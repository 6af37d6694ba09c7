"""A proceeding in coded facts: where, of which kind, what she is in it, how far; and each record by
its kind and code. No amount, body or word."""

from fanal.coded_facts.coders import FactsOfRow, RowContent, register
from fanal.core.coded_facts import coded
from fanal.core.justice.proceedings import state_of
from fanal.justice.models import JusticeRecord, Proceeding
from fanal.justice.queries.steps import steps_of


def code_proceeding(row: Proceeding, content: RowContent) -> FactsOfRow:
    state = state_of(steps_of([row])[row.id])
    yield (
        row.person_id,
        coded(
            "proceeding",
            state.on if state else row.made_on,
            proceeding=row.kind,
            role=row.role,
            country=row.country,
            state=state and state.kind,
        ),
    )


def code_record(row: JusticeRecord, content: RowContent) -> FactsOfRow:
    code = next(iter(row.coded.values()), None)
    yield (
        row.proceeding.person_id,
        coded("justice", row.on, record=row.kind, said=code, country=row.proceeding.country),
    )


def register_coders() -> None:
    register(Proceeding, code_proceeding)
    register(JusticeRecord, code_record)
