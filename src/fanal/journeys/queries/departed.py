"""Who left on a journey: for pages that say that she is elsewhere, or ask what was asked before."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.utils import timezone

from fanal.absences.reachable import whom_to_call
from fanal.accounts.models import User
from fanal.accounts.other_hands import in_other_hands
from fanal.core.casework.statements import SaidAt
from fanal.core.journeys.events import GOES, Event, EventKind, departures
from fanal.core.journeys.remaining_legs import LegOfWay, legs_behind
from fanal.core.journeys.state import JourneyStage, JourneyState
from fanal.journeys.models import Journey, Leg, Traveller
from fanal.journeys.queries.board import open_journeys
from fanal.people.queries import kin_of, last_of, merged_of
from fanal.web.days_in_words import day_of


class Departure(NamedTuple):
    """A departure: when she left, and whom to call about it. `comes_back`: the journey leads to a
    court and no further, so whoever keeps a bed for her keeps it. `says_who`: it knows who she is
    with. `runs`: she is still on the way, by the `journey`. `last`: the hour of the last that it
    says of her. `home`: that is that she is home; `handed`: when she was last given to somebody, or
    taken by somebody."""

    at: datetime
    call: str
    last: datetime
    comes_back: bool = False
    says_who: bool = True
    runs: bool = False
    journey: UUID | None = None
    home: bool = False
    handed: datetime | None = None

    def is_home_since(self, at: SaidAt | None) -> bool:
        """Whether it says on a later day than this that she is home: whoever does not open the hour
        knows that as well."""
        return self.home and at is not None and day_of(at) < day_of(self.last)


TO_COURT, HOME = "court", "return"
CHANGES_HANDS = frozenset({EventKind.GIVEN, EventKind.RECEIVED})


def departures_of(people: Collection[UUID], reader: User | None) -> dict[UUID, Departure]:
    """Return the last departure of each person, by whichever of her files; of nobody who is only to
    leave, or is back where she set out. `reader`: as in `whom_to_call`."""
    last = _last_departures({*people, *kin_of(people)}, reader) if people else {}
    into = merged_of() if last else {}
    files = ((person, last_of(person, into)) for person in people)
    return {person: last[file] for person, file in files if file in last}


def _last_departures(files: Collection[UUID], reader: User | None) -> dict[UUID, Departure]:
    """Return them by the file that stands for each of these in the end."""
    rows = Traveller.objects.filter(person__in=files, journey__followed=True)
    pairs = list(rows.order_by().values_list("journey", "person"))
    if not pairs:
        return {}
    ids = {journey for journey, _person in pairs}
    open_ones = open_journeys(Journey.objects.filter(id__in=ids).select_related("lead", "team"))
    states = {journey.id: (journey, state) for journey, state in open_ones}
    departures: dict[UUID, Departure] = {}
    unsafe, into = in_other_hands(), merged_of()
    for id, person in pairs:
        journey, state = states[id]
        if departure := _departure(journey, state, str(person), unsafe, reader):
            whose = last_of(person, into)
            departures[whose] = max(
                departures.get(whose, departure), departure, key=lambda each: each.at
            )
    return departures


def _departure(
    journey: Journey,
    state: JourneyState,
    person: str,
    unsafe: Collection[UUID],
    reader: User | None,
) -> Departure | None:
    """Return her departure on this journey; None where she has not left, or is back."""
    now, at = state.persons.get(person), _left_at(state.events, person)
    if now is None or at is None or not _is_gone(journey, now.stage):
        return None
    on_the_way = now.stage is JourneyStage.ON_THE_WAY
    hers = [event for event in state.events if person in event.persons]
    return Departure(
        at=at,
        call=whom_to_call(journey.lead, journey.team, unsafe, reader=reader),
        last=max(event.at for event in hers),
        comes_back=journey.kind == TO_COURT,
        says_who=on_the_way or now.since >= at,
        runs=on_the_way and journey.ended_on is None,
        journey=journey.id,
        home=journey.kind == HOME and now.stage is JourneyStage.RETURNED,
        handed=max((one.at for one in hers if one.kind in CHANGES_HANDS), default=None),
    )


def _is_gone(journey: Journey, stage: JourneyStage) -> bool:
    """Whether she does not sleep where she set out. The end of a journey brings nobody back, and
    whoever was brought home is there; from a day in court she comes back to her bed."""
    if journey.kind == TO_COURT:
        return stage is JourneyStage.ON_THE_WAY and journey.ended_on is None
    home = journey.kind == HOME and stage is JourneyStage.RETURNED
    return home or stage is JourneyStage.ON_THE_WAY


def _left_at(events: Iterable[Event], person: str) -> datetime | None:
    """Return her last departure; where nobody wrote one down, when she was first
    given to somebody."""
    own_events = [event for event in events if person in event.persons]
    departed = departures(own_events)
    given_at = [event.at for event in own_events if event.kind is EventKind.GIVEN]
    # Given several times on the way, she left with the first.
    return max(departed) if departed else min(given_at, default=None)


SETS_OUT = GOES | {EventKind.RETURNED}


def all_have_left(journey: Journey, state: JourneyState, leaves: datetime | None) -> bool:
    """Whether what is asked before a departure is a record. Who was given at the door has not left
    yet, unless the hour at which the first leg `leaves` has passed."""
    away = {person for event in state.events if event.kind in SETS_OUT for person in event.persons}
    with_us = [person for person in state.persons.values() if person.stage is not JourneyStage.LEFT]
    if not with_us or journey.ended_on is not None:
        return journey.ended_on is not None
    if any(person.stage is JourneyStage.IN_PREPARATION for person in with_us):
        return False
    passed = leaves is not None and leaves < timezone.now()
    return passed or all(person.person in away for person in with_us)


class WaySoFar(NamedTuple):
    """The legs of a journey: those that are `over`, and the others."""

    over: Sequence[Leg]
    left: Sequence[Leg]


def way_so_far(journey: Journey, state: JourneyState, legs: Sequence[Leg]) -> WaySoFar:
    """Part the legs. While anybody is on the way, the last leg behind all of them is the one on
    which she may be."""
    way = [LegOfWay(str(leg.hands_id), leg.leaves) for leg in legs]
    behind = legs_behind(state, way, comes_back=journey.kind == TO_COURT)
    if any(person.stage is JourneyStage.ON_THE_WAY for person in state.persons.values()):
        behind = max(0, behind - 1)
    over = len(legs) if journey.ended_on else behind
    return WaySoFar(legs[:over], legs[over:])


def first_leaves(journey: Journey) -> datetime | None:
    first = journey.legs.order_by("number").first()
    return None if first is None else first.leaves
