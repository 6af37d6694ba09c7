"""Best interests in the list of what waits for a second person."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from fanal.accounts.models import User
from fanal.protection.access import decisions_for
from fanal.web.decisions import WaitingRequest


def best_interests(user: User) -> Iterator[WaitingRequest]:
    for row in decisions_for(user):
        page = reverse("protection:decide", args=[row.id])
        yield WaitingRequest(row.id, page, row.asked_on, row.asked_by, about=row.assessment.person)
