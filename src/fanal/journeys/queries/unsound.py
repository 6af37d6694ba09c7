"""Journeys of which something was put in, changed or deleted by hand in the database: whatever the
board says of who holds whom there may be wrong."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, time
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fanal.authority import findings, groups, ledger, reading
from fanal.authority.attested import as_before
from fanal.authority.models import Attested
from fanal.authority.tables import counted_in, deciding, table
from fanal.authority.values import written
from fanal.core.journeys.custody import CustodyReason, CustodyTrouble
from fanal.core.journeys.state import JourneyStage, JourneyState, PersonState
from fanal.core.sealing.failures import BrokenSeal
from fanal.core.words import say
from fanal.database.sql import db_uuid, placeholders
from fanal.journeys.models import Journey, JourneyEvent, Traveller
from fanal.sealed.columns import opens

CHANGED = say(
    "Something of this journey was changed or deleted from outside: who holds her, and since when,"
    " may be another than stands here."
)


def trouble_of(person: str) -> CustodyTrouble:
    return CustodyTrouble(CustodyReason.NOT_WHOLE, "", CHANGED, person=person)


def unsound(journeys: Collection[Journey]) -> set[UUID]:
    """Return the ids of those of these that are unsound. One query a table, whatever the number."""
    # Its own row first: the counts by which rows are missed stand in it.
    changed = {journey.id for journey in journeys if not reading.row_counts(journey)}
    counts = {
        journey.id: groups.counts_in(journey.counts)
        for journey in journeys
        if journey.id not in changed
    }
    for model in counted_in(Journey) if counts else ():
        # Until two people have certified it, a table that has come to be attested counts as before.
        if not as_before(model):
            changed |= _lacking(model, counts)
    return changed


type FoundJourney = tuple[Journey, JourneyState]


def as_far_as_it_opens[Read](
    read: Callable[[list[FoundJourney]], Mapping[UUID, Read]], found: list[FoundJourney]
) -> dict[UUID, Read]:
    """Return what is read of these journeys. One of which a value does not open is left out:
    whoever broke it in the database would else keep every alarm of all the others from being
    called."""
    try:
        return dict(read(found))
    except BrokenSeal:
        if len(found) <= 1:
            return {}
    half = len(found) // 2
    return as_far_as_it_opens(read, found[:half]) | as_far_as_it_opens(read, found[half:])


def with_events_that_do_not_open(found: Collection[FoundJourney]) -> set[UUID]:
    """Return those of which less is read than happened, because what happened does not open. Of a
    journey that tells of all of it nothing is asked."""
    name = table(JourneyEvent)
    less = [
        journey.id
        for journey, state in found
        if len(state.all_events) < groups.counts_in(journey.counts).get(name, 0)
    ]
    # Not by `objects`: a page that is drawn anew leaves out those that do not open.
    rows = JourneyEvent._base_manager.filter(journey__in=less).order_by() if less else ()
    return {row.journey_id for row in rows if not opens(row, "sealed")}


def with_who_is_missing(
    journey: Journey, state: JourneyState, travellers: Mapping[UUID, Collection[str]]
) -> JourneyState:
    """Return the state with whose events are gone as at the start: nobody knows who holds her, and
    her row says why. `travellers`: as `travellers_lost` finds them."""
    # Whoever deletes her events must not take her off the board.
    lost = set(travellers.get(journey.id, ())) - set(state.persons)
    if not lost:
        return state
    start = timezone.make_aware(datetime.combine(journey.starts_on, time.min))
    stage = JourneyStage.IN_PREPARATION
    more = {
        person: PersonState(person, stage, custodian="", since=start) for person in sorted(lost)
    }
    return replace(state, persons={**state.persons, **more})


def travellers_lost(found: Iterable[tuple[Journey, JourneyState]]) -> dict[UUID, set[str]]:
    """Return who travels on those journeys of which events were wiped: no query where
    nobody lacks."""
    less = [one for one in found if _tells_of_fewer(*one)]
    wiped = _wiped(less)
    people: dict[UUID, set[str]] = defaultdict(set)
    rows = Traveller.objects.filter(journey__in=wiped).order_by() if wiped else None
    for journey, person in rows.values_list("journey", "person") if rows is not None else ():
        people[journey].add(str(person))
    return people


def emptied(found: Iterable[tuple[Journey, JourneyState]]) -> list[Journey]:
    """Return those on which nobody stands any more though somebody travels: who it was is gone with
    all that happened. Kept as found; no query where there is none."""
    less = [one for one in found if not one[1].persons and _tells_of_fewer(*one)]
    wiped = _wiped(less)
    return [journey for journey, _state in less if journey.id in wiped]


def _wiped(found: list[FoundJourney]) -> set[UUID]:
    if not found:
        return set()
    journeys = [journey for journey, _state in found]
    return unsound(journeys) | with_events_that_do_not_open(found)


def _tells_of_fewer(journey: Journey, state: JourneyState) -> bool:
    """Whether the state tells of fewer than travel: as the row of the journey counts
    them, if it is genuine."""
    travel = groups.counts_in(journey.counts).get(table(Traveller), 0)
    return travel > len(state.persons) or not reading.row_counts(journey)


def _lacking(model: type[Attested], counts: Mapping[UUID, groups.Counts]) -> set[UUID]:
    genuine, wrong = _genuine_rows(model, counts)
    less = {id for id, counted in counts.items() if genuine[id] < counted.get(table(model), 0)}
    return (_lost_for_good(model, less) if less else less) | wrong


@transaction.atomic
def _lost_for_good(model: type[Attested], of: Collection[UUID]) -> set[UUID]:
    """Return what is lost, looked for again with nobody writing: a row may have been deleted after
    the journey was read."""
    ledger.hold()
    genuine, _wrong = _genuine_rows(model, of)
    name, lost = table(model), set()
    for journey in Journey.objects.filter(pk__in=of):
        if not reading.row_counts(journey):
            lost.add(journey.id)
        elif genuine[journey.id] < groups.counts_in(journey.counts).get(name, 0):
            # Noted here and not where it was first seen: only now nobody writes beside it.
            findings.noted(name, journey.id.hex, findings.MISSING)
            lost.add(journey.id)
    return lost


def _genuine_rows(model: type[Attested], of: Collection[UUID]) -> tuple[Counter[UUID], set[UUID]]:
    """Return how many genuine rows each journey has; and of which one is not genuine."""
    columns = deciding(model)
    place = [column.attname for column in columns].index("journey_id")
    genuine, wrong = Counter[UUID](), set[UUID]()
    also = f"WHERE w.journey_id IN ({placeholders(of)})"
    for row in reading.each_verified(model, also, db_uuid(of)):
        journey = UUID(written(columns[place], row.held[place]))
        if row.is_genuine:
            genuine[journey] += 1
        else:
            wrong.add(journey)
            reading.keep(model, row.name)
    return genuine, wrong
