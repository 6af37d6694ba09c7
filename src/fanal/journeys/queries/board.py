"""In whose hands is each person tonight? In a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from fanal.core.journeys.board import Colour, Rhythm, Row, rows, worst_first
from fanal.core.journeys.proofs import FOLLOWED
from fanal.core.journeys.state import JourneyState, Stage, state_of
from fanal.journeys import access
from fanal.journeys.models import Hands, Happening, Journey, Leg, Traveller
from fanal.people.models import Person

SHOWN = FOLLOWED + timedelta(days=275)  # a proof that is missing keeps her longer, up to a year


@dataclass(frozen=True)
class Line:
    """A row of the board as shown: codes and labels, never a name."""

    row: Row
    address: str
    code: str
    hands: str
    place: str


@dataclass(frozen=True)
class Board:
    lines: list[Line]
    red: int
    amber: int
    by_hands: list[tuple[str, int]]


def board(user: Any, now: datetime) -> Board:
    """Every person in preparation, on the way, or back for less than 90 days."""
    found = list(open_journeys(access.journeys_for(user)))
    ids = [journey.id for journey, _ in found]
    hands = {str(one.id): one.label for one in Hands.objects.filter(journey__in=ids).only("label")}
    codes = _codes(ids)
    places = _places(ids)
    address = {one.id: reverse("journeys:journey", args=[one.id]) for one, _ in found}
    lines = [
        Line(
            row,
            address[journey.id],
            codes[row.person],
            hands.get(row.hands, ""),
            places(journey, row),
        )
        for journey, state in found
        for row in rows_of(journey, state, now)
    ]
    return _counted(lines)


def open_journeys(journeys: QuerySet[Journey]) -> Iterable[tuple[Journey, JourneyState]]:
    """Journeys that have not ended, or ended so lately that people are still followed."""
    since = timezone.localdate() - SHOWN
    kept = list(journeys.filter(Q(ended_on=None) | Q(ended_on__gte=since)))
    events: dict[Any, list[Any]] = {journey.id: [] for journey in kept}
    for row in Happening.objects.filter(journey__in=list(events)):
        events[row.journey_id].append(row.event())
    for journey in kept:
        yield journey, state_of(events[journey.id])


def rows_of(journey: Journey, state: JourneyState, now: datetime) -> list[Row]:
    rhythm = Rhythm(
        in_preparation=timedelta(days=journey.prepare_days),
        on_the_way=timedelta(hours=journey.every_hours),
    )
    return rows(state, now, rhythm)


def _codes(ids: list[Any]) -> dict[str, str]:
    on_board = Traveller.objects.filter(journey__in=ids).values("person")
    people = Person.objects.filter(id__in=on_board).only("code_name")
    return {str(one.id): one.code_name for one in people}


def _places(ids: list[Any]) -> Any:
    """The place of a person: the district or town of the leg, never an address or a shelter."""
    first: dict[Any, str] = {}
    last: dict[Any, str] = {}
    for leg in Leg.objects.filter(journey__in=ids).select_related("start", "end"):
        first.setdefault(leg.journey_id, leg.start.name)
        last[leg.journey_id] = leg.end.name

    def place(journey: Journey, row: Row) -> str:
        if row.stage is Stage.IN_PREPARATION:
            return first.get(journey.id, "")
        if row.stage is Stage.RETURNED:
            return last.get(journey.id, "")
        way = [first.get(journey.id, ""), last.get(journey.id, "")]
        return " → ".join(one for one in way if one)

    return place


def _counted(lines: list[Line]) -> Board:
    order = {row.person: number for number, row in enumerate(worst_first(x.row for x in lines))}
    lines.sort(key=lambda line: order[line.row.person])
    hands: dict[str, int] = {}
    for line in lines:
        hands[line.hands] = hands.get(line.hands, 0) + 1
    colours = [line.row.colour for line in lines]
    return Board(
        lines,
        colours.count(Colour.RED),
        colours.count(Colour.AMBER),
        sorted(hands.items(), key=lambda pair: (-pair[1], pair[0])),
    )
