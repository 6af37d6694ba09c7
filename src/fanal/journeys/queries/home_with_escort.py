"""Who is said to be home while an escort has her still; of nobody who has left on another journey
since, which says who has her."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from fanal.core.journeys.events import departures
from fanal.core.journeys.leaving import is_home_with_escort
from fanal.core.journeys.state import JourneyState, PersonState
from fanal.journeys.models import Journey, JourneyEvent, Traveller
from fanal.journeys.queries.events import events_of

type OfJourney = tuple[UUID, str]  # a journey and a person of it
type Back = dict[OfJourney, datetime]  # when she came back


def home_with_escorts(
    found: Iterable[tuple[Journey, JourneyState]], escorts: Collection[str]
) -> dict[OfJourney, PersonState]:
    """Return them by journey and person, of states that know what cases heard (`with_heard`).
    `escorts`: who only takes people along."""
    home = {
        (journey.id, one.person): one
        for journey, state in found
        for one in state.persons.values()
        if is_home_with_escort(one, escorts)
    }
    back = {key: one.returned_at for key, one in home.items() if one.returned_at}
    for gone in _left_again(back) if back else ():
        del home[gone]
    return home


def _left_again(back: Back) -> Collection[OfJourney]:
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
