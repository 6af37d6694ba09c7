"""The moments at which the journeys whose people are still in preparation were to leave."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from fanal.core.journeys.state import JourneyStage, JourneyState
from fanal.journeys.models import Journey
from fanal.journeys.queries.places import leg_rows
from fanal.journeys.queries.unsound import FoundJourney, as_far_as_it_opens


def departures(found: Iterable[FoundJourney]) -> dict[UUID, datetime]:
    """Return the planned departure of each journey that has not ended; none for one without a leg,
    or where an hour of one does not open."""
    journeys = list(found)
    waiting = any(_somebody_waits(*one) for one in journeys)
    return as_far_as_it_opens(_departures, journeys) if waiting else {}


def _departures(found: list[FoundJourney]) -> dict[UUID, datetime]:
    # Of those on the way too: a page has read these legs already.
    legs = leg_rows(frozenset(journey.id for journey, _state in found))
    waiting = {journey.id for journey, state in found if _somebody_waits(journey, state)}
    return {leg.journey_id: leg.leaves for leg in reversed(legs) if leg.journey_id in waiting}


def _somebody_waits(journey: Journey, state: JourneyState) -> bool:
    stages = (person.stage for person in state.persons.values())
    return journey.ended_on is None and JourneyStage.IN_PREPARATION in stages
