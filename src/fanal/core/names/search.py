"""Search in an opened index of names: any script finds any script, with the reason.

The index lives in memory while the request lasts. It holds names in clear: it is never stored.
A quick pass over all keys chooses who is read closely; those are ranked by the same levels and
weights as the duplicates of a register.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from fanal.core.errors import BadInput
from fanal.core.names.birth import Born, compare_births
from fanal.core.names.compare import Level, Likeness, compare_forms
from fanal.core.names.form import Form, form
from fanal.core.names.packed import Columns, Counts, born, columns, mark, together
from fanal.core.names.register import weights
from fanal.core.names.register.columns import (
    CODED,
    Commonness,
    Register,
    assemble,
    coded,
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


@dataclass(frozen=True)
class Part:
    """Some of the people of an index: their columns, and how one of them is read whole.

    `left_out`: where one is marked, the search does not know her, and counts no name of hers.
    """

    columns: Columns
    entry: Callable[[int], Entry]
    left_out: NDArray[np.bool_] | None = None


class Index:
    """All names of all people, ready to be searched."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self.parts = parts
        self.columns = together([part.columns for part in parts])
        self.starts = np.cumsum([0, *(part.columns.people for part in parts)])
        out = [_left_out(part) for part in parts]
        self.out = np.concatenate(out)[self.columns.owner]

    @cached_property
    def names(self) -> int:
        """How many names are known."""
        return int(np.count_nonzero(~self.out))

    def entry(self, person: int) -> Entry:
        """A person, read whole."""
        part = int(np.searchsorted(self.starts, person, side="right")) - 1
        return self.parts[part].entry(person - int(self.starts[part]))

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
            row, entry = near[at]
            if row.entry not in best:
                hit = judge(asked, row, entry, float(bits[at]))
                if hit.level > Level.DIFFERENT or hit.score > UNLIKE_BUT:
                    best[row.entry] = hit
            if len(best) >= limit:
                break
        return list(best.values())

    def nearest(self, asked: Entry) -> list[tuple[Row, Entry]]:
        """The names that a quick pass over all keys finds worth reading closely."""
        if not self.names:
            return []
        read = form(asked.names[0])
        # One word alone may stand anywhere in a name; of several, those not asked for count too.
        scorer = fuzz.ratio if len(read.keys) > 1 else fuzz.token_ratio
        words = process.cdist([" ".join(sorted(read.keys))], self.columns.keys, scorer=scorer)[0]
        # Words written together in one script are apart in another.
        whole = process.cdist([read.joined], self.columns.wholes, scorer=fuzz.ratio)[0]
        quick = np.maximum(words, whole) + self.telling(asked) + self.known(asked)
        quick[self.out] = 0
        wanted = min(READ_CLOSELY, len(quick))
        chosen = np.sort(np.argpartition(-quick, wanted - 1)[:wanted])
        return self.read(chosen[quick[chosen] >= ENOUGH])

    def read(self, names: NDArray[np.int64]) -> list[tuple[Row, Entry]]:
        """These names and whose they are, read whole."""
        people = self.columns.owner[names]
        entries = {one: self.entry(one) for one in dict.fromkeys(people.tolist())}
        rows = {one: rows_of(one, entry) for one, entry in entries.items()}
        places = (names - self.columns.first[people]).tolist()
        pairs = zip(people.tolist(), places, strict=True)
        return [(rows[person][place], entries[person]) for person, place in pairs]

    def telling(self, asked: Entry) -> NDArray[np.float64]:
        """What the very words of the search add to names that hold them, and a nickname to its own.

        A word counts by how rare it is; for a nickname somebody may have it as name or nickname.
        """
        read, has = form(asked.names[0]), self.columns
        added = np.zeros(len(has.keys))
        for key in set(read.keys):
            places = np.unique(has.of_name[has.word == mark(key)])
            if held := int(np.count_nonzero(~self.out[places])):
                added[places] += A_BIT * np.log2(self.names / held)
        alone = [read.joined] if len(read.keys) == 1 else []
        for nickname in {*alone, *(form(name).joined for name in asked.nicknames)}:
            called = np.zeros(has.people, dtype=np.bool_)
            called[has.owner[has.called == mark(nickname)]] = bool(nickname)
            added[called[has.owner]] += NICKNAME
        return added

    def known(self, asked: Entry) -> NDArray[np.float64]:
        """What birth, place and telephone add to each name in the quick pass."""
        has = self.columns
        year, _, day = born(asked.birth)
        added = np.zeros(has.people)
        if year:
            added += np.where(np.abs(has.year - year) <= 1, NEAR_YEAR, 0)
        if day:
            added += np.where(has.day == day, SURE, 0)
        if asked.place:
            added += np.where(has.place == mark(asked.place.casefold()), SAME_PLACE, 0)
        if asked.phone:
            added += np.where(has.phone == mark(asked.phone), SURE, 0)
        return added[has.owner]

    @cached_property
    def common(self) -> Commonness:
        """How common words and whole names are among all that are known."""
        known = ~self.out
        words = self.columns.word[known[self.columns.of_name]]
        return Commonness(self.names, Counts(words), Counts(self.columns.sorted_whole[known]))

    def bits(self, asked: Entry, near: Sequence[tuple[Row, Entry]]) -> NDArray[np.float64]:
        """For and against one person, the one asked for beside each near row."""
        if not near:
            return np.zeros(0)
        register = beside(asked, near, self.common)
        first = np.zeros(len(near), dtype=np.int64)
        levels = compare(register, first, first + 1 + np.arange(len(near)))
        return weights.shipped().score(levels, records=weights.RECORDS)


def build(entries: Iterable[Entry]) -> Index:
    """An index of the entries in the order given."""
    every = list(entries)
    return Index([Part(columns_of(every), every.__getitem__)])


def columns_of(entries: Sequence[Entry]) -> Columns:
    """The entries as the quick pass reads them."""
    names = [[(row.form, row.nickname) for row in rows_of(0, entry)] for entry in entries]
    return columns(names, [(entry.birth, entry.place, entry.phone) for entry in entries])


def _left_out(part: Part) -> NDArray[np.bool_]:
    none = np.zeros(part.columns.people, dtype=np.bool_)
    return none if part.left_out is None else part.left_out


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
