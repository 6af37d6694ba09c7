"""The comparer: could two records be one person's? In bits, field by field, and with the reasons.

A search, the duplicates of a register and the links between two registers all ask it. Two names are
compared by `comparison.py`, which gives the reasons; records by the levels of `register/levels.py`
and the weights of each level (`register/weights.py`); the pairs of a whole register also beside one
another (`register/collective_linkage.py`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from scriptnames.comparison import Likeness, compare
from scriptnames.messages import Sentence
from scriptnames.normal_form import NormalForm
from scriptnames.register import collective_linkage, levels, pairs, recall_calibration, weights
from scriptnames.register.candidates import Pairs, blocks
from scriptnames.register.collective_linkage import Collective
from scriptnames.register.columns import Ints, Register
from scriptnames.register.levels import Levels
from scriptnames.register.pairs import LEAST_BITS, LOOKED_AT, Scored
from scriptnames.register.pruning import likely
from scriptnames.register.readings import Otherwise, together
from scriptnames.register.weights import REFERENCE_RECORDS, Weights

Bits = NDArray[np.float64]


@dataclass(frozen=True)
class Comparer:
    """Compares with these weights; those of the first day where none are given.

    `collective`: the weights of what the other pairs of a register say of a pair; None where each
    pair is to be judged by itself.
    """

    weights: Weights = field(default_factory=weights.default_weights)
    collective: Weights | None = field(default_factory=collective_linkage.default_weights)

    def names(self, a: str | NormalForm, b: str | NormalForm) -> Likeness:
        """Return how alike two names are, and why."""
        return compare(a, b)

    def levels(self, register: Register, left: Ints, right: Ints) -> Levels:
        """Return the level of every field for the pairs (left[i], right[i])."""
        return levels.compare(register, left, right)

    def bits(self, register: Register, left: Ints, right: Ints, records: int | None = None) -> Bits:
        """Return the bits for (above 0) or against (below 0) one person. `records`: of how many
        these are some."""
        found = self.levels(register, left, right)
        return self.weights.score(found, records=records or len(register))

    def sum(self, found: Levels, count: int) -> NDArray[np.float32]:
        """Return the bits of some fields alone, as a quick pass needs them."""
        total = np.zeros(count, dtype=np.float32)
        for name, level in found.items():
            total += self.weights.bits[name].astype(np.float32)[level]
        return total

    def parts(self, register: Register, left: int, right: int) -> dict[str, float]:
        """Return the bits that each field gives one pair: what its score is made of."""
        sides = (np.array([side], dtype=np.int64) for side in (left, right))
        return self.weights.by_field(self.levels(register, *sides), 0)

    def why(self, register: Register, left: int, right: int) -> tuple[Sentence, ...]:
        """Return the reasons for and against that two records are of one person."""
        return pairs.why(register, left, right)

    def pairs(
        self, register: Register, *, least: float = LEAST_BITS, among: Iterable[Pairs] | None = None
    ) -> Scored:
        """Return every likely pair of `least` bits or more, ordered by bits, then by place.

        `among`: blocks of pairs (candidates.py), of which no two hold the same. Only where each
        record stands for itself may the others have their say (`collective`): two names of one file
        would vouch for one another.
        """
        proposed = blocks(register) if among is None else among
        # Pairs below the line are kept for a while: beside the others some of them rise above it.
        floor = LOOKED_AT if self.collective else least
        otherwise = Otherwise(register)
        alone = likely(register, self.weights, otherwise.noting(proposed), floor)
        noted = otherwise.judged(self.weights)
        found = Scored(*together(alone, noted, len(register), floor))
        return pairs.best_first(self.judged_together(register, found), least)

    def alone(self, register: Register, left: Ints, right: Ints, *, least: float) -> Scored:
        """Return the pairs of `least` bits or more, each judged by itself, in the order given."""
        return Scored(*likely(register, self.weights, [(left, right)], least))

    def judged_together(self, register: Register, found: Scored) -> Scored:
        """Return the pairs, and those that third records propose, judged beside all others."""
        if self.collective is None or not len(found):
            return found
        size = len(register)
        seen = collective_linkage.collective(found.left, found.right, found.bits, size)
        new = self.alone(register, *seen.proposed, least=-np.inf)
        if len(new):
            found = found.and_also(new)
            seen = collective_linkage.collective(found.left, found.right, found.bits, size)
        bits = self.collective.score(seen.levels, records=REFERENCE_RECORDS)
        more = recall_calibration.steps_of(register.vietnamese, found.left, found.right, bits)
        bits += more / recall_calibration.A_BIT
        return Scored(found.left, found.right, bits, {**seen.levels, "evened": more})

    def beside_others(self, left: Ints, right: Ints, bits: Bits, size: int) -> tuple[Bits, Levels]:
        """The bits of each pair beside all others of the list, and what these say of it.

        `left` and `right` are places among `size` people, `bits` of each pair by itself.
        """
        seen: Collective = collective_linkage.collective(left, right, bits, size)
        beside = self.collective or collective_linkage.default_weights()
        return beside.score(seen.levels, records=REFERENCE_RECORDS), seen.levels

    def learned(
        self, register: Register, left: Ints, right: Ints, same: NDArray[np.bool_]
    ) -> Comparer:
        """Return this comparer, its weights moved by reviewed pairs. Raises Refused for too few."""
        found = self.levels(register, left, right)
        moved = weights.learn(self.weights, found, same, records=len(register))
        return replace(self, weights=moved)
