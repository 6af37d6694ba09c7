"""Search in an opened index of names: any script finds any script, with the reason.

The index lives in memory while the request lasts. It holds names in clear: it is never stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz, process

from fanal.core.errors import BadInput
from fanal.core.names.birth import BirthLevel, Born, compare_births
from fanal.core.names.compare import Level, Likeness, compare_forms
from fanal.core.names.form import Form, form
from fanal.core.words import Sentence, say

READ_CLOSELY = 200  # entries compared word by word after the quick pass
ENOUGH = 40  # of 100 in the quick pass; below it nothing is in common
BIRTH_WORTH = {
    BirthLevel.SAME_DAY: 0.3,
    BirthLevel.ALLOW: 0.1,
    BirthLevel.UNKNOWN: 0.0,
    BirthLevel.NEAR: 0.0,
    BirthLevel.APART: -0.3,
}


@dataclass(frozen=True)
class Entry:
    """One person of the index. `key` is whatever the caller knows her by.

    `forms` are the names made ready when they were last saved; without them they are read now.
    """

    key: str
    names: tuple[str, ...]
    nicknames: tuple[str, ...] = ()
    birth: Born | None = None
    place: str = ""
    forms: tuple[Form, ...] | None = None


@dataclass(frozen=True)
class Hit:
    """A near match: how alike (`level`), how it ranks (`score`), and the reasons in words."""

    key: str
    level: Level
    score: float
    why: tuple[Sentence, ...]


@dataclass(frozen=True)
class Row:
    """One name of one entry."""

    entry: int
    form: Form
    nickname: bool


class Index:
    """All names of all entries, ready to be searched."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = entries
        self.rows = [row for place, entry in enumerate(entries) for row in rows_of(place, entry)]
        self.keys = [" ".join(row.form.keys) for row in self.rows]

    def search(
        self, text: str, *, birth: Born | None = None, place: str = "", limit: int = 20
    ) -> list[Hit]:
        """The nearest entries, best first. Raises BadInput for a text without a letter."""
        asked = form(text)
        if not asked.keys:
            raise BadInput("name", say("a name needs at least one letter of a script we know"))
        best: dict[int, Hit] = {}
        for row in self.nearest(asked):
            hit = judge(asked, row, self.entries[row.entry], birth, place)
            if hit.level > Level.DIFFERENT and hit.score > score_of(best.get(row.entry)):
                best[row.entry] = hit
        return sorted(best.values(), key=lambda hit: (-hit.score, hit.key))[:limit]

    def nearest(self, asked: Form) -> Iterable[Row]:
        """The rows that a quick pass over all keys finds worth reading closely."""
        if not self.keys:
            return []
        query = " ".join(asked.keys)
        quick = process.cdist([query], self.keys, scorer=fuzz.token_ratio, score_cutoff=ENOUGH)[0]
        wanted = min(READ_CLOSELY, len(self.keys))
        chosen = np.argpartition(-quick, wanted - 1)[:wanted]
        return [self.rows[place] for place in chosen if quick[place] >= ENOUGH]


def build(entries: Iterable[Entry]) -> Index:
    """An index of the entries in the order given."""
    return Index(list(entries))


def rows_of(place: int, entry: Entry) -> list[Row]:
    forms = entry.forms if entry.forms is not None else tuple(form(name) for name in entry.names)
    names = [Row(place, read, False) for read in forms if read.keys]
    nicknames = [Row(place, form(name), True) for name in entry.nicknames]
    return names + [row for row in nicknames if row.form.keys]


def score_of(hit: Hit | None) -> float:
    return hit.score if hit else -1.0


def judge(asked: Form, row: Row, entry: Entry, birth: Born | None, place: str) -> Hit:
    """One row compared word by word, with birth and place where both sides have them."""
    likeness = compare_forms(asked, row.form)
    if row.nickname:
        likeness = as_nickname(likeness)
    birth_level, why = compare_births(birth, entry.birth)
    same_place = bool(place) and place.casefold() == entry.place.casefold()
    score = likeness.score + BIRTH_WORTH[birth_level] + (0.1 if same_place else 0.0)
    reasons = likeness.why + why + ((say("the same place"),) if same_place else ())
    return Hit(entry.key, likeness.level, score, reasons)


def as_nickname(likeness: Likeness) -> Likeness:
    """Nicknames are shared by many: an agreement on one says less, and is told as such."""
    level = min(likeness.level, Level.PART)
    return Likeness(level, 0.6 * likeness.score, (say("by nickname"), *likeness.why))
