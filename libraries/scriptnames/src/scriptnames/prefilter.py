"""The quick pass of a search: what each name of an index is worth beside the one asked for.

In the same bits as the close reading (`register/weights.py`), over whole columns: what is known of
the person exactly, words by how alike and how rare they are, and of the sound of the whole name
only which letters follow one another in it. Who comes near is then read closely.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from scriptnames.comparison import ALIKE
from scriptnames.entries import Entry
from scriptnames.forms import Form
from scriptnames.name_table import FACTS, SCRIPTS, Columns, Counts, Repeated, born, mark, signature
from scriptnames.register import levels, weights
from scriptnames.register.columns import MOST_WORDS, Floats

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


class Quick:
    """Columns ready for many searches; names that are `out` count for nothing."""

    def __init__(self, columns: Columns, out: NDArray[np.bool_]) -> None:
        self.columns, self.out = columns, out

    @cached_property
    def names(self) -> int:
        return int(np.count_nonzero(~self.out))

    @property
    def records(self) -> int:
        """Of how many records we know how often a word is held.

        A small team is the beginning of a large one: that three of sixty share a name does not
        make it as common as Nguyễn, so rarity is told as in the register the weights are for.
        """
        return max(self.names, weights.RECORDS)

    @cached_property
    def words(self) -> Counts:
        """How many of the names that count hold a word."""
        has = self.columns
        known = np.repeat(~self.out, has.words_of) if self.out.any() else slice(None)
        held = np.bincount(has.word[known], minlength=len(has.keys))
        return Counts(has.key_mark, held)

    @cached_property
    def wholes(self) -> Repeated:
        """How many of the names that count are the same words."""
        return Repeated(self.columns.whole[~self.out])

    def score(self, asked: Entry) -> tuple[NDArray[np.intp], Bits]:
        """The names that may come near, and bits of each, near to those of the close reading."""
        read, has = asked.read, self.columns
        person = known(has, asked) + self.nickname(asked, read)
        person = np.where(self.out, np.float32(-np.inf), person[has.owner])
        alike = _alike(read.keys[:MOST_WORDS], has.keys)
        some = self.touched(read, alike, person)
        return some.which, person[some.which] + self.name(read, alike, some)

    def touched(self, read: Form, alike: Floats, person: Bits) -> Names:
        """Names with a word or half the sound of the search, and those of which all else agrees."""
        has = self.columns
        sound = sound_of(has, read)
        chosen = sound >= HALF
        hit = np.nonzero((alike > 0).any(0)[has.word])[0]
        chosen[np.searchsorted(has.word_at, hit, side="right") - 1] = True
        most = min(ALL_ELSE, has.names)
        chosen[np.argpartition(-person, most - 1)[:most]] = True
        which = np.nonzero(chosen & ~self.out)[0]
        lengths = has.words_of[which].astype(np.int64)
        at = np.cumsum(lengths) - lengths
        places = np.repeat(has.word_at[which] - at, lengths) + np.arange(lengths.sum())
        return Names(which, sound[which], has.word[places], at)

    def name(self, read: Form, alike: Floats, some: Names) -> Bits:
        """What the names themselves say."""
        has = self.columns
        two_scripts = (has.script[some.which] != SCRIPTS.index(read.script)).astype(np.int8)
        shared, lacking = self.information(read, alike, some)
        words = has.words_of[some.which]
        fewest = np.minimum(words, len(read.keys))
        letters = np.where(two_scripts, 0, levels.step("letters", some.sound) + 1)
        of = {
            "sound": levels.sound_level(some.sound, two_scripts),
            "shared": levels.step("shared", shared),
            "lacking": levels.step("lacking", lacking),
            "spelling": levels.spelling(some.sound, lacking, two_scripts),
            "letters": letters,
            "worded": levels.worded(some.sound, lacking, fewest),
            "parts": levels.parts_of(fewest, np.maximum(words, len(read.keys))),
        }
        return _sum(of, len(some.which))

    def information(self, read: Form, alike: Floats, some: Names) -> tuple[Bits, Bits]:
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
        bits = (rare - np.log2(np.maximum(self.words.each[some.word], 1))).astype(np.float32)
        agreed = np.add.reduceat(bits * near.max(0), some.word_at)
        total = np.add.reduceat(bits, some.word_at)
        both = (agreed_ours + agreed) / 2
        shared = levels.in_common(both, np.minimum(total_ours, total), some.sound)
        return shared, np.minimum(total_ours - agreed_ours, total - agreed)

    def nickname(self, asked: Entry, read: Form) -> Bits:
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
        return _sum({"nickname": np.where(called, 3, level)}, has.people)


def known(has: Columns, asked: Entry) -> Bits:
    """What birth, sex, nationality, place and telephone say of each person."""
    year, quality, day = born(asked.birth)
    theirs = has.births
    of = {
        "born": levels.days(np.int64(day), theirs[2]),
        "years": levels.years(np.int64(year), theirs[0], np.int64(quality), theirs[1]),
    }
    for fact in FACTS:
        code = mark(getattr(asked, fact).casefold())
        of[FIELD.get(fact, fact)] = levels.agree(np.int64(code), getattr(has, fact))
    return _sum(of, has.people)


FIELD = {"place": "province"}


def sound_of(has: Columns, read: Form) -> Bits:
    """How many of their pairs of letters two names share (Dice), near to the likeness of sound."""
    both, total = np.zeros(has.names, dtype=np.uint8), np.zeros(has.names, dtype=np.uint8)
    for ours, theirs in zip(signature(read.joined), (has.signed, has.signed_too), strict=True):
        both += np.bitwise_count(theirs & np.uint64(ours))
        total += np.bitwise_count(theirs) + np.uint8(ours.bit_count())
    dice: Bits = np.divide(2 * both.astype(np.float32), np.maximum(total, 1), dtype=np.float32)
    # A name of one letter has no pairs.
    dice[has.joined == mark(read.joined)] = 1
    return dice


def _alike(keys: Sequence[str], known: list[str]) -> Floats:
    """How alike each key of the search is to each that is known; 0 below ALIKE."""
    scorer = JaroWinkler.similarity
    return process.cdist(keys, known, scorer=scorer, score_cutoff=ALIKE, dtype=np.float32)


def _sum(of: Mapping[str, NDArray[Any]], count: int) -> Bits:
    total = np.zeros(count, dtype=np.float32)
    for field, level in of.items():
        total += weights.shipped().bits[field].astype(np.float32)[level]
    return total
