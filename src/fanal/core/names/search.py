"""Search in an opened index of names: any script finds any script, with the reason.

The index lives in memory while the request lasts. It holds names in clear: it is never stored.
A quick pass over all keys chooses who is read closely; those are ranked by the same levels and
weights as the duplicates of a register.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from fanal.core.errors import BadInput
from fanal.core.names.birth import Born, compare_births
from fanal.core.names.compare import Level, Likeness, compare_forms
from fanal.core.names.form import Form, form
from fanal.core.names.register import weights
from fanal.core.names.register.columns import (
    CODED,
    Commonness,
    Register,
    assemble,
    coded,
    commonness,
)
from fanal.core.names.register.levels import compare
from fanal.core.words import Sentence, say

READ_CLOSELY = 1000  # rows compared word by word after the quick pass
ENOUGH = 40  # of 100 in the quick pass; below it nothing is in common
NEAR_YEAR, SAME_PLACE, SURE = 12, 12, 60  # added in the quick pass
A_BIT, NICKNAME = 2, 20  # the same, for each bit of a shared word, and for a nickname
UNLIKE_BUT = -6.0  # bits from which one of another name is shown for all else that agrees


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
    sex: str = ""
    nationality: str = ""
    phone: str = ""

    @property
    def facts(self) -> tuple[str, ...]:
        """Office, sex, nationality, province, telephone, as a register has them."""
        return ("", self.sex, self.nationality, self.place, self.phone)


@dataclass(frozen=True)
class Hit:
    """A near match: how alike (`level`), how it ranks (`score`, in bits), and the reasons."""

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
        self.joined = [row.form.joined for row in self.rows]

    def search(
        self,
        text: str,
        *,
        birth: Born | None = None,
        place: str = "",
        nickname: str = "",
        limit: int = 20,
        **more: str,
    ) -> list[Hit]:
        """The nearest entries, best first. Raises BadInput for a text without a letter.

        `more` may say `sex`, `nationality` and `phone`, as the entries do.
        """
        nicknames = (nickname,) if nickname else ()
        asked = Entry("", (text,), nicknames, birth, place, (form(text),), **more)
        if not form(text).keys:
            raise BadInput("name", say("a name needs at least one letter of a script we know"))
        near = self.nearest(asked)
        bits = self.bits(asked, near)
        best: dict[int, Hit] = {}
        for at in np.argsort(-bits, kind="stable"):
            row = near[at]
            if row.entry not in best:
                hit = judge(asked, row, self.entries[row.entry], float(bits[at]))
                if hit.level > Level.DIFFERENT or hit.score > UNLIKE_BUT:
                    best[row.entry] = hit
            if len(best) >= limit:
                break
        return list(best.values())

    def nearest(self, asked: Entry) -> list[Row]:
        """The rows that a quick pass over all keys finds worth reading closely."""
        if not self.keys:
            return []
        read = form(asked.names[0])
        # One word alone may stand anywhere in a name; of several, those not asked for count too.
        scorer = fuzz.token_sort_ratio if len(read.keys) > 1 else fuzz.token_ratio
        words = process.cdist([" ".join(read.keys)], self.keys, scorer=scorer)[0]
        # Words written together in one script are apart in another.
        whole = process.cdist([read.joined], self.joined, scorer=fuzz.ratio)[0]
        quick = np.maximum(words, whole) + self.telling(asked) + self.known(asked)
        wanted = min(READ_CLOSELY, len(self.keys))
        chosen = np.sort(np.argpartition(-quick, wanted - 1)[:wanted])
        return [self.rows[place] for place in chosen if quick[place] >= ENOUGH]

    def telling(self, asked: Entry) -> NDArray[np.float64]:
        """What the very words of the search add to rows that hold them, and a nickname to its own.

        A word counts by how rare it is; for a nickname a row may have it as name or nickname.
        """
        read, added = form(asked.names[0]), np.zeros(len(self.rows))
        for key in set(read.keys):
            if places := self.places.get(key):
                added[places] += A_BIT * np.log2(len(self.rows) / len(places))
        alone = [read.joined] if len(read.keys) == 1 else []
        for nickname in {*alone, *(form(name).joined for name in asked.nicknames)}:
            added[self.called.get(nickname, [])] += NICKNAME
        return added

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """The rows that hold each word."""
        found: dict[str, list[int]] = {}
        for place, row in enumerate(self.rows):
            for key in set(row.form.keys):
                found.setdefault(key, []).append(place)
        return found

    @cached_property
    def called(self) -> dict[str, list[int]]:
        """The rows of everyone who has each nickname, as nickname or as only name."""
        holders: dict[str, set[int]] = {}
        of_entry: dict[int, list[int]] = {}
        for place, row in enumerate(self.rows):
            of_entry.setdefault(row.entry, []).append(place)
            if row.nickname or len(row.form.keys) == 1:
                holders.setdefault(row.form.joined, set()).add(row.entry)
        return {
            name: [place for entry in entries for place in of_entry[entry]]
            for name, entries in holders.items()
        }

    def known(self, asked: Entry) -> NDArray[np.float64]:
        """What birth, place and telephone add to each row in the quick pass."""
        years, days, places, phones = self.facts
        year, _, day = born(asked.birth)
        added = np.zeros(len(self.rows))
        if year:
            added += np.where(np.abs(years - year) <= 1, NEAR_YEAR, 0)
        if day:
            added += np.where(days == day, SURE, 0)
        if asked.place:
            added += np.where(places == hash(asked.place.casefold()), SAME_PLACE, 0)
        if asked.phone:
            added += np.where(phones == hash(asked.phone), SURE, 0)
        return added

    @cached_property
    def facts(self) -> tuple[NDArray[np.int64], ...]:
        of = [self.entries[row.entry] for row in self.rows]
        births = np.array([born(entry.birth) for entry in of], dtype=np.int64).reshape(-1, 3)
        places = np.array([hash(entry.place.casefold()) if entry.place else 0 for entry in of])
        phones = np.array([hash(entry.phone) if entry.phone else 0 for entry in of])
        return births[:, 0], births[:, 2], places, phones

    @cached_property
    def common(self) -> Commonness:
        return commonness([row.form for row in self.rows])

    def bits(self, asked: Entry, near: Sequence[Row]) -> NDArray[np.float64]:
        """For and against one person, the one asked for beside each near row."""
        if not near:
            return np.zeros(0)
        register = beside(asked, [(row, self.entries[row.entry]) for row in near], self.common)
        first = np.zeros(len(near), dtype=np.int64)
        levels = compare(register, first, first + 1 + np.arange(len(near)))
        return weights.shipped().score(levels, records=weights.RECORDS)


def build(entries: Iterable[Entry]) -> Index:
    """An index of the entries in the order given."""
    return Index(list(entries))


def rows_of(place: int, entry: Entry) -> list[Row]:
    forms = entry.forms if entry.forms is not None else tuple(form(name) for name in entry.names)
    names = [Row(place, read, False) for read in forms if read.keys]
    nicknames = [Row(place, form(name), True) for name in entry.nicknames]
    return names + [row for row in nicknames if row.form.keys]


def beside(asked: Entry, near: Sequence[tuple[Row, Entry]], common: Commonness) -> Register:
    """A small register: the one asked for first, then the near rows."""
    people = [asked, *(entry for _, entry in near)]
    births = np.array([born(entry.birth) for entry in people], dtype=np.int64)
    facts = zip(*([text.casefold() for text in entry.facts] for entry in people), strict=True)
    return assemble(
        ids=[entry.key for entry in people],
        forms=[form(asked.names[0]), *(row.form for row, _ in near)],
        nicknames=[form(entry.nicknames[0]).joined if entry.nicknames else "" for entry in people],
        year=births[:, 0],
        quality=births[:, 1],
        born=births[:, 2],
        codes={field: coded(texts) for field, texts in zip(CODED, facts, strict=True)},
        known=common,
    )


def born(birth: Born | None) -> tuple[int, int, int]:
    """Year, quality and day as a register has them; a span of years counts as an estimate."""
    if birth is None:
        return 0, 3, 0
    if day := birth.day:
        return day.year, 0, day.year * 10_000 + day.month * 100 + day.day
    first, last = birth.span.earliest.year, birth.span.latest.year
    return (first + last) // 2, 2 if birth.estimated or first != last else 1, 0


def judge(asked: Entry, row: Row, entry: Entry, bits: float) -> Hit:
    """One row with its reasons."""
    likeness = compare_forms(form(asked.names[0]), row.form)
    if row.nickname:
        likeness = as_nickname(likeness)
    _, why = compare_births(asked.birth, entry.birth)
    reasons = likeness.why + why
    if asked.place and asked.place.casefold() == entry.place.casefold():
        reasons += (say("the same place"),)
    if asked.phone and asked.phone == entry.phone:
        reasons += (say("the same telephone"),)
    return Hit(entry.key, likeness.level, bits, reasons)


def as_nickname(likeness: Likeness) -> Likeness:
    """Nicknames are shared by many: an agreement on one says less, and is told as such."""
    level = min(likeness.level, Level.PART)
    return Likeness(level, 0.6 * likeness.score, (say("by nickname"), *likeness.why))
