"""Groups of files that may be one person, as a picture: never joined, the weak link marked."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from fanal.core.names.register.clusters import Group, Link, groups
from fanal.core.words import Sentence
from fanal.registers.queries.register import Pair

WIDE, ROW = 460, 34  # units of the picture
MOST_DRAWN = 16  # more than these on one circle cannot be read: the table remains


@dataclass(frozen=True)
class Dot:
    """A file at its place; `anchor` says to which side its code is written."""

    person: Any
    x: int
    y: int
    text_x: int
    text_y: int
    anchor: str


@dataclass(frozen=True)
class Line:
    """A link between two dots: `kind` is strong, weak or apart (found to be two people)."""

    kind: str
    x1: int
    y1: int
    x2: int
    y2: int


@dataclass(frozen=True)
class Row:
    """A link in words."""

    one: Any
    other: Any
    likely: Sentence
    why: tuple[Sentence, ...]
    weak: bool


@dataclass(frozen=True)
class Picture:
    """One group: its files, its links in words, what keeps some apart, and the drawing."""

    people: list[Any]
    rows: list[Row]
    apart: list[tuple[Any, Any]]
    dots: list[Dot]
    lines: list[Line]
    width: int
    height: int


def grouped(pairs: Sequence[Pair]) -> tuple[Group, ...]:
    """The groups that the likely pairs make."""
    return groups(Link(str(one.one), str(one.other), one.bits) for one in pairs if one.is_link)


def picture(
    group: Group,
    pairs: Mapping[frozenset[UUID], Pair],
    people: Mapping[UUID, Any],
    apart: set[frozenset[UUID]],
) -> Picture:
    """A group as words and as places on a circle."""
    inside = [UUID(one) for one in group.records]
    dots = _dots([people[one] for one in inside])
    links = [(link, pairs[frozenset((UUID(link.a), UUID(link.b)))]) for link in group.links]
    kept = [pair for pair in apart if pair <= set(inside)]
    kept.sort(key=sorted)
    lines = [_line("weak" if li.weak else "strong", dots, pair.people) for li, pair in links]
    return Picture(
        people=[people[one] for one in inside],
        rows=[in_words(pair, link.weak, people) for link, pair in links],
        apart=[(people[one], people[other]) for one, other in map(sorted, kept)],
        dots=list(dots.values()) if len(inside) <= MOST_DRAWN else [],
        lines=[_line("apart", dots, pair) for pair in kept] + lines,
        width=WIDE,
        height=_height(len(inside)),
    )


def in_words(pair: Pair, weak: bool, people: Mapping[UUID, Any]) -> Row:
    """A link with its codes, the older file first, how likely it is, and why."""
    one, other = sorted((people[pair.one], people[pair.other]), key=lambda p: (p.made_on, p.id))
    return Row(one, other, pair.likely, pair.why, weak)


def _height(count: int) -> int:
    return max(110, min(count, MOST_DRAWN) * ROW)


def _dots(people: Sequence[Any]) -> dict[UUID, Dot]:
    """Files on an ellipse, the first on the left; codes are written away from its middle."""
    made = {}
    height = _height(len(people))
    for number, person in enumerate(people):
        turn = math.pi + 2 * math.pi * number / len(people)
        x, y = WIDE / 2 + 50 * math.cos(turn), height / 2 + (height / 2 - 24) * math.sin(turn)
        left = x < WIDE / 2
        place = round(x), round(y), round(x) + (-14 if left else 14), round(y) + 6
        made[person.id] = Dot(person, *place, "end" if left else "start")
    return made


def _line(kind: str, dots: Mapping[UUID, Dot], pair: frozenset[UUID]) -> Line:
    one, other = (dots[person] for person in sorted(pair))
    return Line(kind, one.x, one.y, other.x, other.y)
