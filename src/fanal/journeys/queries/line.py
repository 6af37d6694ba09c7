"""A journey as a line: which custodian follows which, what is confirmed, and what is planned."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fanal.core.journeys.events import EventKind
from fanal.core.journeys.handovers import Handover, pair_up
from fanal.journeys.models import Leg
from fanal.journeys.queries.journey import JourneyPage
from fanal.web.days_in_words import relative_day
from fanal.web.pictures import DrawnPicture, Mark, Words, in_a_sentence, line, shortened
from fanal.web.places import area_name
from fanal.web.words import labelled

GAP, HIGH, MIDDLE, MOST, FEW = 156, 136, 52, 12, 4
WIDE = 216  # between few stops, whose names then stand in full
NARROW, STEP, DOT = 240, 76, 14  # for a telephone
EDGES = {"ok": "edge", "red": "edge edge--red", "planned": "edge edge--dash"}


@dataclass(frozen=True)
class Stop:
    """A place where the line has a dot. `kind`: ok, red, planned."""

    name: str
    when: str
    state: str
    kind: str


def journey_line(seen: JourneyPage, legs: Sequence[Leg], now: datetime) -> DrawnPicture | None:
    """Return the line; None where nobody has a custodian yet and no leg is planned."""
    every = [*_starts(seen), *_handover_stops(seen), *_planned_stops(legs, now)]
    if len(every) < 2:
        return None
    stops = every[-MOST:]
    narrow = _sheet("line-narrow", NARROW, STEP * len(stops), every)
    for place, stop in enumerate(stops):
        _put_below(narrow, stop, place)
    gap = WIDE if len(stops) <= FEW else GAP
    drawn = _sheet("line", gap * len(stops), HIGH, every, narrow)
    for place, stop in enumerate(stops):
        _draw_stop(drawn, stop, place, gap)
    return drawn


def _sheet(
    key: str, width: int, height: int, every: Sequence[Stop], narrow: DrawnPicture | None = None
) -> DrawnPicture:
    return DrawnPicture(
        key=key,
        title=_("The journey as a line"),
        says=in_a_sentence(labelled(f"{stop.name}, {stop.when}", stop.state) for stop in every),
        width=width,
        height=height,
        columns=[_("With whom, or where"), _("When"), _("State")],
        rows=[(stop.name, stop.when, stop.state) for stop in every],
        narrow=narrow,
    )


def _mark(stop: Stop, x: float, y: float) -> Mark:
    look = {"ok": "ok", "red": "dot--red", "planned": "node"}[stop.kind]
    return Mark(x, y, 13 if stop.kind == "red" else 10, look, stop.kind == "red")


def _put_below(drawn: DrawnPicture, stop: Stop, place: int) -> None:
    """Draw a stop for a telephone: the line goes down, and the words stand beside it."""
    y = STEP * place + 20
    if place:
        drawn.edges.append(line(DOT, y - STEP + 12, DOT, y - 12, EDGES[stop.kind]))
    drawn.marks.append(_mark(stop, DOT, y))
    room, beside = NARROW - 2 * DOT - 8, 2 * DOT + 8
    drawn.words.append(Words(beside, y - 2, shortened(stop.name, room), "t-b", "start"))
    drawn.words.append(Words(beside, y + 16, shortened(stop.when, room), "t-soft", "start"))
    weight = "t-b" if stop.kind == "red" else "t-soft"
    drawn.words.append(Words(beside, y + 34, shortened(stop.state, room), weight, "start"))


def _draw_stop(drawn: DrawnPicture, stop: Stop, place: int, gap: int) -> None:
    x, letters = gap / 2 + gap * place, gap - 8
    if place:
        drawn.edges.append(line(x - gap + 12, MIDDLE, x - 12, MIDDLE, EDGES[stop.kind]))
    drawn.marks.append(_mark(stop, x, MIDDLE))
    drawn.words.append(Words(x, MIDDLE - 26, shortened(stop.name, letters), "t-b"))
    drawn.words.append(Words(x, MIDDLE + 36, shortened(stop.when, letters), "t-soft"))
    weight = "t-b" if stop.kind == "red" else "t-soft"
    drawn.words.append(Words(x, MIDDLE + 56, shortened(stop.state, letters), weight))


def _starts(seen: JourneyPage) -> list[Stop]:
    """Return those who had everybody first."""
    starts: dict[str, datetime] = {}
    people: dict[str, set[str]] = {}
    for event in seen.state.events:
        if event.kind is EventKind.PREPARED:
            starts.setdefault(event.custodian, event.at)
            people.setdefault(event.custodian, set()).update(event.persons)
    return [
        Stop(seen.labels.get(key, "?"), relative_day(at), _people(len(people[key])), "ok")
        for key, at in starts.items()
    ]


def _handover_stops(seen: JourneyPage) -> list[Stop]:
    handovers = [handover for handover in pair_up(seen.state.events).values() if handover.given]
    handovers.sort(key=lambda handover: handover.given[0].at)
    return [_handover_stop(seen, handover) for handover in handovers]


def _handover_stop(seen: JourneyPage, handover: Handover) -> Stop:
    named = {person for event in handover.given for person in event.persons}
    done = sum(handover.move(person) is not None for person in named)
    left = len(named) - done
    state = _("confirmed: {n}").format(n=done)
    if left:
        state = _("{done} confirmed, {left} not").format(done=done, left=left)
    when = relative_day(handover.given[0].at)
    return Stop(seen.labels.get(handover.receiver, "?"), when, state, "red" if left else "ok")


def _planned_stops(legs: Sequence[Leg], now: datetime) -> list[Stop]:
    ahead = [leg for leg in legs if leg.arrives > now]
    return [
        Stop(area_name(leg.end), relative_day(leg.arrives), _("planned"), "planned")
        for leg in sorted(ahead, key=lambda leg: leg.arrives)
    ]


def _people(count: int) -> str:
    return ngettext("{n} person", "{n} people", count).format(n=count)
