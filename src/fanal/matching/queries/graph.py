"""Groups of files that may be one person, as a picture: never joined, the weak link marked."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from fanal.core.words import Sentence, Translatable
from fanal.matching.queries.register import Pair
from fanal.people.models import Person
from scriptnames import Group, Link, groups

WIDE, ROW = 380, 40  # units of the picture: two codes fit side by side, large enough on a phone
MOST_DRAWN = 16  # more than these on one circle cannot be read: the table remains
# Of three or four, where the first stands and how far out, so that no line runs under a code.
FEW = {3: (-math.pi / 2, 110), 4: (1.25 * math.pi, 134)}

Why = Callable[[Pair], tuple[Translatable, ...]]


@dataclass(frozen=True)
class Dot:
    """A file at its place, and where its code is written: above it or below."""

    person: Person
    x: int
    y: int
    text_y: int


@dataclass(frozen=True)
class GraphEdge:
    """A link between two dots: `kind` is strong, weak or apart (found to be two people)."""

    kind: str
    x1: int
    y1: int
    x2: int
    y2: int


@dataclass(frozen=True)
class GraphRow:
    """A link in words."""

    one: Person
    other: Person
    likely: Sentence
    why: tuple[Translatable, ...]
    weak: bool


@dataclass(frozen=True)
class Picture:
    """One group: its files, its links in words, what keeps some apart, and the drawing."""

    people: list[Person]
    rows: list[GraphRow]
    apart: list[tuple[Person, Person]]
    dots: list[Dot]
    lines: list[GraphEdge]
    width: int
    height: int


def grouped(pairs: Sequence[Pair]) -> tuple[Group, ...]:
    """The groups that the likely pairs make."""
    return groups(Link(str(pair.one), str(pair.other), pair.bits) for pair in pairs if pair.is_link)


def picture(
    group: Group,
    pairs: Mapping[frozenset[UUID], Pair],
    people: Mapping[UUID, Person],
    apart: set[frozenset[UUID]],
    why: Why,
) -> Picture:
    """A group as words and as places on a circle."""
    inside = [UUID(record) for record in group.records]
    dots = _dots([people[file] for file in inside])
    links = [(link, pairs[frozenset((UUID(link.a), UUID(link.b)))]) for link in group.links]
    apart_here = [pair for pair in apart if pair <= set(inside)]
    # Sets have no order: sorted, the picture is the same at each look.
    apart_here.sort(key=sorted)
    lines = [_line("weak" if li.weak else "strong", dots, pair.people) for li, pair in links]
    return Picture(
        people=[people[file] for file in inside],
        # The page asks to look at the weak links first.
        rows=[
            in_words(pair, link.weak, people, why)
            for link, pair in sorted(links, key=lambda one: not one[0].weak)
        ],
        apart=[(people[file], people[other]) for file, other in map(sorted, apart_here)],
        dots=list(dots.values()) if len(inside) <= MOST_DRAWN else [],
        lines=[_line("apart", dots, pair) for pair in apart_here] + lines,
        width=WIDE,
        height=_height(len(inside)),
    )


def in_words(pair: Pair, weak: bool, people: Mapping[UUID, Person], why: Why) -> GraphRow:
    """A link with its codes, the older file first, how likely it is, and why."""
    one, other = sorted((people[pair.one], people[pair.other]), key=lambda p: (p.made_on, p.id))
    return GraphRow(one, other, pair.likely, why(pair) + pair.beside, weak)


def _height(count: int) -> int:
    return max(150, min(count, MOST_DRAWN) * ROW)


def _dots(people: Sequence[Person]) -> dict[UUID, Dot]:
    """Files on an ellipse; codes are written away from its middle."""
    dots = {}
    middle = _height(len(people)) / 2
    start, across = FEW.get(len(people), (math.pi, 90))
    for number, person in enumerate(people):
        turn = start + 2 * math.pi * number / len(people)
        x, y = WIDE / 2 + across * math.cos(turn), middle + (middle - 36) * math.sin(turn)
        dots[person.id] = Dot(
            person, round(x), round(y), round(y) + (26 if y > middle - 1 else -14)
        )
    return dots


def _line(kind: str, dots: Mapping[UUID, Dot], pair: frozenset[UUID]) -> GraphEdge:
    one, other = (dots[person] for person in sorted(pair))
    return GraphEdge(kind, one.x, one.y, other.x, other.y)
