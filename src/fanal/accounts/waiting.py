"""Invitations and leavings in the list of what waits for a second person."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from fanal.accounts import access
from fanal.accounts.models import User
from fanal.web.decisions import WaitingRequest


def invitations(user: User) -> Iterator[WaitingRequest]:
    page = reverse("accounts:invitations")
    for one in access.waiting_for(user):
        yield WaitingRequest(
            one.id,
            f"{page}#id-{one.id}",
            one.asked_on,
            one.by,
            whom=one.display_name,
            until=one.until.date(),
        )


def leavings(user: User) -> Iterator[WaitingRequest]:
    page = reverse("accounts:invitations")
    for one in access.leaving_for(user):
        whom = f"{one.user} · {one.team}"
        yield WaitingRequest(
            one.id, f"{page}#id-{one.id}", one.asked_on, one.by, whom=whom, until=one.until
        )
