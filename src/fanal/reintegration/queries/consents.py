"""What she said to being followed up by a partner abroad, in any of her files."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from fanal.cases.models import Consent
from fanal.cases.queries.doubts import as_records
from fanal.core.casework.consent import ConsentPurpose, consent_state
from fanal.people.queries import all_files_of

ABROAD = ConsentPurpose.PARTNER_ABROAD


def may_be_followed_up_abroad(person: UUID, today: date) -> bool:
    rows = Consent.objects.filter(person__in=all_files_of(person)).order_by("id")
    asked = [one for one in rows if one.purpose == ABROAD]
    records = [record for _row, record in as_records(asked)]
    return consent_state(records, ABROAD, today=today).allows
