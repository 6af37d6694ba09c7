"""An agreed contact that our side and a partner both report is one, with both sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from fanal.core.reintegration.waves import Contact, Wave
from fanal.partners.models import Partner
from fanal.reintegration.models import PlanRecord
from fanal.reintegration.queries.facts import contact_of
from fanal.reintegration.queries.record_pages import ShownPlanRecord


def once_each(contacts: Iterable[ShownPlanRecord], waves: Iterable[Wave]) -> list[ShownPlanRecord]:
    """Where two sides reached her for the same wave, the earlier one with the other beside it."""
    found = list(contacts)
    for wave in waves:
        reached = sorted(
            (source for source in wave.sources if source.is_wave), key=lambda source: source.on
        )
        if len(reached) == 2:
            first, second = (_row_of(one, found) for one in reached)
            found = [
                replace(one, also=second) if one is first else one
                for one in found
                if one is not second
            ]
    return found


def _row_of(contact: Contact, among: Sequence[ShownPlanRecord]) -> ShownPlanRecord:
    return next(record for record in among if contact_of(record.row) == contact)


def partner_names(rows: Sequence[PlanRecord]) -> list[str]:
    """Of each record the partner who reported it or is asked to; "" of ours. In one query."""
    ids = {one for row in rows if (one := row.coded.get("partner"))}
    names = {
        str(partner.pk): partner.name for partner in Partner.objects.filter(pk__in=map(UUID, ids))
    }
    return [
        row.referral.partner.name if row.referral else names.get(row.coded.get("partner", ""), "")
        for row in rows
    ]
