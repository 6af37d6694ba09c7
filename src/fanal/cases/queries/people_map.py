"""The people around her as a map: her family on one side by generation, others on the other.

Drawn of what was opened for the page anyway; red is whoever must never be told or is close to a
suspect, dashed whoever nobody has asked about.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from fanal.cases.models import Case
from fanal.cases.queries.pages import OpenedEntry
from fanal.cases.queries.people_around import around_of
from fanal.core.casework.answers import load
from fanal.core.casework.choices import RELATIONS, SAFE_TO_TELL
from fanal.web.pictures import Box, DrawnPicture, Edge, Words, in_a_sentence, line, shortened
from fanal.web.words import labelled, translated

# A code name is never cut short (`HER`): its number tells two alike apart.
WIDTH, BOX, HER, HIGH, STEP = 640, 200, 172, 48, 64
LINE, MOST_CODES = 20, 6
NARROW, TRUNK, INDENT = 240, 12, 26
LEFT, RIGHT, TOP = 4, WIDTH - BOX - 4, 40
FAMILY = ("mother", "father", "partner", "sibling", "relative", "child")
SIGNS = {"safe": "\u2713 ", "red": "! ", "": ""}
LOOKS = {"safe": "node node--ok", "red": "node node--red", "": "node"}
EDGES = {"safe": "edge", "red": "edge edge--red", "": "edge edge--dash"}


@dataclass(frozen=True)
class Neighbour:
    """One of them, in words. `kind`: safe, red, or empty where nobody has asked."""

    name: str
    code: str
    relation: str
    told: str
    kind: str

    @property
    def below(self) -> str:
        """Short enough for its box; the table has the whole sentence."""
        short = {"safe": _("may be told"), "red": _("never tell")}.get(self.kind)
        return ", ".join(part for part in (self.relation, short) if part)


def people_map(case: Case, entries: Iterable[OpenedEntry]) -> DrawnPicture | None:
    """The map of one case; None where nobody around her is known to this reader."""
    known = [neighbour(entry) for entry in entries if entry.data is not None]
    if not known:
        return None
    family = sorted((n for n in known if n.code in FAMILY), key=lambda n: FAMILY.index(n.code))
    others = [n for n in known if n.code not in FAMILY]
    hers = code_names(case)
    high = HIGH + LINE * (len(hers) - 1)
    rows = max(len(family), len(others), 2)
    every = [*family, *others]
    height = max(TOP + STEP * rows, TOP + high + STEP + 8)
    drawn = _sheet("people", WIDTH, height, every, _narrow(every, hers, high))
    middle = put_her(drawn, hers, case, high)
    put_side(drawn, family, LEFT, middle, _("Family"))
    put_side(drawn, others, RIGHT, middle, _("Others"))
    return drawn


def _sheet(
    key: str,
    width: int,
    height: float,
    every: Sequence[Neighbour],
    narrow: DrawnPicture | None = None,
) -> DrawnPicture:
    return DrawnPicture(
        key=key,
        title=_("The people around her as a map"),
        says=in_a_sentence(labelled(n.name, f"{n.relation}, {n.told}") for n in every),
        width=width,
        height=round(height),
        columns=[_("Name"), _("Relation to her"), _("May this person be told?")],
        rows=[(n.name, n.relation, n.told) for n in every],
        narrow=narrow,
    )


def _narrow(every: Sequence[Neighbour], hers: Sequence[str], high: int) -> DrawnPicture:
    """Return the map for a telephone: she on top, everybody below her on one line."""
    first = high + STEP - HIGH + 4
    drawn = _sheet("people-narrow", NARROW, first + STEP * len(every), every)
    drawn.boxes.append(Box(2, 4, NARROW - 4, high, "node node--me"))
    for place, code in enumerate(hers):
        text = shortened(code, NARROW - 16)
        drawn.words.append(Words(NARROW / 2, 33 + LINE * place, text, "t-b t-on"))
    for place, person in enumerate(every):
        top = first + STEP * place
        above = first - STEP + HIGH if not place else top - STEP + HIGH / 2
        drawn.edges.append(line(TRUNK, above, TRUNK, top + HIGH / 2, "edge"))
        drawn.edges.append(line(TRUNK, top + HIGH / 2, INDENT, top + HIGH / 2, EDGES[person.kind]))
        _put_box(drawn, person, INDENT, top, NARROW - INDENT - 2)
    return drawn


def code_names(case: Case) -> list[str]:
    """Those whom the case concerns; of many the first, and how many more."""
    codes = [link.person.code_name for link in case.concerns.select_related("person")]
    if len(codes) <= MOST_CODES:
        return codes
    rest = len(codes) - MOST_CODES + 1
    return [*codes[: MOST_CODES - 1], _("and {n} more").format(n=rest)]


def neighbour(entry: OpenedEntry) -> Neighbour:
    seen = around_of(entry.entry, entry.data or {})
    safe = load((entry.data or {}).get("safe"))
    words_for_safe = dict(SAFE_TO_TELL).get(safe) if isinstance(safe, str) else None
    relation = dict(RELATIONS).get(seen.relation)
    kind = "red" if seen.danger else "safe" if safe == "safe" else ""
    return Neighbour(
        seen.name or _("without a name"),
        seen.relation,
        translated(relation) if relation else _("relation not known"),
        translated(words_for_safe) if words_for_safe else _("not known"),
        kind,
    )


def put_her(drawn: DrawnPicture, hers: Sequence[str], case: Case, high: int) -> float:
    """Draw her and whom else the case concerns, in one box in the middle; and her worker below."""
    whole = high + (STEP if case.assignee else 0)
    x, y = WIDTH / 2 - HER / 2, TOP + max(0, (drawn.height - TOP - whole) / 2 - 8)
    drawn.boxes.append(Box(x, y, HER, high, "node node--me"))
    for place, code in enumerate(hers):
        text = shortened(code, HER - 12)
        drawn.words.append(Words(WIDTH / 2, y + 29 + LINE * place, text, "t-b t-on"))
    if case.assignee:
        below = y + high + STEP - HIGH
        drawn.edges.append(line(WIDTH / 2, y + high, WIDTH / 2, below, "edge"))
        drawn.boxes.append(Box(x, below, HER, HIGH, "node"))
        name = shortened(case.assignee.display_name, HER - 12)
        drawn.words.append(Words(WIDTH / 2, below + 20, name, "t-b"))
        drawn.words.append(Words(WIDTH / 2, below + 38, _("works on the case"), "t-soft"))
    return y + high / 2


def put_side(
    drawn: DrawnPicture, some: Sequence[Neighbour], x: int, her: float, title: str
) -> None:
    if some:
        drawn.words.append(Words(x + BOX / 2, 20, title, "t-soft"))
    inner, towards = (x + BOX, WIDTH / 2 - HER / 2) if x == LEFT else (x, WIDTH / 2 + HER / 2)
    for place, person in enumerate(some):
        y = TOP + STEP * place
        drawn.edges.append(curve(inner, y + HIGH / 2, towards, her, EDGES[person.kind]))
        _put_box(drawn, person, x, y, BOX)


def _put_box(drawn: DrawnPicture, person: Neighbour, x: float, y: float, width: float) -> None:
    drawn.boxes.append(Box(x, y, width, HIGH, LOOKS[person.kind]))
    name = shortened(SIGNS[person.kind] + person.name, width - 14)
    drawn.words.append(Words(x + width / 2, y + 20, name, "t-b"))
    below = shortened(person.below, (width - 14) * 1.08)
    drawn.words.append(Words(x + width / 2, y + 38, below, "t-soft"))


def curve(x1: float, y1: float, x2: float, y2: float, look: str) -> Edge:
    half = (x1 + x2) / 2
    bends = f"{half:.0f} {y1:.0f} {half:.0f} {y2:.0f}"
    return Edge(f"M{x1:.0f} {y1:.0f}C{bends} {x2:.0f} {y2:.0f}", look)
