"""Journeys that were to have left by now, and of which nobody said that they did."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from fanal.core.journeys.board import should_have_left
from fanal.core.journeys.state import JourneyStage, PersonState, state_of
from fanal.journeys.models import Happening, Journey, Leg
from fanal.journeys.queries.board import rhythm_of
from fanal.journeys.queries.events import events_of

WAITS = JourneyStage.IN_PREPARATION


def not_left(
    journeys: Iterable[Journey], legs: Mapping[UUID, Sequence[Leg]], now: datetime
) -> list[Journey]:
    """Those of these, whether somebody is on them yet or not: a journey on which nobody was put is
    one that nobody prepared. `legs`: in their order."""
    rhythms = {
        journey: rhythm_of(journey, leaves_at(legs.get(journey.id, ()))) for journey in journeys
    }
    passed = [
        journey for journey, rhythm in rhythms.items() if should_have_left(WAITS, now, rhythm)
    ]
    if not passed:
        return []
    events = events_of(Happening.objects.filter(journey__in=[journey.id for journey in passed]))
    return [journey for journey in passed if _waits(state_of(events[journey.id]).persons.values())]


def leaves_at(legs: Sequence[Leg]) -> datetime | None:
    """When the first of them leaves."""
    if not legs:
        return None
    return timezone.localtime(datetime.fromisoformat(json.loads(legs[0].times)[0]))


def _waits(people: Iterable[PersonState]) -> bool:
    stages = {person.stage for person in people}
    return not stages or WAITS in stages
