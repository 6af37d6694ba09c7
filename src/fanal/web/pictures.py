"""Pictures that the server draws, as places on a sheet; `web/components/picture.html` draws them.

A picture says nothing that its table does not say in words: the table stands beside it, and the
description is for whoever hears the page. Classes are those of `pictures.css`, so that colours
follow the page in the dark and on paper.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from fanal.web.typing import PageText

LETTER = 7.2  # width of a letter of 13 px, on average; a wide script has fewer to a line
TALL_LETTER = 12.5
SPACES = re.compile(r"[ \t\r\n]+")  # but for those that keep a sign with its word

type Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Edge:
    """A line, or a way of several points."""

    path: str
    look: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    x: float
    y: float
    width: float
    height: float
    look: str = ""
    round: int = 10


@dataclass(frozen=True, slots=True)
class Mark:
    """A dot: round, or (`sides`) an octagon, which is danger without its colour too."""

    x: float
    y: float
    size: float
    look: str = "dot"
    octagon: bool = False

    @property
    def path(self) -> str:
        """The octagon around the place."""
        near, far = self.size * 0.41, self.size
        corners = [
            *((-near, -far), (near, -far), (far, -near), (far, near)),
            *((near, far), (-near, far), (-far, near), (-far, -near)),
        ]
        return "M" + "L".join(f"{self.x + x:.0f} {self.y + y:.0f}" for x, y in corners) + "Z"


@dataclass(frozen=True, slots=True)
class Words:
    x: float
    y: float
    text: str
    look: str = ""
    anchor: Anchor = "middle"


@dataclass(frozen=True)
class DrawnPicture:
    """One picture: `title` and `says` in words, the shapes, and the table that says the same.
    `narrow`: the same as it is drawn for a telephone, where nobody scrolls sideways."""

    key: str
    title: PageText
    says: str
    width: int
    height: int
    columns: Sequence[PageText]
    rows: Sequence[Sequence[object]]
    edges: list[Edge] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)
    narrow: DrawnPicture | None = None

    @property
    def shown(self) -> int:
        """The width on the page: its letters are as large as those beside it."""
        return round(self.width * 1.15)


def line(x1: float, y1: float, x2: float, y2: float, look: str = "") -> Edge:
    return Edge(f"M{x1:.0f} {y1:.0f}L{x2:.0f} {y2:.0f}", look)


def shortened(text: str, width: float) -> str:
    """Return as much of a text as fits, in any script; the table has all of it."""
    text, room = SPACES.sub(" ", text).strip(), width
    for place, letter in enumerate(text):
        room -= _wide(letter)
        if room < 0:
            return text[: max(1, _before_marks(text, place - 1))].rstrip() + "\u2026"
    return text


def _before_marks(text: str, place: int) -> int:
    """A place at which no letter is parted from its marks."""
    while place > 1 and unicodedata.category(text[place])[0] == "M":
        place -= 1
    return place


def _wide(letter: str) -> float:
    if unicodedata.category(letter) in ("Mn", "Cf"):
        return 0
    return TALL_LETTER if unicodedata.east_asian_width(letter) in "WF" else LETTER


def in_a_sentence(said: Iterable[str]) -> str:
    """The rows of a table as one text to be heard."""
    return ". ".join(one for one in said if one)
