"""Who was chosen as the one that gives a service."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from fanal.accounts.models import Team
from fanal.partners.models import Partner
from fanal.services.models import CaseService, ServiceOffer


def giver_named(
    chosen: str, partners: QuerySet[Partner], teams: QuerySet[Team]
) -> tuple[Partner | None, Team | None]:
    """`chosen`: "partner:…" or "team:…", as the form offered it."""
    which, _colon, key = chosen.partition(":")
    if which == "partner":
        return partners.filter(id=UUID(key)).first(), None
    return None, teams.filter(pk=UUID(key)).first()


def giver_name(row: CaseService | ServiceOffer) -> str:
    """Of the partner or team that gives it; empty where neither does."""
    if row.partner:
        return row.partner.name
    return row.team.name if row.team else ""
