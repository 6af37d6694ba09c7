"""The likely duplicates of a register, best first, each with its reasons."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from scriptnames.birth import Born, compare_births
from scriptnames.comparison import compare
from scriptnames.known import AN_ESTIMATE
from scriptnames.messages import Sentence, say
from scriptnames.register import collective_linkage, recall_calibration
from scriptnames.register.columns import Ints, Register
from scriptnames.register.levels import Levels

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

    def and_also(self, others: Scored) -> Scored:
        """These and the others, of which none is here yet; what other records said is left out."""
        return Scored(
            np.append(self.left, others.left),
            np.append(self.right, others.right),
            np.append(self.bits, others.bits),
        )

    def at(self, places: Ints) -> Scored:
        beside = {field: level[places] for field, level in self.beside.items()}
        return Scored(self.left[places], self.right[places], self.bits[places], beside)


def best_first(found: Scored, least: float) -> Scored:
    """The pairs of `least` bits or more, ordered by bits, then by place."""
    kept = np.nonzero(found.bits >= least)[0]
    return found.at(kept[np.lexsort((found.right[kept], found.left[kept], -found.bits[kept]))])


HALF_A_THIRD = collective_linkage.THIRD.index(0.5) + 1
HALF_A_RIVAL = collective_linkage.RIVALS.index(0.5) + 1
SAME = {"province": say("the same province"), "phone": say("the same telephone")}
OTHER = {
    "sex": say("sex written differently"),
    "nationality": say("nationality written differently"),
    "province": say("different provinces"),
    "phone": say("different telephones"),
}


def why(register: Register, left: int, right: int) -> tuple[Sentence, ...]:
    """The reasons for and against that two records are of one person."""
    reasons = list(compare(register.forms[left], register.forms[right]).why)
    reasons += compare_births(born(register, left), born(register, right))[1]
    one, other = register.nickname[left], register.nickname[right]
    if one and one == other:
        reasons.append(say("the same nickname"))
    for name, code in register.known.codes.items():
        a, b = int(code[left]), int(code[right])
        sentences = SAME if a == b else OTHER
        if a and b and name in sentences:
            reasons.append(sentences[name])
    return tuple(reasons)


def why_beside(beside: Levels, pair: int) -> tuple[Sentence, ...]:
    """Return what the other records say for or against one pair."""
    reasons = []
    if beside and beside["third"][pair] >= HALF_A_THIRD:
        reasons.append(say("a third record fits both"))
    if beside and beside["fewer"][pair] >= HALF_A_RIVAL:
        reasons.append(say("each fits another record too"))
    if "evened" in beside and beside["evened"][pair]:
        reasons.append(say("Vietnamese names, which weigh more here, to be found as others are"))
    return tuple(reasons)


def born(register: Register, record: int) -> Born | None:
    day, year = int(register.known.born[record]), int(register.known.year[record])
    if day:
        return Born.on(date(day // 10_000, day // 100 % 100, day % 100))
    guessed = bool(register.known.quality[record] == AN_ESTIMATE)
    return Born.in_year(year, estimated=guessed) if year else None
