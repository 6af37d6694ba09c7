"""A journey as a line: whose hands after whose, what is confirmed, and what is planned."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fanal.core.journeys.events import EventKind
from fanal.core.journeys.handovers import Handover, pair_up
from fanal.journeys.queries.journey import JourneyPage, Stretch
from fanal.web.pictures import DrawnPicture, Mark, Words, in_a_sentence, line, shortened
from fanal.web.places import area_name
from fanal.web.words import labelled

GAP, SIDE, HIGH, MIDDLE, MOST = 156, 80, 136, 52, 12
LETTERS = GAP - 8
NARROW, STEP, DOT = 240, 76, 14  # for a telephone
EDGES = {"ok": "edge", "red": "edge edge--red", "planned": "edge edge--dash"}


@dataclass(frozen=True)
class Stop:
    """Where the line has a dot. `kind`: ok, red, planned."""

    name: str
    when: str
    state: str
    kind: str


def journey_line(
    seen: JourneyPage, stretches: Sequence[Stretch], now: datetime
) -> DrawnPicture | None:
    """None where nobody is in anybody's hands yet and no leg is planned."""
    every = [*_starts(seen), *_given(seen), *_planned(stretches, now)]
    if len(every) < 2:
        return None
    stops = every[-MOST:]
    narrow = _sheet("line-narrow", NARROW, STEP * len(stops), every)
    for place, one in enumerate(stops):
        _put_below(narrow, one, place)
    drawn = _sheet("line", 2 * SIDE + GAP * (len(stops) - 1), HIGH, every, narrow)
    for place, one in enumerate(stops):
        _put(drawn, one, place)
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


def _mark(one: Stop, x: float, y: float) -> Mark:
    look = {"ok": "ok", "red": "dot--red", "planned": "node"}[one.kind]
    return Mark(x, y, 13 if one.kind == "red" else 10, look, one.kind == "red")


def _put_below(drawn: DrawnPicture, one: Stop, place: int) -> None:
    """For a telephone: the line goes down, and the words stand beside it."""
    y = STEP * place + 20
    if place:
        drawn.edges.append(line(DOT, y - STEP + 12, DOT, y - 12, EDGES[one.kind]))
    drawn.marks.append(_mark(one, DOT, y))
    room, beside = NARROW - 2 * DOT - 8, 2 * DOT + 8
    drawn.words.append(Words(beside, y - 2, shortened(one.name, room), "t-b", "start"))
    drawn.words.append(Words(beside, y + 16, shortened(one.when, room), "t-soft", "start"))
    weight = "t-b" if one.kind == "red" else "t-soft"
    drawn.words.append(Words(beside, y + 34, shortened(one.state, room), weight, "start"))


def _put(drawn: DrawnPicture, one: Stop, place: int) -> None:
    x = SIDE + GAP * place
    if place:
        drawn.edges.append(line(x - GAP + 12, MIDDLE, x - 12, MIDDLE, EDGES[one.kind]))
    drawn.marks.append(_mark(one, x, MIDDLE))
    drawn.words.append(Words(x, MIDDLE - 26, shortened(one.name, LETTERS), "t-b"))
    drawn.words.append(Words(x, MIDDLE + 36, shortened(one.when, LETTERS), "t-soft"))
    weight = "t-b" if one.kind == "red" else "t-soft"
    drawn.words.append(Words(x, MIDDLE + 56, shortened(one.state, LETTERS), weight))


def _starts(seen: JourneyPage) -> list[Stop]:
    """Those in whose hands everybody was first."""
    found: dict[str, datetime] = {}
    people: dict[str, set[str]] = {}
    for event in seen.state.events:
        if event.kind is EventKind.PREPARED:
            found.setdefault(event.custodian, event.at)
            people.setdefault(event.custodian, set()).update(event.persons)
    return [
        Stop(seen.labels.get(key, "?"), _moment(at), _people(len(people[key])), "ok")
        for key, at in found.items()
    ]


def _given(seen: JourneyPage) -> list[Stop]:
    handovers = [one for one in pair_up(seen.state.events).values() if one.given]
    handovers.sort(key=lambda one: one.given[0].at)
    return [_handed(seen, handover) for handover in handovers]


def _handed(seen: JourneyPage, one: Handover) -> Stop:
    named = {person for event in one.given for person in event.persons}
    done = sum(one.move(person) is not None for person in named)
    left = len(named) - done
    state = _("confirmed: {n}").format(n=done)
    if left:
        state = _("{done} confirmed, {left} not").format(done=done, left=left)
    when = _moment(one.given[0].at)
    return Stop(seen.labels.get(one.receiver, "?"), when, state, "red" if left else "ok")


def _planned(stretches: Sequence[Stretch], now: datetime) -> list[Stop]:
    ahead = [one for one in stretches if one.arrives > now]
    return [
        Stop(area_name(one.leg.end), _moment(one.arrives), _("planned"), "planned")
        for one in sorted(ahead, key=lambda one: one.arrives)
    ]


def _moment(at: datetime) -> str:
    return date_format(localtime(at), "SHORT_DATETIME_FORMAT")


def _people(count: int) -> str:
    return ngettext("{n} person", "{n} people", count).format(n=count)
