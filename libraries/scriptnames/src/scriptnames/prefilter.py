"""The quick pass of a search: what each name of an index is worth beside the one asked for.

In the same bits as the close reading (`register/weights.py`), over whole columns: what is known of
the person exactly, words by how alike and how rare they are, and of the sound of the whole name
only which letters follow one another in it. Who comes near is then read closely.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from scriptnames.comparer import Comparer
from scriptnames.comparison import ALIKE
from scriptnames.entries import Entry
from scriptnames.name_table import SCRIPTS, NameTable, known_of, signature
from scriptnames.normal_form import NormalForm
from scriptnames.register import levels, weights
from scriptnames.register.columns import MOST_WORDS, Floats
from scriptnames.tally import Tally, mark

Bits = NDArray[np.float32]
HALF = 0.5  # of the sound of a name, from which one without a like word is looked at
ALL_ELSE = 400  # names looked at whatever they are, where most else agrees


@dataclass(frozen=True)
class Names:
    """Some names of the columns: which, how much of their sound is that of the search, their words,
    and where the words of each start."""

    which: NDArray[np.intp]
    sound: Bits
    word: NDArray[np.int32]
    word_at: NDArray[np.int64]


class Prefilter:
    """Columns ready for many searches; names that are `out` count for nothing."""

    def __init__(self, columns: NameTable, out: NDArray[np.bool_], comparer: Comparer) -> None:
        self.columns, self.out, self.comparer = columns, out, comparer

    @cached_property
    def names(self) -> int:
        return int(np.count_nonzero(~self.out))

    @property
    def records(self) -> int:
        """The number of records among which we know how often a word is held.

        A small team is the beginning of a large one: that three of sixty share a name does not make
        it as common as Nguyễn, so rarity is told as in the register the weights are for.
        """
        return max(self.names, weights.REFERENCE_RECORDS)

    @cached_property
    def words(self) -> Tally:
        """How many of the names that count hold a word."""
        has = self.columns
        known = np.repeat(~self.out, has.words_of) if self.out.any() else slice(None)
        return Tally.of(has.key_mark, np.bincount(has.word[known], minlength=len(has.keys)))

    @cached_property
    def each(self) -> NDArray[np.uint32]:
        """The number of names that count for each key: one that stands in two packs
        is counted together."""
        return self.words.at(self.columns.key_mark)

    @cached_property
    def wholes(self) -> Tally:
        """How many of the names that count are the same words."""
        return Tally.of(self.columns.whole[~self.out])

    def score(self, asked: Entry) -> tuple[NDArray[np.intp], Bits]:
        """The names that may come near, and bits of each, near to those of the close reading."""
        read, has = asked.read, self.columns
        person = self.known(asked) + self.nickname(asked, read)
        # Below everybody: one whom the reader may not see takes as long as nobody, and is never
        # chosen.
        person = np.where(self.out, np.float32(-np.inf), person[has.owner])
        alike = _alike(read.keys[:MOST_WORDS], has.keys)
        some = self.touched(read, alike, person)
        return some.which, person[some.which] + self.name(read, alike, some)

    def touched(self, read: NormalForm, alike: Floats, person: Bits) -> Names:
        """Names with a word or half the sound of the search, and those of which all else agrees."""
        has = self.columns
        sound = sound_of(has, read)
        chosen = sound >= HALF
        hit = np.nonzero((alike > 0).any(0)[has.word])[0]
        chosen[np.searchsorted(has.word_at, hit, side="right") - 1] = True
        most = min(ALL_ELSE, has.names)
        # By all else than the name: a married or assumed name would hide her from every word of
        # the search.
        chosen[np.argpartition(-person, most - 1)[:most]] = True
        which = np.nonzero(chosen & ~self.out)[0]
        lengths = has.words_of[which].astype(np.int64)
        at = np.cumsum(lengths) - lengths
        places = np.repeat(has.word_at[which] - at, lengths) + np.arange(lengths.sum())
        return Names(which, sound[which], has.word[places], at)

    def name(self, read: NormalForm, alike: Floats, some: Names) -> Bits:
        """Return what the names themselves say."""
        has = self.columns
        two_scripts = (has.script[some.which] != SCRIPTS.index(read.script)).astype(np.int8)
        shared, lacking = self.information(read, alike, some)
        words = has.words_of[some.which]
        fewest = np.minimum(words, len(read.keys))
        of = {
            **levels.name_levels(some.sound, shared, lacking, two_scripts, fewest),
            **levels.letter_levels(some.sound, two_scripts),
            "parts": levels.parts_of(fewest, np.maximum(words, len(read.keys))),
        }
        return self.comparer.sum(of, len(some.which))

    def information(self, read: NormalForm, alike: Floats, some: Names) -> tuple[Bits, Bits]:
        """Bits that both names share, and bits that stay alone on the side where fewer do."""
        rare = float(np.log2(self.records))
        ours = [
            np.float32(rare - np.log2(max(self.words[key], 1))) for key in read.keys[:MOST_WORDS]
        ]
        total_ours = np.float32(sum(ours))
        near = alike[:, some.word]
        agreed_ours = sum(
            (
                bits * np.maximum.reduceat(one, some.word_at)
                for bits, one in zip(ours, near, strict=True)
            ),
            np.float32(0),
        )
        bits = (rare - np.log2(np.maximum(self.each[some.word], 1))).astype(np.float32)
        agreed = np.add.reduceat(bits * near.max(0), some.word_at)
        total = np.add.reduceat(bits, some.word_at)
        both = (agreed_ours + agreed) / 2
        shared = levels.in_common(both, np.minimum(total_ours, total), some.sound)
        return shared, np.minimum(total_ours - agreed_ours, total - agreed)

    def nickname(self, asked: Entry, read: NormalForm) -> Bits:
        """A nickname that is hers, or her name; per person."""
        has = self.columns
        ours = mark(asked.called)
        theirs = np.zeros(has.people, dtype=np.uint32)
        nicknames = has.nickname > 0
        theirs[has.owner[nicknames]] = has.joined[nicknames]
        called = np.zeros(has.people, dtype=np.bool_)
        called[has.owner[has.joined == ours]] = bool(ours)
        called |= (theirs == mark(read.joined)) & (theirs > 0)
        both = np.where(theirs == ours, 2, 0)
        level = np.where((theirs == 0) | (ours == 0), 1, both)
        return self.comparer.sum({"nickname": np.where(called, 3, level)}, has.people)

    def known(self, asked: Entry) -> Bits:
        """Return what birth, sex, nationality, place and telephone say of each person."""
        of = levels.known_levels(known_of(asked), self.columns.known)
        return self.comparer.sum(of, self.columns.people)


def sound_of(has: NameTable, read: NormalForm) -> Bits:
    """Return how many of their pairs of letters two names share (Dice), near to the
    likeness of sound."""
    both, total = np.zeros(has.names, dtype=np.uint8), np.zeros(has.names, dtype=np.uint8)
    for ours, theirs in zip(signature(read.joined), (has.signed, has.signed_too), strict=True):
        both += np.bitwise_count(theirs & np.uint64(ours))
        total += np.bitwise_count(theirs) + np.uint8(ours.bit_count())
    dice: Bits = np.divide(2 * both.astype(np.float32), np.maximum(total, 1), dtype=np.float32)
    # A name of one letter has no pairs.
    dice[has.joined == mark(read.joined)] = 1
    return dice


def _alike(keys: Sequence[str], known: list[str]) -> Floats:
    """Return how alike each key of the search is to each that is known; 0 below ALIKE."""
    scorer = JaroWinkler.similarity
    return process.cdist(keys, known, scorer=scorer, score_cutoff=ALIKE, dtype=np.float32)
