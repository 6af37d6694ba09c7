"""Who of the board is on her way by a journey of her other file: the case that another team has of
her, by a two-country file. That she travels is told, and no place, no name and no hour."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from fanal.core.journeys.board import followed
from fanal.core.journeys.state import JourneyStage
from fanal.journeys.models import Journey, Traveller
from fanal.journeys.queries.board import open_journeys, rhythm_of
from fanal.sharing.models import Side
from fanal.sharing.queries.other_files import OtherFile, other_files, that_hear


def travelling_elsewhere(cases: Collection[UUID], now: datetime) -> frozenset[UUID]:
    """Return those people of these cases who have left on a journey of their other file and are not
    back."""
    # From the files, which are few, and not from the cases of a board, which may be thousands.
    open_ones = Side.objects.filter(shared__state="open").exclude(case=None).order_by()
    ours = {case for case in open_ones.values_list("case", flat=True) if case in cases}
    return _who_travels(that_hear(other_files(ours)), now)


def _who_travels(files: Collection[OtherFile], now: datetime) -> frozenset[UUID]:
    others = {(file.other_case, str(file.other)): file.person for file in files}
    rows = Traveller.objects.filter(case__in={file.other_case for file in files})
    travel = {
        (row.journey_id, str(row.person_id)): others[row.case_id, str(row.person_id)]
        for row in rows.order_by()
        if (row.case_id, str(row.person_id)) in others
    }
    journeys = Journey.objects.filter(pk__in={journey for journey, _person in travel})
    return frozenset(
        travel[journey.pk, one.person]
        for journey, state in (open_journeys(journeys) if travel else ())
        for one in followed(state, now, rhythm_of(journey))
        # Who has not left yet is told no more of than who has her.
        if one.stage is JourneyStage.ON_THE_WAY and (journey.pk, one.person) in travel
    )
