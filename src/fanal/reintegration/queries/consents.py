"""What she said to being followed up by a partner abroad, or after closing, in any of her files."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from fanal.cases.models import Consent
from fanal.cases.queries.doubts import as_records
from fanal.core.casework.consent import ConsentPurpose, ConsentState, consent_state
from fanal.people.queries import all_files_of

ABROAD, AFTER = ConsentPurpose.PARTNER_ABROAD, ConsentPurpose.AFTER_CLOSING


def said_to(purpose: ConsentPurpose, person: UUID, today: date) -> ConsentState:
    rows = Consent.objects.filter(person__in=all_files_of(person)).order_by("id")
    asked = [one for one in rows if one.purpose == purpose]
    records = [record for _row, record in as_records(asked)]
    return consent_state(records, purpose, today=today)


def may_be_followed_up_abroad(person: UUID, today: date) -> bool:
    return said_to(ABROAD, person, today).allows
