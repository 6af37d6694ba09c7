"""The likely duplicates of a register, best first, each with its reasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from fanal.core.calendars import Interval
from fanal.core.names.birth import Born, compare_births
from fanal.core.names.compare import compare_forms
from fanal.core.names.register import levels
from fanal.core.names.register.candidates import candidates
from fanal.core.names.register.columns import Ints, Register
from fanal.core.names.register.weights import Weights
from fanal.core.words import Sentence, say

AT_ONCE = 1_000_000  # pairs compared in one go: the memory they take
LEAST_BITS = -4.0  # 1 in 17; below it nobody would look


@dataclass(frozen=True)
class Scored:
    """Pairs of places in the register, likeliest first. `bits` above 0: more likely than not."""

    left: Ints
    right: Ints
    bits: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.left)


def duplicates(register: Register, weights: Weights, *, least: float = LEAST_BITS) -> Scored:
    """Every candidate pair of `least` bits or more, ordered by bits, then by place."""
    left, right = candidates(register)
    kept = []
    for start in range(0, len(left), AT_ONCE):
        some_left, some_right = left[start : start + AT_ONCE], right[start : start + AT_ONCE]
        found = levels.compare(register, some_left, some_right)
        bits = weights.score(found, records=len(register))
        near = bits >= least
        kept.append((some_left[near], some_right[near], bits[near]))
    if not kept:
        nothing = np.zeros(0, dtype=np.int64)
        return Scored(nothing, nothing, np.zeros(0))
    ours, theirs, bits = (np.concatenate(column) for column in zip(*kept, strict=True))
    order = np.lexsort((theirs, ours, -bits))
    return Scored(ours[order], theirs[order], bits[order])


SAME = {
    "province": say("the same province"),
    "phone": say("the same telephone"),
}
OTHER = {
    "sex": say("sex written differently"),
    "nationality": say("nationality written differently"),
    "province": say("different provinces"),
    "phone": say("different telephones"),
}


def why(register: Register, left: int, right: int) -> tuple[Sentence, ...]:
    """The reasons for and against that two records are of one person."""
    reasons = list(compare_forms(register.forms[left], register.forms[right]).why)
    reasons += compare_births(born(register, left), born(register, right))[1]
    one, other = register.nickname[left], register.nickname[right]
    if one and one == other:
        reasons.append(say("the same nickname"))
    for field, code in register.codes.items():
        a, b = int(code[left]), int(code[right])
        sentences = SAME if a == b else OTHER
        if a and b and field in sentences:
            reasons.append(sentences[field])
    return tuple(reasons)


def born(register: Register, record: int) -> Born | None:
    day, year = int(register.born[record]), int(register.year[record])
    if day:
        known = date(day // 10_000, day // 100 % 100, day % 100)
        return Born(Interval(known, known))
    if not year:
        return None
    guessed = bool(register.quality[record] == 2)
    return Born(Interval(date(year, 1, 1), date(year, 12, 31)), guessed)
