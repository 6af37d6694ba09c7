"""Journeys that keep a case open: somebody of it is on the way, or a proof of life is due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from fanal.accounts.models import User
from fanal.cases.models import Case
from fanal.core.casework.closure import OpenEnd, StillOpen
from fanal.core.journeys.state import JourneyStage
from fanal.core.words import say
from fanal.journeys.models import Journey, Traveller
from fanal.journeys.queries.board import open_journeys, rows_of


def journeys_still_open(case: Case, user: User, now: datetime) -> Iterator[StillOpen]:
    travellers = case_travellers(case)
    journeys = Journey.objects.filter(id__in={journey for journey, _person in travellers})
    for journey, state in open_journeys(journeys.order_by("starts_on", "id")):
        for row in rows_of(journey, state, now):
            if (journey.id, row.person) not in travellers:
                continue
            if row.stage is not JourneyStage.RETURNED:
                yield StillOpen(OpenEnd.JOURNEY, say("she is on a journey that has not ended"))
            elif row.due is not None:
                day = row.due.date()
                yield StillOpen(OpenEnd.PROOF, say("a proof of life is due on {day}", day=day))


def case_travellers(case: Case) -> set[tuple[UUID, str]]:
    """Who travels in this case: journeys with people, by their ids."""
    rows = Traveller.objects.filter(case=case).order_by().values_list("journey", "person")
    return {(journey, str(person)) for journey, person in rows}
