"""Recorded consents as the rules read them: whose yes counts is decided once, for all who ask."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from uuid import UUID

from django.utils import timezone

from fanal.authority import reading
from fanal.cases.models import Consent
from fanal.core.casework.consent import (
    NO,
    ConsentAnswer,
    ConsentPurpose,
    ConsentState,
    GivenBy,
    RecordFault,
    consent_state,
)
from fanal.core.casework.consent import ConsentRecord as Record
from fanal.core.casework.whose_consent import ConsentAge
from fanal.core.trust.proxy_consent import Doubt
from fanal.core.words import Sentence, say
from fanal.people.consent_ages import consent_ages
from fanal.sealed.columns import opens

DISSENT_SAYS = say(
    "The child said no, and her no outweighs the yes given for her. Nobody is told on the basis "
    "of this record."
)
LACKING = {
    ConsentState.HER_YES_MISSING: say(
        "Not yet enough: at her age her own yes is needed too. Ask her, in words of her age."
    ),
    ConsentState.CARER_MISSING: say(
        "Not yet enough: until she is known to be 15 or older, whoever may consent for her has "
        "to say yes too. If her age is known, record it in her file."
    ),
    ConsentState.GIVEN_AS_CHILD: say(
        "She is an adult now: ask her again. What was given for her as a child does not count."
    ),
}
AGAINST_A_NO = {
    ConsentState.HER_YES_MISSING: say(
        "Somebody else said no for her, and her own word decides: ask her."
    ),
    ConsentState.VOID: say(
        "This no does not count: whoever gave it for her is part of the danger, or close to a "
        "suspect. Ask her, or another adult whom she trusts."
    ),
}
# What she is asked again for as an adult, until she has answered.
ASKED_AGAIN = frozenset({ConsentState.GIVEN_AS_CHILD, ConsentState.HER_YES_MISSING})
ANSWERED = NO | {ConsentState.GIVEN, ConsentState.EXPIRED}
type AgainstRecord = Doubt | RecordFault
# The never-tell list stands above the cases: the app that keeps it answers here.
type RelatedCases = Mapping[UUID, set[UUID]]
DOUBTS: list[Callable[[Iterable[Consent], RelatedCases | None], Mapping[UUID, Doubt]]] = []


def doubts_of(
    rows: Iterable[Consent], related: RelatedCases | None = None
) -> dict[UUID, AgainstRecord]:
    """Why the yes of these records counts for nothing, by id; the others are left out. `related`:
    their cases, each with every case of the same people, where a page has asked already."""
    rows = list(rows)
    # A yes that somebody wrote into the database lets nothing out: it is read as a no (ADR 9).
    made_here = [row for row in reading.rows_that_count(rows) if opens(row, "coded")]
    changed = {row.id for row in rows} - {row.id for row in made_here}
    against: dict[UUID, AgainstRecord] = dict.fromkeys(changed, RecordFault.CHANGED)
    return against | {id: why for ask in DOUBTS for id, why in ask(made_here, related).items()}


def stands_against(
    row: Consent, doubt: AgainstRecord | None, state: ConsentState | None = None
) -> Sentence | None:
    """Why a yes counts for nothing, or not yet, in words for who recorded it. `state`: where what
    was said of the same stands, taken together."""
    if doubt is RecordFault.CHANGED:
        return doubt.sentence()
    if row.answer == ConsentAnswer.REFUSED:
        return AGAINST_A_NO.get(state) if state else None
    if row.answer != ConsentAnswer.GIVEN or row.withdrawn_on:
        return None
    # Her no first: it outweighs a yes given for her, so it is the reason that is told.
    if row.assent is False:
        return DISSENT_SAYS
    return doubt.sentence() if doubt else LACKING.get(state) if state else None


def standing_of(known: Iterable[tuple[Consent, Record]], today: date) -> dict[UUID, ConsentState]:
    """Where each record stands, by id: a yes once everybody said it whose yes her age needs."""
    known = list(known)
    states = {row.id: record.state(today) for row, record in known}
    for row, record in known:
        state = states[row.id]
        if not state.allows and state not in ASKED_AGAIN:
            continue
        same = [
            other
            for of, other in known
            if of.person_id == row.person_id
            and other.concerns(record.purpose, record.data_class, record.recipient)
        ]
        together = consent_state(
            same,
            record.purpose,
            today=today,
            data_class=record.data_class,
            recipient=record.recipient,
        )
        if not state.allows:
            states[row.id] = ConsentState.HERS_COUNTS if together in ANSWERED else state
        elif together in LACKING:
            states[row.id] = together
    return states


def as_records(rows: Iterable[Consent]) -> list[tuple[Consent, Record]]:
    """Each row with the record that `core.casework.consent` reads."""
    rows = list(rows)
    return with_doubts(rows, doubts_of(rows), timezone.localdate())


def with_doubts(
    rows: Iterable[Consent], doubtful: Mapping[UUID, AgainstRecord], today: date
) -> list[tuple[Consent, Record]]:
    """The same where a page has asked for the doubts already."""
    rows = list(rows)
    ages = consent_ages({row.person_id for row in rows}, today)
    return [(row, as_record(row, ages[row.person_id], doubtful.get(row.id))) for row in rows]


def as_record(row: Consent, age: ConsentAge, doubt: AgainstRecord | None = None) -> Record:
    """What was changed from outside is read as taken back today: as a no, whatever it says."""
    changed = doubt is RecordFault.CHANGED
    return Record(
        purpose=ConsentPurpose(row.purpose),
        answer=ConsentAnswer(row.answer),
        on=row.on,
        given_by=GivenBy(row.given_by),
        data_class=row.data_class or None,
        recipient=row.recipient or None,
        assent=row.assent,
        until=row.until,
        withdrawn_on=timezone.localdate() if changed else row.withdrawn_on,
        doubtful=doubt is not None,
        needed=age.needed,
        as_child=age.given_as_child(row.on),
    )
