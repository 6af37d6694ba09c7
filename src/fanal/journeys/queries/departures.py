"""The moments at which the journeys whose people are still in preparation were to leave."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from fanal.core.journeys.state import JourneyStage, JourneyState
from fanal.journeys.models import Journey, Leg
from fanal.journeys.queries.unsound import FoundJourney, as_far_as_it_opens


def departures(found: Iterable[FoundJourney]) -> dict[UUID, datetime]:
    """Return the planned departure of each journey that has not ended; none for one without a leg,
    or where an hour of one does not open."""
    waits = [one for one in found if _somebody_waits(*one)]
    return as_far_as_it_opens(_departures, waits) if waits else {}


def _departures(found: list[FoundJourney]) -> dict[UUID, datetime]:
    waiting = [journey.id for journey, _state in found]
    rows = Leg.objects.filter(journey__in=waiting).order_by("-number")
    return {row.journey_id: row.leaves for row in rows}


def _somebody_waits(journey: Journey, state: JourneyState) -> bool:
    stages = (person.stage for person in state.persons.values())
    return journey.ended_on is None and JourneyStage.IN_PREPARATION in stages
