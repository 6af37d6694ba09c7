"""In whose hands is each person tonight? In a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from fanal.core.journeys.board import CALL, NO_SIGN, Colour, Rhythm, Row, rows, worst_first
from fanal.core.journeys.state import JourneyState, Stage, state_of
from fanal.core.words import Sentence
from fanal.journeys import access
from fanal.journeys.models import Hands, Happening, Journey, Leg
from fanal.journeys.queries.custody import Troubles, custody_troubles

SAID_ABOVE = 5  # what to do next, above the table; the rest stands in its rows


@dataclass(frozen=True)
class Line:
    """A row of the board as shown: codes and labels, never a name.

    `team` answers for her, `offered_to` was asked to. `address` is empty on another team's journey.
    `known`: whether whoever holds her is more than a name. `phones`: of whoever holds her and to
    whom she was given, for whoever opens the journey.
    """

    row: Row
    address: str
    code: str
    hands: str
    place: str
    team: str = ""
    offered_to: str = ""
    known: bool = True
    phones: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class First:
    """One thing that is red, whom it is about, what to do about it, and whom to call for it."""

    address: str
    codes: list[str]
    sentence: Sentence
    to_do: Sentence
    phones: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Board:
    """`first`: what to do next, the hand-overs before the missed signs of life."""

    lines: list[Line]
    first: list[First]
    red: int
    amber: int
    by_hands: list[tuple[str, int]]


def board(user: Any, now: datetime) -> Board:
    """Every person in preparation, on the way, or back for less than 90 days."""
    found = list(open_journeys(access.journeys_seen_by(user)))
    ids = [journey.id for journey, _ in found]
    hands = _hands(ids)
    custody = custody_troubles(found, now, user)
    places = _places(ids)
    shown = access.shown_on_the_board(user, [journey for journey, _ in found])
    address = {one.id: reverse("journeys:journey", args=[one.id]) for one, _ in found}
    lines = [
        _line(
            row,
            shown[journey.id, row.person],
            address[journey.id],
            [hands[one] for one in _with_her(state, row) if one in hands],
            places(journey, row),
        )
        for journey, state in found
        for row in rows_of(journey, state, now, custody)
        if (journey.id, row.person) in shown
    ]
    return _counted(lines)


def open_journeys(journeys: QuerySet[Journey]) -> Iterable[tuple[Journey, JourneyState]]:
    """Journeys that have not ended, or on which somebody is still followed; however long ago."""
    kept = list(journeys.filter(followed=True))
    events: dict[Any, list[Any]] = {journey.id: [] for journey in kept}
    for row in Happening.objects.filter(journey__in=list(events)):
        events[row.journey_id].append(row.event())
    for journey in kept:
        yield journey, state_of(events[journey.id])


def rows_of(
    journey: Journey, state: JourneyState, now: datetime, custody: Troubles | None = None
) -> list[Row]:
    """Her rows; `custody`: what stands against whoever holds each of them, or will."""
    rhythm = Rhythm(
        in_preparation=timedelta(days=journey.prepare_days),
        on_the_way=timedelta(hours=journey.every_hours),
    )
    return rows(state, now, rhythm, (custody or {}).get(journey.id))


def _hands(ids: list[Any]) -> dict[str, Hands]:
    rows = Hands.objects.filter(journey__in=ids).prefetch_related("colleagues")
    return {str(one.id): one for one in rows}


def to_call(row: Row, hands: Iterable[Hands]) -> list[Hands]:
    """Whose number stands beside what to do: never of who may not take her in."""
    not_called = {one.custodian for one in row.custody if one.red}
    return [one for one in hands if one.phone and str(one.id) not in not_called]


def _with_her(state: JourneyState, row: Row) -> tuple[str, ...]:
    """Who holds her, and to whom she was given without a word from there."""
    return (row.hands, *state.persons[row.person].given_to)


def _line(row: Row, shown: access.Shown, address: str, hands: list[Hands], place: str) -> Line:
    holds = hands[0] if hands else None
    return Line(
        row,
        address if shown.opens else "",
        shown.code_name,
        holds.label if holds else "",
        place,
        shown.team,
        shown.offered_to or "",
        holds is None or holds.known,
        tuple((one.label, one.phone) for one in to_call(row, hands) if shown.opens),
    )


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


def _first(lines: list[Line]) -> list[First]:
    """What is red, once for each journey and trouble, with the codes of those it is about."""
    found: dict[tuple[str, Sentence], First] = {}
    for line in lines:
        phones = dict(line.phones)
        red = [(one.sentence, one.to_do, phones) for one in line.row.problems if one.red]
        # Whoever may not hold her is not called: it is for two of us to decide what comes next.
        red += [(one.sentence, one.to_do, {}) for one in line.row.custody if one.red]
        if not red and line.row.colour is Colour.RED:
            red = [(NO_SIGN, CALL, phones)]
        for sentence, to_do, to_call in red:
            one = First(line.address, [], sentence, to_do)
            first = found.setdefault((line.address, sentence), one)
            first.codes.append(line.code)
            first.phones.update(to_call)
    return sorted(found.values(), key=lambda one: one.sentence is NO_SIGN)[:SAID_ABOVE]


def _counted(lines: list[Line]) -> Board:
    order = {row.person: number for number, row in enumerate(worst_first(x.row for x in lines))}
    lines.sort(key=lambda line: order[line.row.person])
    hands: dict[str, int] = {}
    for line in lines:
        hands[line.hands] = hands.get(line.hands, 0) + 1
    colours = [line.row.colour for line in lines]
    return Board(
        lines,
        _first(lines),
        colours.count(Colour.RED),
        colours.count(Colour.AMBER),
        sorted(hands.items(), key=lambda pair: (-pair[1], pair[0])),
    )
