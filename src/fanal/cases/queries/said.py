"""What people said to one purpose, in any of their files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from datetime import date
from uuid import UUID

from fanal.cases.models import Consent
from fanal.cases.queries.doubts import as_records
from fanal.core.casework.consent import (
    ConsentPurpose,
    ConsentRecord,
    ConsentState,
    consent_state,
)
from fanal.people.queries import kin_of, last_of, merged_of

# To be contacted, or recorded, is of no part of a file: her answer holds whichever was chosen.
OF_NO_PART = frozenset({ConsentPurpose.AFTER_CLOSING, ConsentPurpose.RECORDING})


def said_to_each(
    purpose: ConsentPurpose, people: Collection[UUID], today: date
) -> dict[UUID, ConsentState]:
    """Of each of these people where her consent stands. In a constant number of queries."""
    into = merged_of()
    files = {*people, *kin_of(people)}
    rows = Consent.objects.filter(person__in=files).order_by("id")
    told: dict[UUID, list[ConsentRecord]] = defaultdict(list)
    for row, record in as_records(one for one in rows if one.purpose == purpose):
        whole = replace(record, data_class=None) if purpose in OF_NO_PART else record
        told[last_of(row.person_id, into)].append(whole)
    return {one: consent_state(told[last_of(one, into)], purpose, today=today) for one in people}


def said_to(purpose: ConsentPurpose, person: UUID, today: date) -> ConsentState:
    return said_to_each(purpose, [person], today)[person]
