"""Who is said to be back from one journey and has left on another since, which says who has her."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from fanal.core.journeys.events import departures
from fanal.journeys.models import JourneyEvent, Traveller
from fanal.journeys.queries.events import events_of

type Back = dict[tuple[UUID, str], datetime]  # by journey and person, when she came back


def left_again(back: Back) -> Collection[tuple[UUID, str]]:
    """Return who of these left on another journey since she came back."""
    people = {UUID(person) for _journey, person in back}
    travels = Traveller.objects.filter(person__in=people).order_by()
    ids = set(travels.values_list("journey", flat=True))
    events = events_of(JourneyEvent.objects.filter(journey__in=ids))
    return {
        (journey, person)
        for (journey, person), at in back.items()
        for other, happened in events.items()
        if other != journey and any(left > at for left in departures(happened, person))
    }
