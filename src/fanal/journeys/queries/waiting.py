"""What two people decide on journeys, in the list of what waits for a second person."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.journeys.access import sheets_to_agree
from fanal.journeys.queries.decisions import decisions_for
from fanal.web.decisions import WaitingRequest


def decisions(user: User) -> Iterator[WaitingRequest]:
    """Custodians, and departures without a go: urgent once the day has come."""
    today = timezone.localdate()
    for row in decisions_for(user):
        page = reverse("journeys:decision", args=[row.journey_id, row.id])
        yield WaitingRequest(
            row.id,
            page,
            row.on,
            row.first,
            about=row.journey,
            whom=row.hands.label if row.hands else _("Leave without a go"),
            urgent=row.journey.starts_on <= today,
        )


def sheets(user: User) -> Iterator[WaitingRequest]:
    """Somebody is missing."""
    for row in sheets_to_agree(user).order_by("made_on", "id"):
        page = reverse("journeys:missing_sheet", args=[row.id])
        yield WaitingRequest(
            row.id,
            page,
            row.made_on,
            row.override.first,
            about=row.traveller.person,
            whom=row.partner.name,
            urgent=True,
        )
