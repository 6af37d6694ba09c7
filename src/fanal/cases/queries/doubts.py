"""Recorded consents as the rules read them: whose yes counts is decided once, for all who ask."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from uuid import UUID

from fanal.cases.models import Consent
from fanal.core.casework.consent import ConsentAnswer, ConsentPurpose, GivenBy
from fanal.core.casework.consent import ConsentRecord as Record
from fanal.core.trust.voices import Doubt
from fanal.core.words import Sentence, say

DISSENT_SAYS = say(
    "The child said no, and her no outweighs the yes given for her. Nobody is told on the ground of"
    " this record."
)
# The never-tell list stands above the cases: the app that keeps it answers here.
type RelatedCases = Mapping[UUID, set[UUID]]
DOUBTS: list[Callable[[Iterable[Consent], RelatedCases | None], Mapping[UUID, Doubt]]] = []


def doubts_of(rows: Iterable[Consent], related: RelatedCases | None = None) -> dict[UUID, Doubt]:
    """Why the yes of these records counts for nothing, by id; the others are left out. `related`:
    their cases, each with every case of the same people, where a page has asked already."""
    rows = list(rows)
    return {id: why for ask in DOUBTS for id, why in ask(rows, related).items()}


def stands_against(row: Consent, doubt: Doubt | None) -> Sentence | None:
    """Why a yes that was given for her counts for nothing, in words for who recorded it."""
    if row.answer != ConsentAnswer.GIVEN or row.withdrawn_on:
        return None
    if row.assent is False:
        return DISSENT_SAYS
    return doubt.sentence() if doubt else None


def as_records(rows: Iterable[Consent]) -> list[tuple[Consent, Record]]:
    """Each row with the record that `core.casework.consent` reads."""
    rows = list(rows)
    doubtful = doubts_of(rows)
    return [(row, as_record(row, row.id in doubtful)) for row in rows]


def as_record(row: Consent, doubtful: bool = False) -> Record:
    return Record(
        purpose=ConsentPurpose(row.purpose),
        answer=ConsentAnswer(row.answer),
        on=row.on,
        given_by=GivenBy(row.given_by),
        data_class=row.data_class or None,
        recipient=row.recipient or None,
        assent=row.assent,
        until=row.until,
        withdrawn_on=row.withdrawn_on,
        doubtful=doubtful,
    )
