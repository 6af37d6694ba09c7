"""What she said to being followed up by a partner abroad, or after closing, in any of her files."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from fanal.cases.queries.consent_answers import said_to
from fanal.core.casework.consent import ConsentPurpose

ABROAD, AFTER = ConsentPurpose.PARTNER_ABROAD, ConsentPurpose.AFTER_CLOSING


def may_be_followed_up_abroad(person: UUID, today: date) -> bool:
    return said_to(ABROAD, person, today).allows
