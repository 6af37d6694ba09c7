"""Whether a partner may take people in, as known today: what an arrival there is worth."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from fanal.core.trust.glance import May, glance
from fanal.core.trust.vocabulary import Purpose
from fanal.partners.models import Area, Partner
from fanal.partners.queries.around import around


def may_hold(ids: Iterable[str], now: datetime) -> dict[str, bool]:
    """For each partner, by id: trusted with people somewhere, and blocked nowhere."""
    wanted = sorted(set(ids))
    found = Partner.objects.filter(id__in=wanted).prefetch_related("presences__area")
    return dict.fromkeys(wanted, False) | {str(one.id): _may_hold(one, now) for one in found}


def _may_hold(partner: Partner, now: datetime) -> bool:
    on_file = around(partner, None).world
    named = {one.area for one in on_file.findings if one.area}
    there = list(Area.objects.filter(id__in=named))
    places = {one.id: one for one in (*there, *(stay.area for stay in partner.presences.all()))}
    answers = {
        _glance(partner, None, now),
        *(_glance(partner, one, now) for one in places.values()),
    }
    return May.NO not in answers and bool(answers & {May.YES, May.WITH_CARE})


def _glance(partner: Partner, area: Area | None, now: datetime) -> May:
    on_file = around(partner, area).world
    place = str(area.id) if area else None
    return glance(on_file, str(partner.id), place, Purpose.HOLD_THE_PERSON, now).may
