"""The likely duplicates of a register, best first, each with its reasons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from scriptnames.birth import Interval
from scriptnames.birth import Born, compare_births
from scriptnames.comparison import compare_forms
from scriptnames.register import collective_linkage, recall_calibration
from scriptnames.register.candidates import Pairs, candidates
from scriptnames.register.columns import Ints, Register
from scriptnames.register.levels import Levels
from scriptnames.register.pruning import likely
from scriptnames.register.readings import Otherwise, together
from scriptnames.register.weights import RECORDS, Weights
from scriptnames.messages import Sentence, say

LEAST_BITS = -4.0  # 1 in 17; below it nobody would look
LOOKED_AT = -8.0  # below it the other records cannot make a pair likely


@dataclass(frozen=True)
class Scored:
    """Pairs of places in the register, likeliest first. `bits` above 0: more likely than not."""

    left: Ints
    right: Ints
    bits: NDArray[np.float64]
    beside: Levels = field(default_factory=dict)  # what other records say, where they were asked

    def __len__(self) -> int:
        return len(self.left)

    @property
    def evidence(self) -> NDArray[np.float64]:
        """The bits without what was added by choice (recall_calibration.py)."""
        return self.bits - self.beside.get("evened", np.zeros(1)) / recall_calibration.A_BIT

    def at(self, places: Ints) -> Scored:
        beside = {field: level[places] for field, level in self.beside.items()}
        return Scored(self.left[places], self.right[places], self.bits[places], beside)


def duplicates(
    register: Register,
    weights: Weights,
    *,
    least: float = LEAST_BITS,
    beside: Weights | None = None,
    among: Iterable[Pairs] | None = None,
) -> Scored:
    """Every likely pair of `least` bits or more, ordered by bits, then by place.

    `among`: blocks of pairs (candidates.py), of which no two hold the same.

    With `beside` (collective_linkage.py) the other records of the register have their say too. Only where
    each record stands for itself: two names of one file would vouch for one another.
    """
    blocks = [candidates(register)] if among is None else among
    floor = LOOKED_AT if beside else least
    otherwise = Otherwise(register)
    alone = likely(register, weights, otherwise.noting(blocks), floor)
    found = Scored(*together(alone, otherwise.judged(weights), len(register), floor))
    if beside:
        found = judged_together(register, weights, beside, found)
    return best_first(found, least)


def best_first(found: Scored, least: float) -> Scored:
    """The pairs of `least` bits or more, ordered by bits, then by place."""
    kept = np.nonzero(found.bits >= least)[0]
    return found.at(kept[np.lexsort((found.right[kept], found.left[kept], -found.bits[kept]))])


def alone(register: Register, weights: Weights, left: Ints, right: Ints, *, least: float) -> Scored:
    """The pairs of `least` bits or more, each judged by itself, in the order given."""
    return Scored(*likely(register, weights, [(left, right)], least))


def judged_together(register: Register, weights: Weights, beside: Weights, found: Scored) -> Scored:
    """The pairs, and those that third records propose, judged beside all others."""
    if not len(found):
        return found
    size = len(register)
    seen = collective_linkage.collective(found.left, found.right, found.bits, size)
    new = alone(register, weights, *seen.proposed, least=-np.inf)
    if len(new):
        found = Scored(
            np.append(found.left, new.left),
            np.append(found.right, new.right),
            np.append(found.bits, new.bits),
        )
        seen = collective_linkage.collective(found.left, found.right, found.bits, size)
    bits = beside.score(seen.levels, records=RECORDS)
    more = recall_calibration.steps_of(register.vietnamese, found.left, found.right, bits)
    levels = {**seen.levels, "evened": more}
    return Scored(found.left, found.right, bits + more / recall_calibration.A_BIT, levels)


HALF_A_THIRD = collective_linkage.THIRD.index(0.5) + 1
HALF_A_RIVAL = collective_linkage.RIVALS.index(0.5) + 1
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
    for name, code in register.codes.items():
        a, b = int(code[left]), int(code[right])
        sentences = SAME if a == b else OTHER
        if a and b and name in sentences:
            reasons.append(sentences[name])
    return tuple(reasons)


def why_beside(beside: Levels, pair: int) -> tuple[Sentence, ...]:
    """What the other records say for or against one pair."""
    reasons = []
    if beside and beside["third"][pair] >= HALF_A_THIRD:
        reasons.append(say("a third record fits both"))
    if beside and beside["fewer"][pair] >= HALF_A_RIVAL:
        reasons.append(say("each fits another record too"))
    if "evened" in beside and beside["evened"][pair]:
        reasons.append(say("Vietnamese names, which weigh more here, to be found as others are"))
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
