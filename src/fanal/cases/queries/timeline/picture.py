"""The case on one line: danger, signs of life, what we did; and the same as a table."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from fanal.cases.queries.timeline import TimelineItem
from fanal.core.casework.timeline import TimelineKind, scale_of

FEWEST = 5  # below, the list itself is as short
TOP, APART = 24, 40  # units of the picture


@dataclass(frozen=True)
class Lane:
    """One row of the picture. `mark`: how its days are drawn."""

    words: str
    mark: str
    days: tuple[date, ...]
    places: tuple[int, ...]
    y: int

    @property
    def label_y(self) -> int:
        return self.y + 4


@dataclass(frozen=True)
class LinePicture:
    lanes: list[Lane]
    ticks: list[tuple[int, date]]
    now: int
    height: int
    grid: int


def picture_of(items: Collection[TimelineItem], today: date) -> LinePicture | None:
    """Return the picture; None where there is too little to draw: nothing was said of danger, and
    no sign of life."""
    scale = scale_of([item.day for item in items], today) if len(items) >= FEWEST else None
    if scale is None or not any(_is_drawn_apart(item) for item in items):
        return None
    lanes: list[Lane] = []
    for words, mark, lane_items in _lanes(items):
        days = tuple(sorted(item.day for item in lane_items))
        if days:
            y = TOP + APART * len(lanes)
            lanes.append(Lane(words, mark, days, tuple(scale.marks(days)), y))
    grid = TOP + APART * len(lanes) - APART // 2
    return LinePicture(lanes, scale.ticks(), scale.place(today), grid + 30, grid)


def _lanes(items: Collection[TimelineItem]) -> list[tuple[str, str, list[TimelineItem]]]:
    danger = [item for item in items if item.sign == "danger"]
    signs = [item for item in items if item.kind is TimelineKind.SIGN and item.sign != "danger"]
    return [
        (_("In danger"), "danger", danger),
        (_("Signs of life"), "ok", signs),
        (_("We did"), "dot", [item for item in items if not _is_drawn_apart(item)]),
    ]


def _is_drawn_apart(item: TimelineItem) -> bool:
    return item.sign == "danger" or item.kind is TimelineKind.SIGN
