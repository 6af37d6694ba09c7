"""What people said to one purpose, in any of their files."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from fanal.cases.models import Consent
from fanal.cases.queries.consent_validity import as_records
from fanal.core.casework.consent import (
    NO,
    ConsentPurpose,
    ConsentRecord,
    ConsentState,
    consent_state,
)
from fanal.people.models import Person
from fanal.people.queries import kin_of, last_of, merged_of

# Of no part of a file: her answer holds whichever was chosen.
OF_NO_PART = frozenset(
    {
        ConsentPurpose.AFTER_CLOSING,
        ConsentPurpose.RECORDING,
        ConsentPurpose.STATEMENT,
        ConsentPurpose.COMPENSATION,
        ConsentPurpose.MONEY_IN_A_NAME,
    }
)


@dataclass(frozen=True)
class HerWord:
    """The answer of a person to one purpose, as a page says it where the thing is done. `of`: her
    code, where a page concerns several."""

    purpose: ConsentPurpose
    state: ConsentState
    person: UUID
    of: str = ""

    @property
    def is_no(self) -> bool:
        return self.state in NO


def said_on(
    purpose: ConsentPurpose, asked: Collection[tuple[UUID, date]]
) -> dict[tuple[UUID, date], ConsentState]:
    """Return where the consent of each person to this purpose stood on that day. In a constant
    number of queries."""
    into = merged_of()
    people = {person for person, _day in asked}
    rows = Consent.objects.filter(person__in={*people, *kin_of(people)}).order_by("id")
    records: dict[UUID, list[ConsentRecord]] = defaultdict(list)
    for row, record in as_records(one for one in rows if one.purpose == purpose):
        whole = replace(record, data_class=None) if purpose in OF_NO_PART else record
        records[last_of(row.person_id, into)].append(whole)
    return {
        (person, day): consent_state(records[last_of(person, into)], purpose, today=day)
        for person, day in asked
    }


def said_to_each(
    purpose: ConsentPurpose, people: Collection[UUID], today: date
) -> dict[UUID, ConsentState]:
    states = said_on(purpose, [(person, today) for person in people])
    return {person: state for (person, _day), state in states.items()}


def said_to(purpose: ConsentPurpose, person: UUID, today: date) -> ConsentState:
    return said_to_each(purpose, [person], today)[person]


def her_words(purpose: ConsentPurpose, people: Collection[Person], today: date) -> list[HerWord]:
    """Return the answer of each person; with her code where they are several."""
    states = said_to_each(purpose, [person.id for person in people], today)
    several = len(people) > 1
    return [
        HerWord(purpose, states[person.id], person.id, person.code_name if several else "")
        for person in people
    ]


def her_word(purpose: ConsentPurpose, person: UUID, today: date) -> HerWord:
    return HerWord(purpose, said_to(purpose, person, today), person)
