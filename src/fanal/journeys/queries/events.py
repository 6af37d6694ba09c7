"""The events of journeys, as their rows say them, but those that no longer count. And the legs that
somebody has still to go, of those that are planned for an hour to come."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from fanal.authority import reading
from fanal.core.journeys.events import Event
from fanal.core.journeys.remaining_legs import LegOfWay, legs_behind
from fanal.core.journeys.state import state_of
from fanal.journeys.access import kept_out_of
from fanal.journeys.models import Journey, JourneyEvent, Leg
from fanal.sealed.columns import opens


def events_of(happenings: Iterable[JourneyEvent]) -> dict[UUID, list[Event]]:
    """Return the events that count, by journey. What was told of another journey, and pointed at
    this one in the database, was never told of it. That she goes on without us, or was not taken,
    counts when two of us said so: not when a conflict of interest keeps one of them out of her
    journey since."""
    by_journey: dict[UUID, list[Event]] = defaultdict(list)
    for row in reading.rows_that_count(happenings):
        # One that does not open would else hide all the others: `unsound` finds that it is missing.
        if opens(row, "sealed"):
            by_journey[row.journey_id].append(row.event())
    by_two = {id for id, events in by_journey.items() if any(one.takes_two for one in events)}
    for journey in Journey.objects.filter(id__in=by_two) if by_two else ():
        kept_out = set(map(str, kept_out_of(journey)))
        by_journey[journey.id] = [
            event
            for event in by_journey[journey.id]
            if not event.takes_two or event.by not in kept_out
        ]
    return by_journey


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
