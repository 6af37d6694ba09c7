"""Findings and allowances in the list of what waits for a second person."""

from collections.abc import Iterator

from django.urls import reverse

from fanal.accounts.models import User
from fanal.core.trust.vocabulary import TrustLevel
from fanal.partners.access import allowances_to_decide, findings_to_confirm
from fanal.partners.queries.findings import facts_of
from fanal.web.decisions import WaitingRequest
from fanal.web.words import translated


def findings(user: User) -> Iterator[WaitingRequest]:
    """Yield the findings that wait: danger, which counts as soon as one has said it, first."""
    for row in findings_to_confirm(user):
        page = reverse("partners:colleagues")
        if row.about:
            page = reverse("partners:partner", args=[row.about_id])
        level = TrustLevel(facts_of(row)["level"])
        whom = f"{row.about.name if row.about else row.colleague} · {translated(level.label)}"
        yield WaitingRequest(
            row.id,
            f"{page}#id-{row.id}",
            row.said_on,
            row.said_by,
            whom=whom,
            until=row.until,
            urgent=level.stops,
        )


def allowances(user: User) -> Iterator[WaitingRequest]:
    for row in allowances_to_decide(user).select_related("partner", "first"):
        page = reverse("partners:partner", args=[row.partner_id])
        yield WaitingRequest(
            row.id, f"{page}#id-{row.id}", row.on, row.first, whom=row.partner.name, until=row.until
        )
