"""Everybody who has a row of a journey, for the tables that count the people of all teams."""

from dataclasses import replace
from uuid import UUID

from django.utils import timezone

from fanal.core.journeys.board import followed, not_heard_from
from fanal.core.journeys.state import JourneyStage, PersonState
from fanal.core.journeys.tonight import OnAJourney
from fanal.journeys.models import Journey
from fanal.journeys.queries.board import open_journeys, rhythm_of
from fanal.journeys.queries.custodian_names import came_back
from fanal.people.queries import last_of, merged_of

type Current = tuple[bool, float]


def files_on_a_journey() -> dict[UUID, OnAJourney]:
    """Return the files of everybody who has a row of a journey on the board, of whatever team, each
    by the journey that her row there is of."""
    now, into = timezone.localtime(), merged_of()
    found: dict[UUID, tuple[Current, OnAJourney]] = {}
    for journey, state in open_journeys(Journey.objects.all()):
        rhythm = rhythm_of(journey)
        for one in followed(state, now, rhythm):
            # Two files of one person may have been put together since she left: she is one on the
            # board.
            whose = last_of(UUID(one.person), into)
            late, back = not_heard_from(one, now, rhythm), came_back(journey.kind, one.stage)
            counted = OnAJourney(one.stage, late, back, one.kept)
            found[whose] = _joined((_how_current(one), counted), found.get(whose))
    return {whose: counted for whose, (_current, counted) in found.items()}


def _how_current(one: PersonState) -> Current:
    """Sort as the board does (`open_people.each_once`)."""
    return one.stage is JourneyStage.RETURNED, -one.since.timestamp()


def _joined(
    one: tuple[Current, OnAJourney], other: tuple[Current, OnAJourney] | None
) -> tuple[Current, OnAJourney]:
    if other is None:
        return one
    current, counted = min(one, other, key=lambda pair: pair[0])
    # Overdue on one journey is overdue, even where another of hers is calm.
    return current, replace(counted, late=one[1].late or other[1].late)
