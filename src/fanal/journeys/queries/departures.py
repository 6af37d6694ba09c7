"""The moments at which the journeys whose people are still in preparation were to leave."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from fanal.core.journeys.state import JourneyStage, JourneyState
from fanal.journeys.models import Journey, Leg


def departures(found: Iterable[tuple[Journey, JourneyState]]) -> dict[UUID, datetime]:
    """Return the planned departure of each journey that has not ended; none for one
    without a leg."""
    waiting = [journey.id for journey, state in found if _somebody_waits(journey, state)]
    rows = Leg.objects.filter(journey__in=waiting).order_by("-number") if waiting else ()
    return {row.journey_id: row.leaves for row in rows}


def _somebody_waits(journey: Journey, state: JourneyState) -> bool:
    stages = (person.stage for person in state.persons.values())
    return journey.ended_on is None and JourneyStage.IN_PREPARATION in stages
