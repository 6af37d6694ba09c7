"""The opened index of the teams as a register that can be compared with itself.

A pair is weighed in bits, the logarithm to base 2 of the odds that it is one person: 0 is as likely
as not, 1 is twice as likely one person as two (Fellegi and Sunter, A Theory for Record Linkage,
Journal of the American Statistical Association 64, 1969). It is judged twice: by itself, and
together with all others. Nothing here decides: a person answers each pair.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from uuid import UUID

import numpy as np

from fanal.core.words import Sentence, Translatable, say
from fanal.people.queries import last_of
from scriptnames import (
    LEAST_BITS,
    Commonness,
    Comparer,
    Entry,
    Level,
    Register,
    Weights,
    compare,
    register_of,
    why_beside,
)

COMPARER = Comparer()
# One person in 33: below it a pair says nothing of others when they are judged together.
LEAST_TO_KEEP = -5.0
VERY_LIKELY = 6.0  # bits: 64 to 1
LEVELS = (
    (VERY_LIKELY, say("very likely one person")),
    (0.0, say("more likely one person than two")),
    (float("-inf"), say("more likely two people than one")),
)

FIELD_SAYS = {
    "sound": say("sound of the whole name"),
    "letters": say("letters of the whole name"),
    "shared": say("words in common, by how rare they are"),
    "whole": say("the same words, by how rare they are together"),
    "lacking": say("words that only one side has"),
    "spelling": say("spelling, beside what one side lacks"),
    "worded": say("sound, beside how many words there are"),
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
    """Two people, the bits for one person, and the two records that are most alike.

    `files`: the files that these records are of, where others stand for them now. `beside`: what
    the other pairs say of this one.
    """

    one: UUID
    other: UUID
    bits: float
    left: int = -1
    right: int = -1
    alike: bool = True
    files: tuple[UUID, UUID] | None = None
    beside: tuple[Translatable, ...] = ()

    @property
    def is_link(self) -> bool:
        """Whether it is rather one person than two, by the names too: a birth and a place alone tie
        nobody."""
        return self.bits >= 0 and self.alike

    @cached_property
    def people(self) -> frozenset[UUID]:
        return frozenset((self.one, self.other))

    @property
    def likely(self) -> Sentence:
        # Where no word of the names agrees the same birth and place never read “likely one person”:
        # two girls of one village are born on one day, or were given the same first of January.
        bits = self.bits if self.alike else min(self.bits, -1)
        return next(words for least, words in LEVELS if bits >= least)


@dataclass(frozen=True)
class RegisterTable:
    """A record for each name of each person; `of` says whose.

    `among`: of how many records these are some.
    """

    register: Register
    of: list[UUID]
    among: int

    def why(self, pair: Pair) -> tuple[Translatable, ...]:
        return COMPARER.why(self.register, pair.left, pair.right)

    def why_near(self, one: UUID, other: UUID) -> tuple[Translatable, ...]:
        """The reasons for the two records of these files whose names are nearest."""
        near = product(self.records_of(one), self.records_of(other))
        best = max(near, key=lambda two: self._nearness(*two), default=None)
        return COMPARER.why(self.register, *best) if best else ()

    def _nearness(self, left: int, right: int) -> float:
        forms = self.register.forms
        return compare(forms[left], forms[right]).score

    @cached_property
    def places(self) -> dict[UUID, list[int]]:
        """The records of each person."""
        by_person: dict[UUID, list[int]] = {}
        for place, whose in enumerate(self.of):
            by_person.setdefault(whose, []).append(place)
        return by_person

    def alike(self, left: int, right: int) -> bool:
        """Whether anything of the two names agrees."""
        forms = self.register.forms
        return compare(forms[left], forms[right]).level > Level.DIFFERENT

    def parts(self, pair: Pair, weights: Weights) -> list[tuple[Sentence, float]]:
        """The bits that each field gives the pair, largest first, without those that give none."""
        bits_by_field = Comparer(weights).parts(self.register, pair.left, pair.right)
        known = [(FIELD_SAYS[field], round(bits, 1)) for field, bits in bits_by_field.items()]
        return sorted((part for part in known if part[1]), key=lambda part: -abs(part[1]))

    def records_of(self, person: UUID) -> list[int]:
        return self.places.get(person, [])


def table(entries: Sequence[Entry], common: Commonness | None = None) -> RegisterTable:
    """Every name of every entry as one record; nicknames stand beside the names.

    `common`: how common names are, where these are some of many.
    """
    register = register_of(entries, common)
    among = common.records if common else len(register)
    return RegisterTable(register, [UUID(key) for key in register.ids], among)


def judged_alone(of: RegisterTable, weights: Weights) -> list[Pair]:
    """The pairs of files that are worth a look, each judged by itself by its most alike records."""
    if len(of.of) < 2:
        return []
    compared = Comparer(weights, None).pairs(of.register, least=LEAST_TO_KEEP)
    best: dict[frozenset[UUID], Pair] = {}
    for left, right, bits in zip(compared.left, compared.right, compared.bits, strict=True):
        pair = Pair(of.of[left], of.of[right], float(bits), int(left), int(right))
        if pair.one != pair.other:
            # `pairs` comes likeliest first: the first pair of two files is their most alike
            # records.
            best.setdefault(pair.people, pair)
    return [
        replace(pair, alike=pair.bits >= LEAST_BITS and of.alike(pair.left, pair.right))
        for pair in best.values()
    ]


def likeliest_pairs(pairs: Iterable[Pair], into: Mapping[UUID, UUID]) -> list[Pair]:
    """The pairs between the files that stand for these (`into`), each by the likeliest."""
    best: dict[frozenset[UUID], Pair] = {}
    for pair in sorted(pairs, key=lambda pair: -pair.bits):
        moved = pair
        if pair.one in into or pair.other in into:
            one, other = last_of(pair.one, into), last_of(pair.other, into)
            moved = replace(pair, one=one, other=other, files=(pair.one, pair.other))
        # Two files of one person by now: nobody is asked about them.
        if moved.one != moved.other:
            best.setdefault(moved.people, moved)
    return list(best.values())


def judged_together(pairs: Iterable[Pair], apart: Collection[frozenset[UUID]] = ()) -> list[Pair]:
    """Each pair beside all others, likeliest first: a file that fits many can be only one of
    them. Those that people found `apart` say nothing of anybody.

    A file is one place here, whatever its names: two names of it do not vouch for one another.
    """
    # Two people by the answer of a colleague: as a link they would vouch for pairs on both sides.
    undecided = [pair for pair in pairs if pair.people not in apart]
    if not undecided:
        return []
    places = {
        who: at for at, who in enumerate({person for pair in undecided for person in pair.people})
    }
    sides = ([places[pair.one] for pair in undecided], [places[pair.other] for pair in undecided])
    left, right = (np.array(side, dtype=np.int64) for side in sides)
    bits, seen = COMPARER.beside_others(
        left, right, np.array([p.bits for p in undecided]), len(places)
    )
    beside_all = [
        replace(pair, bits=float(bits[at]), beside=why_beside(seen, at))
        for at, pair in enumerate(undecided)
        if bits[at] >= LEAST_BITS
    ]
    return sorted(beside_all, key=lambda pair: -pair.bits)


def closest(of: RegisterTable, one: UUID, other: UUID, weights: Weights) -> Pair | None:
    """Return these two people by the two records that are most alike; None where one has no
    name."""
    places = list(product(of.records_of(one), of.records_of(other)))
    if not places:
        return None
    left, right = (np.array(side, dtype=np.int64) for side in zip(*places, strict=True))
    bits = Comparer(weights).bits(of.register, left, right, records=of.among)
    at = int(bits.argmax())
    ours, theirs = int(left[at]), int(right[at])
    return Pair(one, other, float(bits[at]), ours, theirs, of.alike(ours, theirs))
