"""Changes of the organisation in the list of what waits for a second person."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from fanal.accounts.models import User
from fanal.organisation import access
from fanal.organisation.queries.pages import shown
from fanal.web.decisions import WaitingRequest


def changes(user: User) -> Iterator[WaitingRequest]:
    page = reverse("organisation:changes")
    for row in access.changes_for(user):
        one = shown(row)
        yield WaitingRequest(
            row.id, f"{page}#id-{row.id}", row.asked_on, row.by, whom=f"{one.title} · {one.name}",
            until=row.until,
        )  # fmt: skip
