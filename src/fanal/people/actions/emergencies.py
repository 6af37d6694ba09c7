"""Opening people's files for a while, when a case of theirs was broken open."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from fanal.people.models import EmergencyAccess, Person


def open_in_emergency(*, people: Iterable[Person], user: Any, until: datetime) -> None:
    """Let `user` into these files until then. Journalled by the act that broke the glass."""
    EmergencyAccess.objects.bulk_create(
        EmergencyAccess(person=person, user=user, until=until) for person in people
    )
