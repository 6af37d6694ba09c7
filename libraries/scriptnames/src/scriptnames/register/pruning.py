"""The likely ones of very many pairs: what is dear to compare is compared only where it matters.

Most pairs that share a key are strangers, and sex, birth and telephone already say so. After each
step a pair is left out when the best that the fields not yet compared could add would not make it
likely. The pairs kept and their bits are those of comparing everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from scriptnames.register import levels
from scriptnames.register.candidates import NOBODY, Pairs
from scriptnames.register.columns import Floats, Ints, Register
from scriptnames.register.levels import LACKS, SPELT, WORDS, Levels
from scriptnames.register.weights import Weights

AT_ONCE = 500_000  # pairs compared in one go: the memory they take
TOGETHER = 2  # goes at a time, one a core
ROUNDING = 1e-6  # bits; sums in another order differ by less

Found = tuple[Ints, Ints, NDArray[np.float64]]


def likely(register: Register, weights: Weights, among: Iterable[Pairs], least: float) -> Found:
    """The pairs of `least` bits or more, in the order given, with their bits."""
    most = Most(register, weights, least)
    goes = pieces(among)
    found: list[Found] = [(NOBODY, NOBODY, np.zeros(0))]
    with ThreadPoolExecutor(TOGETHER) as threads:
        while now := list(islice(goes, TOGETHER)):
            found += threads.map(lambda pair: most.judged(*pair), now)
    ours, theirs, bits = (np.concatenate(part) for part in zip(*found, strict=True))
    return ours, theirs, bits


def pieces(among: Iterable[Pairs]) -> Iterator[Pairs]:
    """Blocks of pairs cut into goes of AT_ONCE."""
    for left, right in among:
        for start in range(0, len(left), AT_ONCE):
            yield left[start : start + AT_ONCE], right[start : start + AT_ONCE]


@dataclass
class Most:
    """The most bits that fields not yet compared can give, and what is kept because of them."""

    register: Register
    weights: Weights
    least: float

    def __post_init__(self) -> None:
        bits = self.weights.bits
        self.sound = bits["sound"].reshape(2, -1).max(1)
        self.spelling = bits["spelling"].reshape(2, len(LACKS) + 1, len(SPELT) + 1).max(1)
        self.worded = bits["worded"].reshape(len(WORDS) + 1, 2, len(SPELT) + 1).max(1)
        self.letters = np.array([bits["letters"].max(), bits["letters"][0]])
        # The bound must never be too low: what is shared is not known yet, so the best up to it is
        # taken.
        self.shared = np.maximum.accumulate(bits["shared"])
        rarity = np.append(self.register.word_bits, np.float32(0))
        self.rarity: Floats = rarity[self.register.words].sum(1)

    def judged(self, left: Ints, right: Ints) -> Found:
        """Return what one go of `likely` found."""
        pairs = Questioned(self, left, right)
        spelt = self.spelling.max(1)[pairs.two] + self.worded.max(1)[pairs.words]
        # Cheapest first: only what is still in question is spelt, and only what sounds near is read
        # letter by letter.
        pairs.keep(pairs.unheard() + self.sound[pairs.two] + spelt)
        sound = levels.likeness(self.register, self.register.spelt, pairs.left, pairs.right)
        kept = pairs.keep(pairs.unheard() + self.of_sound(sound, pairs))
        pairs.add(levels.heard(self.register, pairs.left, pairs.right, sound[kept]))
        pairs.keep(pairs.bits() + self.letters[pairs.two])
        pairs.add(levels.lettered(self.register, pairs.left, pairs.right))
        pairs.keep(pairs.bits())
        return pairs.left, pairs.right, pairs.bits()

    def of_sound(self, sound: Floats, pairs: Questioned) -> NDArray[np.float64]:
        alike = np.searchsorted(SPELT, sound, side="right")
        level = levels.sound_level(sound, pairs.two.astype(np.int8))
        spelt = self.spelling[pairs.two, alike] + self.worded[pairs.words, alike]
        best: NDArray[np.float64] = self.weights.bits["sound"][level] + spelt
        return best


class Questioned:
    """The pairs still in question, with the levels known so far."""

    def __init__(self, most: Most, left: Ints, right: Ints) -> None:
        self.most, self.left, self.right = most, left, right
        self.levels: Levels = levels.plain(most.register, left, right)
        self.two: Ints = levels.scripts_differ(most.register, left, right).astype(np.int64)
        fewest = levels.fewest_words(most.register, left, right)
        self.words: Ints = np.searchsorted(WORDS, fewest, side="right")

    def bits(self) -> NDArray[np.float64]:
        return self.most.weights.score(self.levels, records=len(self.most.register))

    def unheard(self) -> NDArray[np.float64]:
        """Bits so far, and the most of the letters, of what is shared and of what is lacking."""
        most = self.most
        shared = levels.step("shared", (most.rarity[self.left] + most.rarity[self.right]) / 2)
        lacking = most.weights.bits["lacking"].max()
        best: NDArray[np.float64] = self.bits() + most.letters[self.two] + most.shared[shared]
        return best + lacking

    def add(self, more: Levels) -> None:
        self.levels = self.levels | more

    def keep(self, best: NDArray[np.float64]) -> Ints:
        """Go on with the pairs whose best reaches the least; which they are."""
        kept: Ints = np.nonzero(best >= self.most.least - ROUNDING)[0]
        self.left, self.right = self.left[kept], self.right[kept]
        self.two, self.words = self.two[kept], self.words[kept]
        self.levels = {field: level[kept] for field, level in self.levels.items()}
        return kept
