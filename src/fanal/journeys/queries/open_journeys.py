"""The people whose journey is not over: closing a case asks about it, and no file of theirs is
erased."""

from collections.abc import Sequence
from datetime import datetime

from fanal.core.journeys.state import JourneyStage, JourneyState, PersonState
from fanal.journeys.models import Journey
from fanal.journeys.queries.board import rows_of
from fanal.journeys.queries.home_with_escort import OfJourney, home_with_escorts
from fanal.journeys.queries.travelling_people import escorts_of


def not_over(
    found: Sequence[tuple[Journey, JourneyState]], now: datetime
) -> dict[OfJourney, PersonState]:
    """Return by journey and person who of these (`open_journeys`) is to leave or is away, or is
    said to be home with an escort. Whoever is back is asked how she is for months: that is none."""
    away = {
        (journey.id, row.person): state.persons[row.person]
        for journey, state in found
        for row in rows_of(journey, state, now)
        if row.stage is not JourneyStage.RETURNED
    }
    return away | home_with_escorts(found, escorts_of(*(journey for journey, _state in found)))
