"""Names in Chinese characters read otherwise than in Mandarin: as a Vietnamese name, a Cantonese, a
Hokkien one (`hanzi-readings.tsv`).

A record has one reading, Mandarin. Beside a name in another writing that has a family name of
another reading, it is judged by its other readings too, and by the best of them all.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scriptnames.normal_form import NormalForm
from scriptnames.register.candidates import NOBODY, Pairs
from scriptnames.register.columns import Commonness, Ints, Register, assemble
from scriptnames.register.levels import compare
from scriptnames.register.pruning import Found
from scriptnames.register.weights import Weights
from scriptnames.script import CHINESE


@dataclass
class Otherwise:
    """The records of a register that have other readings, and the pairs worth reading by them."""

    register: Register
    pairs: list[Pairs] = field(default_factory=list)  # who is in characters, and who is not

    def __post_init__(self) -> None:
        forms = self.register.forms
        self.characters = np.array([form.script == CHINESE for form in forms], dtype=np.bool_)
        places = np.nonzero(self.characters)[0].tolist()
        self.readings: dict[int, tuple[NormalForm, ...]] = {at: forms[at].others for at in places}
        self.number = {key: at for at, key in enumerate(self.register.vocabulary)}
        families = {
            at * len(self.number) + self.number[read.keys[0]]
            for at, readings in self.readings.items()
            for read in readings
            if read.keys[0] in self.number
        }
        self.families = np.array(sorted(families), dtype=np.int64)

    def noting(self, among: Iterable[Pairs]) -> Iterator[Pairs]:
        """The same blocks of pairs; those worth reading otherwise are kept."""
        for left, right in among:
            self.pairs += [self._worth(left, right), self._worth(right, left)]
            yield left, right

    def _worth(self, one: Ints, other: Ints) -> Pairs:
        # Between two names in characters Mandarin says the same of both: another reading would only
        # make strangers alike.
        at = np.nonzero(self.characters[one] & ~self.characters[other])[0]
        words = self.register.words[other[at]]
        codes = one[at][:, None] * len(self.number) + words
        has = (np.isin(codes, self.families) & (words >= 0)).any(1)
        return one[at[has]], other[at[has]]

    def judged(self, weights: Weights) -> Found:
        """The pairs noted, each once with the bits of its best other reading."""
        noted = [(NOBODY, NOBODY), *self.pairs]
        one, other = (np.concatenate(part) for part in zip(*noted, strict=True))
        rows = [
            (at, read, beside)
            for at, beside in zip(one.tolist(), other.tolist(), strict=True)
            for read in self.readings[at]
        ]
        if not rows:
            return NOBODY, NOBODY, np.zeros(0)
        ours, theirs = (np.array([row[at] for row in rows], dtype=np.int64) for at in (0, 2))
        small = self._beside([read for _, read, _ in rows], ours, theirs)
        at = np.arange(len(rows))
        levels = compare(small, at, at + len(rows))
        bits = weights.score(levels, records=len(self.register))
        pair = np.minimum(ours, theirs) * len(self.register) + np.maximum(ours, theirs)
        return best_of_each(pair, bits, len(self.register))

    def _beside(self, readings: list[NormalForm], ours: Ints, theirs: Ints) -> Register:
        """A register of the readings, and then of those beside them."""
        of, at = self.register, np.concatenate([ours, theirs])
        return assemble(
            ids=[],
            forms=[*readings, *(of.forms[place] for place in theirs.tolist())],
            nicknames=of.nickname[at].tolist(),
            known=of.known.at(at),
            common=self._common(theirs),
        )

    def _common(self, others: Ints) -> Commonness:
        """Return how common words and whole names are in the whole register."""
        of, size = self.register, len(self.register)
        words = {key: held(size, of.word_bits[at]) for key, at in self.number.items()}
        wholes = {
            "".join(sorted(of.forms[at].keys)): held(size, of.whole_bits[of.whole[at]])
            for at in others.tolist()
        }
        return Commonness(size, Counter(words), Counter(wholes))


def held(size: int, bits: np.floating[Any]) -> int:
    """Return how many of `size` records hold what is so rare."""
    return round(size / 2 ** float(bits))


def best_of_each(pair: Ints, bits: NDArray[np.float64], records: int) -> Found:
    """Return each pair (left * records + right) once, with its most bits."""
    order = np.lexsort((-bits, pair))
    pairs, first = np.unique(pair[order], return_index=True)
    return pairs // records, pairs % records, bits[order][first]


def together(found: Found, otherwise: Found, records: int, least: float) -> Found:
    """Both, each pair once with its most bits; of the other readings those of `least` or more."""
    kept = otherwise[2] >= least
    left, right, bits = (
        np.concatenate([ours, theirs[kept]]) for ours, theirs in zip(found, otherwise, strict=True)
    )
    return best_of_each(left * records + right, bits, records) if kept.any() else found
