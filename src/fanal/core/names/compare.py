"""Could these two names be one person's? A level, and the reasons in words.

The levels are those on which registers are linked too; nothing here merges anybody.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from rapidfuzz.distance import Indel, JaroWinkler

from fanal.core.names.form import Form, form
from fanal.core.names.tables import rows
from fanal.core.words import Sentence, say

ALIKE = 0.84  # Jaro-Winkler of two phonetic keys that a slip of the hand or the ear may part

JOINED_ALIKE = 0.9  # the same, of two whole names written together or apart


class Level(IntEnum):
    """How alike two names are, from nothing in common to the same name."""

    DIFFERENT = 0
    WEAK = 1  # something in common, of the kind many people share
    PART = 2  # the one lacks words that the other has
    CLOSE = 3  # every word is there, some spelt otherwise
    SOUND = 4  # the same once written in Latin letters by sound
    SAME = 5  # the same letters, marks and order apart

    def sentence(self) -> Sentence:
        return LEVELS[self]


LEVELS = {
    Level.SAME: say("the same name"),
    Level.SOUND: say("the same after romanisation"),
    Level.CLOSE: say("close spellings of one name"),
    Level.PART: say("one name is part of the other"),
    Level.WEAK: say("only common parts agree"),
    Level.DIFFERENT: say("different names"),
}


@dataclass(frozen=True)
class Likeness:
    """`score` from 0 to 1 ranks within a level and across levels; `why` holds for both orders."""

    level: Level
    score: float
    why: tuple[Sentence, ...]


def compare(a: str, b: str) -> Likeness:
    """How alike two written names are. Symmetric. Raises BadInput for what is no name."""
    return compare_forms(form(a), form(b))


def compare_forms(a: Form, b: Form) -> Likeness:
    if not a.words or not b.words:
        return Likeness(Level.DIFFERENT, 0.0, (say("one of the names has no letters"),))
    # What was taken for a title is a name where the other name has it: Ma Wei beside 马伟.
    if set(a.titles) & set(b.words) or set(b.titles) & set(a.words):
        a, b = a.with_titles(b.words), b.with_titles(a.words)
    whole = same_letters(a, b) or same_sound(a, b)
    if whole:
        return Likeness(whole, 1.0 if whole is Level.SAME else 0.97, why_whole(a, b, whole))
    return by_parts(a, b)


def same_letters(a: Form, b: Form) -> Level | None:
    return Level.SAME if alike_in_any_order(a.words, b.words) else None


def same_sound(a: Form, b: Form) -> Level | None:
    return Level.SOUND if alike_in_any_order(a.keys, b.keys) else None


def alike_in_any_order(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """The same words in any order, or the same letters with the words cut elsewhere."""
    return sorted(a) == sorted(b) or bool(turns(a) & turns(b))


def turns(parts: tuple[str, ...]) -> set[str]:
    """The words joined, as written and turned round at each place."""
    return {"".join(parts[n:] + parts[:n]) for n in range(len(parts))}


def why_whole(a: Form, b: Form, level: Level) -> tuple[Sentence, ...]:
    reasons = [level.sentence()]
    parts = (a.words, b.words) if level is Level.SAME else (a.keys, b.keys)
    if "".join(parts[0]) != "".join(parts[1]):
        reasons.append(say("order turned round"))
    elif len(a.words) != len(b.words):
        reasons.append(say("words written together or apart"))
    return (*reasons, *two_scripts(a, b))


def two_scripts(a: Form, b: Form) -> tuple[Sentence, ...]:
    return (say("written in two scripts"),) if a.script != b.script else ()


@dataclass(frozen=True)
class Match:
    """A word of the one name beside the word of the other, by their places."""

    left: int
    right: int
    likeness: float


def matches(a: Form, b: Form) -> list[Match]:
    """The best pairs of words, each word used once; words below ALIKE stay alone."""
    pairs = [
        Match(i, j, JaroWinkler.similarity(x, y))
        for i, x in enumerate(a.keys)
        for j, y in enumerate(b.keys)
    ]
    # Ties are broken by the words themselves, so that both orders find the same pairs.
    pairs.sort(key=lambda m: (-m.likeness, sorted((a.keys[m.left], b.keys[m.right]))))
    found: list[Match] = []
    for pair in pairs:
        free = all(pair.left != m.left and pair.right != m.right for m in found)
        if free and pair.likeness >= ALIKE:
            found.append(pair)
    return sorted(found, key=lambda m: m.left)


def by_parts(a: Form, b: Form) -> Likeness:
    found = matches(a, b)
    joined = max(Indel.normalized_similarity(x, y) for x in turns(a.keys) for y in turns(b.keys))
    alone = len(a.words) + len(b.words) - 2 * len(found)
    worth = weight(a, b, found)
    if found and not alone:
        return Likeness(Level.CLOSE, 0.7 + 0.25 * worth, why_close(a, b, found))
    if joined >= JOINED_ALIKE and cut_elsewhere(a, b, found):
        return Likeness(Level.CLOSE, 0.7 + 0.25 * joined, why_joined(a, b, found))
    telling = [m for m in found if not common(a.words[m.left]) or not common(b.words[m.right])]
    if telling and len(found) == min(len(a.words), len(b.words)):
        return Likeness(Level.PART, 0.45 + 0.3 * worth, why_part(a, b, found))
    if found or joined >= ALIKE:
        return Likeness(Level.WEAK, 0.1 + 0.4 * max(worth, joined - 0.5), why_weak(a, b, found))
    return Likeness(Level.DIFFERENT, 0.2 * joined, (Level.DIFFERENT.sentence(),))


def cut_elsewhere(a: Form, b: Form, found: list[Match]) -> bool:
    """Whether two names that sound alike as wholes may differ in where their words are cut, or in
    a slip in a short word."""
    fewest, most = sorted((len(a.words), len(b.words)))
    return len(found) < fewest or fewest == 1 < most


def weight(a: Form, b: Form, found: list[Match]) -> float:
    """The share of what the two names say that agrees; common words say a fifth of others."""
    total = sum(value(w) for w in a.words + b.words)
    agreed = sum(m.likeness * (value(a.words[m.left]) + value(b.words[m.right])) for m in found)
    return agreed / total


def value(word: str) -> float:
    return 0.2 if common(word) else 1.0


@cache
def commons() -> frozenset[str]:
    return frozenset(row[0] for row in rows("common-words"))


def common(word: str) -> bool:
    return word in commons()


def why_close(a: Form, b: Form, found: list[Match]) -> tuple[Sentence, ...]:
    spelt = [m for m in found if a.keys[m.left] != b.keys[m.right]]
    reasons = [Level.CLOSE.sentence()]
    for one, other in sorted(sorted((a.words[m.left], b.words[m.right])) for m in spelt):
        reasons.append(say("{one} beside {other}", one=one, other=other))
    return (*reasons, *turned(found), *two_scripts(a, b))


def why_joined(a: Form, b: Form, found: list[Match]) -> tuple[Sentence, ...]:
    if len(a.words) != len(b.words):
        cut = say("words written together or apart")
        return (Level.CLOSE.sentence(), cut, *two_scripts(a, b))
    alone = [set(range(len(a.words))) - {m.left for m in found}]
    alone.append(set(range(len(b.words))) - {m.right for m in found})
    (i, *rest), (j, *_) = map(sorted, alone)
    one_each = [] if rest else [Match(i, j, 0.0)]
    return why_close(a, b, sorted(found + one_each, key=lambda m: m.left))


def why_part(a: Form, b: Form, found: list[Match]) -> tuple[Sentence, ...]:
    reasons = (Level.PART.sentence(), missing(a, b, found))
    spelt = [s for s in why_close(a, b, found) if "one" in s.values]
    return (*reasons, *spelt, *turned(found), *two_scripts(a, b))


def missing(a: Form, b: Form, found: list[Match]) -> Sentence:
    """Which words one side lacks: the middle one of a name, or all but one."""
    shorter, longer = sorted((len(a.words), len(b.words)))
    if shorter == 1:
        return say("one name only, and the other has it")
    places = {m.left for m in found} if len(a.words) == longer else {m.right for m in found}
    alone = set(range(longer)) - places
    if len(alone) == 1 and alone <= set(range(1, longer - 1)):
        return say("one middle name missing")
    return say("{n} words missing on one side", n=longer - shorter)


def why_weak(a: Form, b: Form, found: list[Match]) -> tuple[Sentence, ...]:
    agreed = Counter(min(a.words[m.left], b.words[m.right]) for m in found)
    shared = say("in common: {words}", words=", ".join(sorted(agreed))) if agreed else None
    reasons = [Level.WEAK.sentence()] if agreed else [say("the names look a little alike")]
    return tuple(reasons + ([shared] if shared else [])) + two_scripts(a, b)


def turned(found: list[Match]) -> tuple[Sentence, ...]:
    rights = [m.right for m in found]
    return (say("order turned round"),) if rights != sorted(rights) else ()
