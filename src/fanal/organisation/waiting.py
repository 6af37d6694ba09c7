"""What waits for a second person: changes of the organisation, stand-ins, ends of travel mode."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from fanal.accounts.models import User
from fanal.organisation import absence_access, access
from fanal.organisation.queries.pages import shown
from fanal.web.decisions import WaitingRequest


def changes(user: User) -> Iterator[WaitingRequest]:
    page = reverse("organisation:changes")
    for row in access.changes_for(user):
        one = shown(row)
        yield WaitingRequest(
            row.id,
            f"{page}#id-{row.id}",
            row.asked_on,
            row.by,
            whom=f"{one.title} · {one.name}",
            until=row.until,
        )


def stand_ins(user: User) -> Iterator[WaitingRequest]:
    page = reverse("organisation:absences_to_decide")
    for row in absence_access.stand_ins_to_agree(user):
        yield WaitingRequest(
            row.id,
            f"{page}#id-{row.id}",
            row.asked_on,
            row.asked_by,
            whom=f"{row.stand_in} · {row.team}",
            until=row.until,
        )


def travels(user: User) -> Iterator[WaitingRequest]:
    page = reverse("organisation:absences_to_decide")
    for row in absence_access.travels_to_decide(user):
        asked = row.back_asked_on or row.since
        yield WaitingRequest(row.id, f"{page}#id-{row.id}", asked, row.user, until=row.until)
