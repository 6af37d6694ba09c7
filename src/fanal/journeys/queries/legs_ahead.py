"""The legs that somebody has still to go, of those that are planned for an hour to come."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from fanal.core.journeys.ahead import LegOfWay, legs_behind
from fanal.core.journeys.state import state_of
from fanal.journeys.models import JourneyEvent, Leg
from fanal.journeys.queries.events import events_of


def still_ahead(
    ways: Mapping[UUID, Sequence[Leg]],
    now: datetime,
    to_court: Collection[UUID],
    people: Collection[str] | None = None,
) -> dict[UUID, list[Leg]]:
    """Return by journey those of its legs that leave later, and lie not behind everybody on it, or
    these of its people: who left early, was handed on or is back goes on no leg at its hour.
    `to_court`: the journeys that lead to a court, from which she comes back each evening."""
    planned = {id: way for id, way in ways.items() if any(leg.leaves >= now for leg in way)}
    if not planned:
        return {}
    events = events_of(JourneyEvent.objects.filter(journey__in=planned))
    ahead: dict[UUID, list[Leg]] = {}
    for id, legs in planned.items():
        way = [LegOfWay(str(leg.hands_id), leg.leaves) for leg in legs]
        state = state_of(events.get(id, []))
        behind = legs_behind(state, way, people, comes_back=id in to_court)
        ahead[id] = [leg for leg in legs[behind:] if leg.leaves >= now]
    return ahead
