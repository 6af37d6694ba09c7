"""A sign of life that did not come on a journey, told to the team that has her by another file:
under the same conditions, and by as little, as who has her (`said_elsewhere`)."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from fanal.cases.queries.last_contact import heard_in_cases
from fanal.core.journeys.state import JourneyStage
from fanal.journeys.models import Traveller
from fanal.journeys.queries.statements import KnownJourneys
from fanal.sharing.queries.other_files import other_files, that_hear
from fanal.sql import these


def missed_elsewhere(cases: Collection[UUID] | None, now: datetime) -> set[UUID]:
    """Return who of these cases, or of all, has not been heard from on a journey of her other file,
    by her file here."""
    files = {(file.other_case, file.other): file.person for file in that_hear(other_files(cases))}
    rows = Traveller.objects.filter(case__in=these({case for case, _one in files})).order_by()
    travellers = [row for row in rows if (row.case_id, row.person_id) in files] if files else []
    if not travellers:
        return set()
    known = KnownJourneys({row.journey_id for row in travellers}, now)
    missed = {
        files[row.case_id, row.person_id]: hour
        for row in travellers
        if (hour := missed_on(known, row, now))
    }
    heard = heard_in_cases(missed) if missed else {}
    # A sign that is known by its day alone counts from the beginning of that day.
    return {
        person
        for person, hour in missed.items()
        if not (
            person in heard and (day := heard[person].spoken) and day > timezone.localdate(hour)
        )
    }


def missed_on(known: KnownJourneys, row: Traveller, now: datetime) -> datetime | None:
    """Return at which hour a sign of life was to come on this journey that did not, since she
    left."""
    state = known.states[row.journey_id].persons.get(str(row.person_id))
    due = known.due.get((row.journey_id, str(row.person_id)))
    if state is None or state.stage is JourneyStage.IN_PREPARATION:
        return None
    return due if due is not None and due < now else None


def files_elsewhere(travellers: Collection[tuple[UUID, UUID]]) -> set[UUID]:
    """Return the other files of these travellers, each by her journey and her file on it, whose
    team is told of her journey."""
    journeys = {journey for journey, _person in travellers}
    rows = Traveller.objects.filter(journey__in=journeys).order_by()
    places = {
        (row.case_id, row.person_id)
        for row in rows
        if (row.journey_id, row.person_id) in travellers
    }
    files = other_files({case for case, _person in places})
    back = (file.turned() for file in files if (file.case, file.person) in places)
    return {file.person for file in that_hear(back)}
