"""Who of ours is to go along on a journey, or leads it, and is away then as was agreed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from fanal.absences.queries import AgreedAbsence, absences_between
from fanal.journeys.models import Journey, Leg


def absent_lead(journey: Journey, today: date) -> AgreedAbsence | None:
    """Whether its lead is away today or on a day of it that is still to come."""
    if not journey.followed:
        return None
    first, last = _days(journey, journey.legs.all(), today)
    away = absences_between(first, last).get(journey.lead_id)
    return away or absences_between(today, today).get(journey.lead_id)


def absent_escorts(journey: Journey, today: date) -> dict[UUID, list[AgreedAbsence]]:
    """By hands, those of our colleagues who are away on a day on which these have somebody."""
    found: dict[UUID, list[AgreedAbsence]] = {}
    if journey.ended_on is not None:
        return found
    legs = list(journey.legs.all())
    for hands in journey.hands.all():
        theirs = [leg for leg in legs if leg.hands_id == hands.id]
        away = absences_between(*_days(journey, theirs, today))
        if gone := [away[one] for one in hands.colleagues_ids if one in away]:
            found[hands.id] = gone
    return found


def _days(journey: Journey, legs: Iterable[Leg], today: date) -> tuple[date, date]:
    """The first and the last day of these legs, of which those that are over count no more; without
    any, that on which the journey begins."""
    days = [_day(one) for leg in legs for one in json.loads(leg.times)] or [journey.starts_on]
    return max(min(days), today), max(*days, today)


def _day(moment: str) -> date:
    return timezone.localtime(datetime.fromisoformat(moment)).date()
