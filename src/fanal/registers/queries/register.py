"""The opened index of the teams as a register that can be compared with itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from uuid import UUID

import numpy as np

from fanal.core.names import Level, form
from fanal.core.names.compare import compare_forms
from fanal.core.names.packed import born
from fanal.core.names.register import levels
from fanal.core.names.register.columns import CODED, Register, assemble, coded
from fanal.core.names.register.pairs import LEAST_BITS, duplicates, why
from fanal.core.names.register.weights import Weights
from fanal.core.names.search import Entry, Row, rows_of
from fanal.core.words import Sentence, say

VERY_LIKELY = 6.0  # bits: 64 to 1
LEVELS = (
    (VERY_LIKELY, say("very likely one person")),
    (0.0, say("rather one person than two")),
    (float("-inf"), say("rather two people than one")),
)

FIELD_SAYS = {
    "sound": say("sound of the whole name"),
    "letters": say("letters of the whole name"),
    "shared": say("words in common, by how rare they are"),
    "whole": say("the same words, by how rare they are together"),
    "lacking": say("words that only one side has"),
    "spelling": say("spelling, beside what one side lacks"),
    "parts": say("number of words"),
    "middle": say("what a shorter Vietnamese name lacks"),
    "office": say("office"),
    "sex": say("sex"),
    "nationality": say("nationality"),
    "province": say("province"),
    "phone": say("telephone"),
    "nickname": say("nickname"),
    "born": say("day of birth"),
    "years": say("years between the births"),
}


@dataclass(frozen=True)
class Pair:
    """Two people, the bits for one person, and the two records that are most alike."""

    one: UUID
    other: UUID
    bits: float
    left: int
    right: int
    alike: bool = True

    @property
    def is_link(self) -> bool:
        """Rather one person than two, by the names too: a birth and a place alone tie nobody."""
        return self.bits >= 0 and self.alike

    @property
    def people(self) -> frozenset[UUID]:
        return frozenset((self.one, self.other))

    @property
    def likely(self) -> Sentence:
        bits = self.bits if self.alike else min(self.bits, -1)
        return next(words for least, words in LEVELS if bits >= least)


@dataclass(frozen=True)
class Table:
    """A record for each name of each person; `of` says whose."""

    register: Register
    of: list[UUID]

    def why(self, pair: Pair) -> tuple[Sentence, ...]:
        return why(self.register, pair.left, pair.right)

    def alike(self, left: int, right: int) -> bool:
        """Whether anything of the two names agrees."""
        forms = self.register.forms
        return compare_forms(forms[left], forms[right]).level > Level.DIFFERENT

    def parts(self, pair: Pair, weights: Weights) -> list[tuple[Sentence, float]]:
        """The bits that each field gives the pair, largest first, without those that give none."""
        sides = (np.array([side], dtype=np.int64) for side in (pair.left, pair.right))
        given = weights.by_field(levels.compare(self.register, *sides), 0)
        known = [(FIELD_SAYS[field], round(bits, 1)) for field, bits in given.items()]
        return sorted((part for part in known if part[1]), key=lambda part: -abs(part[1]))

    def records_of(self, person: UUID) -> list[int]:
        return [place for place, whose in enumerate(self.of) if whose == person]


def table(entries: Sequence[Entry]) -> Table:
    """Every name of every entry as one record; nicknames stand beside the names."""
    kept = [(row, entry) for place, entry in enumerate(entries) for row in _records(place, entry)]
    births = np.array([born(entry.birth) for _, entry in kept], dtype=np.int64).reshape(-1, 3)
    facts = [[text.casefold() for text in entry.facts] for _, entry in kept]
    register = assemble(
        ids=[entry.key for _, entry in kept],
        forms=[row.form for row, _ in kept],
        nicknames=[_nickname(row, entry) for row, entry in kept],
        year=births[:, 0],
        quality=births[:, 1],
        born=births[:, 2],
        codes={field: coded([row[place] for row in facts]) for place, field in enumerate(CODED)},
    )
    return Table(register, [UUID(entry.key) for _, entry in kept])


def _records(place: int, entry: Entry) -> list[Row]:
    rows = rows_of(place, entry)
    return [row for row in rows if not row.nickname] or rows


def _nickname(row: Row, entry: Entry) -> str:
    return form(entry.nicknames[0]).joined if entry.nicknames and not row.nickname else ""


def pairs(of: Table, weights: Weights, settled: Iterable[frozenset[UUID]]) -> list[Pair]:
    """The likely pairs of people, likeliest first, without those already answered."""
    if len(of.of) < 2:
        return []
    found = duplicates(of.register, weights, least=LEAST_BITS)
    known, best = set(settled), {}
    for left, right, bits in zip(found.left, found.right, found.bits, strict=True):
        alike = bool(bits < 0 or of.alike(left, right))
        pair = Pair(of.of[left], of.of[right], float(bits), int(left), int(right), alike)
        if pair.one != pair.other and pair.people not in known:
            best.setdefault(pair.people, pair)
    return list(best.values())


def closest(of: Table, one: UUID, other: UUID, weights: Weights) -> Pair | None:
    """These two people by the two records that are most alike; None where one has no name."""
    places = list(product(of.records_of(one), of.records_of(other)))
    if not places:
        return None
    left, right = (np.array(side, dtype=np.int64) for side in zip(*places, strict=True))
    bits = weights.score(levels.compare(of.register, left, right), records=len(of.register))
    at = int(bits.argmax())
    ours, theirs = int(left[at]), int(right[at])
    return Pair(one, other, float(bits[at]), ours, theirs, of.alike(ours, theirs))
