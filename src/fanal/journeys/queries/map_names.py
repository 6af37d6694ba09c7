"""Where on a map each name stands: on no other name, dot or line, as far as there is room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

LETTER, DOT = 0.58, 8.0  # width of a letter, of its height; half a dot
STEPS = 24  # places at which a line is looked at

type Spot = tuple[float, float]
type Side = Literal["center", "left", "right"]


@dataclass(frozen=True)
class NamePlace:
    """How far a name stands from its dot; `side`: which end of it is there."""

    dx: float
    dy: float
    side: Side = "center"


@dataclass(frozen=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: _Box) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, spot: Spot) -> bool:
        return self.left < spot[0] < self.right and self.top < spot[1] < self.bottom


def placed(
    dots: Sequence[tuple[Spot, str]], lines: Sequence[tuple[Spot, Spot]], letters: int, sheet: Spot
) -> list[NamePlace]:
    """The place of each name, in the order of the dots. `letters`: their height."""
    chosen: list[NamePlace] = []
    taken: list[_Box] = []
    for spot, name in dots:
        fits = [
            (candidate, _box(spot, name, candidate, letters)) for candidate in _candidates(letters)
        ]
        place, box = min(fits, key=lambda fit: _penalty(fit[1], taken, dots, lines, sheet))
        chosen.append(place)
        taken.append(box)
    return chosen


def _candidates(letters: int) -> list[NamePlace]:
    """Above, below, right, left; then further above and below. The first of equals is taken."""
    near, side = float(letters), letters * 0.75
    beside = [NamePlace(side, 0, "left"), NamePlace(-side, 0, "right")]
    further = [NamePlace(0, way * near * step) for step in (2.4, 3.8) for way in (-1, 1)]
    corners = [
        NamePlace(x * side, y * near, "left" if x > 0 else "right")
        for y in (-1, 1)
        for x in (1, -1)
    ]
    return [NamePlace(0, -near), NamePlace(0, near), *beside, *corners, *further]


def _box(spot: Spot, name: str, place: NamePlace, letters: int) -> _Box:
    wide, high = len(name) * letters * LETTER, letters * 1.1
    x, y = spot[0] + place.dx, spot[1] + place.dy
    left = {"center": x - wide / 2, "left": x, "right": x - wide}[place.side]
    return _Box(left, y - high / 2, left + wide, y + high / 2)


def _penalty(
    box: _Box,
    taken: Sequence[_Box],
    dots: Sequence[tuple[Spot, str]],
    lines: Sequence[tuple[Spot, Spot]],
    sheet: Spot,
) -> float:
    """Return what speaks against it: off the sheet, on a name, on a dot, on a line."""
    off = box.left < 0 or box.top < 0 or box.right > sheet[0] or box.bottom > sheet[1]
    names = sum(box.meets(box_taken) for box_taken in taken)
    dot_boxes = [_Box(x - DOT, y - DOT, x + DOT, y + DOT) for (x, y), _name in dots]
    return (
        100 * off
        + 50 * names
        + 10 * sum(map(box.meets, dot_boxes))
        + sum(any(box.holds(spot) for spot in _points_along(line)) for line in lines)
    )


def _points_along(line: tuple[Spot, Spot]) -> list[Spot]:
    (x1, y1), (x2, y2) = line
    return [
        (x1 + (x2 - x1) * step / STEPS, y1 + (y2 - y1) * step / STEPS) for step in range(STEPS + 1)
    ]
