"""Reasons to interview somebody once more, in the list of what waits for a lead."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from fanal.accounts.models import User
from fanal.identification.access import repeats_to_decide
from fanal.web.decisions import WaitingRequest


def repeats(user: User) -> Iterator[WaitingRequest]:
    for row in repeats_to_decide(user):
        page = reverse("identification:accept", args=[row.case_id, row.person_id, row.id])
        yield WaitingRequest(row.id, page, row.asked_on, row.asked_by, about=row.person)
