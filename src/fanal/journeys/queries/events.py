"""The events of journeys, as their rows say them, but those that no longer count."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from fanal.authority import reading
from fanal.core.journeys.events import Event
from fanal.journeys.access import kept_out_of
from fanal.journeys.models import Journey, JourneyEvent
from fanal.sealed_columns import opens


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
