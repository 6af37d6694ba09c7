"""Could these two names be one person's? A level, and the reasons in words.

The levels are those on which registers are linked too; nothing here merges anybody.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cache

from rapidfuzz.distance import Indel, JaroWinkler

from scriptnames.messages import Sentence, say
from scriptnames.normal_form import NormalForm, normalise
from scriptnames.romanisation.chinese import CANTONESE, HOKKIEN, VIETNAMESE
from scriptnames.spelling import Word, apart, one_name, plain, strict
from scriptnames.tables import rows
from scriptnames.word_boundaries import alike_in_any_order, cut_elsewhere, turns
from scriptnames.written import LEFT_OUT, marks_left_out, told_apart

# Jaro-Winkler of two phonetic keys that look alike: enough to read two names closely in a search
# or a register, not to call them one: a shared first syllable weighs much (Somsri, Somchai).
ALIKE = 0.84
JOINED_ALIKE = 0.9  # the same, of the letters of two whole keys
FAR = 0.5  # the same of keys or letters: below it nothing more is asked of two words


class Level(IntEnum):
    """How alike two names are, from nothing in common to the same name."""

    DIFFERENT = 0
    WEAK = 1  # something in common, of the kind many people share
    LIKE = 2  # they look alike, and may well be a sister's or a namesake's
    PART = 3  # the one lacks words that the other has
    CLOSE = 4  # every word is there, some spelt otherwise
    SOUND = 5  # the same once written in Latin letters by sound; or but for marks and characters
    SAME = 6  # the same letters, order apart, and the same marks where both sides have them

    def sentence(self) -> Sentence:
        return LEVELS[self]


LEVELS = {
    Level.SAME: say("the same name"),
    Level.SOUND: say("sounds the same"),
    Level.CLOSE: say("close spellings of one name"),
    Level.PART: say("one name is part of the other"),
    Level.LIKE: say("two names that look alike"),
    Level.WEAK: say("only a common word is the same"),
    Level.DIFFERENT: say("different names"),
}


@dataclass(frozen=True)
class Likeness:
    """`score` from 0 to 1 ranks within a level and across levels; `why` holds for both orders."""

    level: Level
    score: float
    why: tuple[Sentence, ...]


def compare(a: str | NormalForm, b: str | NormalForm) -> Likeness:
    """Return how alike two names are, as written or made ready. Symmetric. Raises
    BadInput for what is no name."""
    one, other = (name if isinstance(name, NormalForm) else normalise(name) for name in (a, b))
    if not one.words or not other.words:
        return Likeness(Level.DIFFERENT, 0.0, (say("there is no name on one side"),))
    # Turned so that the answer does not depend on which of the two was given first.
    if other.reading:
        one, other = other, one
    found = [otherwise_read(one, other) if one.reading else as_most_read(one, other)]
    # Within one script a second reading would only make strangers alike; between two it bridges
    # them.
    if one.script != other.script:
        found += [otherwise_read(read, other) for read in one.others]
        found += [otherwise_read(read, one) for read in other.others]
    return max(found, key=lambda one: (one.level, one.score))


READING_SAYS = {
    VIETNAMESE: say("read as a Vietnamese name"),
    CANTONESE: say("read as a Cantonese name"),
    HOKKIEN: say("read as a Hokkien or Teochew name"),
}


def otherwise_read(a: NormalForm, b: NormalForm) -> Likeness:
    """A second reading agrees with many names: the same by sound at most."""
    found = as_most_read(a, b)
    if found.level is Level.SAME:
        found = Likeness(Level.SOUND, 0.97, (Level.SOUND.sentence(), *found.why[1:]))
    return replace(found, why=(*found.why, READING_SAYS[a.reading]))


def as_most_read(a: NormalForm, b: NormalForm) -> Likeness:
    """The two as they are, without their other readings."""
    # What was taken for a title is a name where the other name has it: Ma Wei beside 马伟.
    if a.lacks(b.words) or b.lacks(a.words):
        a, b = a.with_titles(a.lacks(b.words)), b.with_titles(b.lacks(a.words))
    whole = same_letters(a, b) or same_sound(a, b)
    if whole is Level.SAME and (apart_by := told_apart(a, b)):
        return Likeness(Level.SOUND, 0.97, (apart_by, *why_whole(a, b, whole)[1:]))
    if whole:
        return Likeness(whole, 1.0 if whole is Level.SAME else 0.97, why_whole(a, b, whole))
    return by_parts(a, b)


def same_letters(a: NormalForm, b: NormalForm) -> Level | None:
    return Level.SAME if alike_in_any_order(a.words, b.words) else None


def same_sound(a: NormalForm, b: NormalForm) -> Level | None:
    if not alike_in_any_order(a.keys, b.keys) or apart(" ".join(a.words), " ".join(b.words)):
        return None
    if strict(a, b) and not alike_in_any_order(*(tuple(map(plain, s.words)) for s in (a, b))):
        return None
    return Level.SOUND


def why_whole(a: NormalForm, b: NormalForm, level: Level) -> tuple[Sentence, ...]:
    reasons = [level.sentence()]
    parts = (a.words, b.words) if level is Level.SAME else (a.keys, b.keys)
    if "".join(parts[0]) != "".join(parts[1]):
        reasons.append(say("order turned round"))
    elif len(a.words) != len(b.words):
        reasons.append(say("words written together or apart"))
    if level is Level.SAME and marks_left_out(a, b) and not told_apart(a, b):
        reasons.append(LEFT_OUT)
    return (*reasons, *two_scripts(a, b))


def two_scripts(a: NormalForm, b: NormalForm) -> tuple[Sentence, ...]:
    return (say("written in two scripts"),) if a.script != b.script else ()


@dataclass(frozen=True)
class WordMatch:
    """A word of the one name beside the word of the other, by their places."""

    left: int
    right: int
    likeness: float


def spelt_alike(one: Word, other: Word) -> bool:
    return one_name(one, other) or initial(one.letters, other.letters)


def near_words(a: NormalForm, b: NormalForm) -> list[WordMatch]:
    """The pairs of words that are not far apart, nearest first."""
    near = []
    for i, (key, letters) in enumerate(zip(a.keys, a.words, strict=True)):
        for j, (other, others) in enumerate(zip(b.keys, b.words, strict=True)):
            likeness = JaroWinkler.similarity(key, other)
            if likeness > FAR or JaroWinkler.similarity(letters, others) > FAR:
                near.append(WordMatch(i, j, likeness))
    # Ties are broken by the words themselves, so that both orders find the same pairs.
    return sorted(near, key=lambda m: (-m.likeness, sorted((a.words[m.left], b.words[m.right]))))


def matches(near: Iterable[WordMatch]) -> list[WordMatch]:
    """The best pairs of words, each word used once."""
    found: list[WordMatch] = []
    for pair in near:
        if all(pair.left != m.left and pair.right != m.right for m in found):
            found.append(pair)
    return sorted(found, key=lambda m: m.left)


def words_of(a: NormalForm, b: NormalForm) -> tuple[list[Word], list[Word]]:
    tells = strict(a, b)
    ours, theirs = ([Word(*w, tells) for w in zip(s.words, s.keys, strict=True)] for s in (a, b))
    return ours, theirs


def initial(one: str, other: str) -> bool:
    """T. beside Thị: a letter for a word so common that offices shorten it."""
    short, long = sorted((one, other), key=len)
    return len(short) == 1 < len(long) and long.startswith(short) and is_common(long)


def by_parts(a: NormalForm, b: NormalForm) -> Likeness:
    near, (ours, theirs) = near_words(a, b), words_of(a, b)
    found = matches(m for m in near if spelt_alike(ours[m.left], theirs[m.right]))
    joined = max(Indel.normalized_similarity(x, y) for x in turns(a.keys) for y in turns(b.keys))
    alone = len(a.words) + len(b.words) - 2 * len(found)
    worth = weight(a, b, found)
    # From the surest to the least: the first of these that holds is the answer.
    if found and not alone:
        return Likeness(Level.CLOSE, 0.7 + 0.25 * worth, why_close(a, b, found))
    if joined > FAR and cut_elsewhere(a, b):
        return Likeness(Level.CLOSE, 0.7 + 0.25 * joined, why_joined(a, b))
    if every_word(a, b, found):
        return Likeness(Level.PART, 0.45 + 0.3 * worth, why_part(a, b, found))
    like = matches(m for m in near if m.likeness >= ALIKE)
    if every_word(a, b, like) or joined >= JOINED_ALIKE:
        return Likeness(Level.LIKE, 0.15 + 0.3 * max(worth, joined), why_like(a, b, like))
    if found or like or joined >= ALIKE:
        return Likeness(Level.WEAK, 0.1 + 0.4 * max(worth, joined - 0.5), why_weak(a, b, found))
    return Likeness(Level.DIFFERENT, 0.2 * joined, (Level.DIFFERENT.sentence(),))


def every_word(a: NormalForm, b: NormalForm, found: list[WordMatch]) -> bool:
    """Whether each word of the shorter name is in the other, and one of them is not common."""
    telling = any(not is_common(a.words[m.left]) or not is_common(b.words[m.right]) for m in found)
    return telling and len(found) == min(len(a.words), len(b.words))


def weight(a: NormalForm, b: NormalForm, found: list[WordMatch]) -> float:
    """The share of what the two names say that agrees; common words say a fifth of others."""
    total = sum(value(w) for w in a.words + b.words)
    agreed = sum(m.likeness * (value(a.words[m.left]) + value(b.words[m.right])) for m in found)
    return agreed / total


def value(word: str) -> float:
    # Nguyen or Thi agreeing tells little: half a country has them.
    return 0.2 if is_common(word) else 1.0


@cache
def commons() -> frozenset[str]:
    return frozenset(row[0] for row in rows("common-words"))


def is_common(word: str) -> bool:
    """Whether so many people share this word of a name that it tells nobody."""
    return word in commons()


def why_close(a: NormalForm, b: NormalForm, found: list[WordMatch]) -> tuple[Sentence, ...]:
    spelt = beside(a, b, [m for m in found if a.keys[m.left] != b.keys[m.right]])
    return (Level.CLOSE.sentence(), *spelt, *order(found), *two_scripts(a, b))


def why_like(a: NormalForm, b: NormalForm, found: list[WordMatch]) -> tuple[Sentence, ...]:
    ours, theirs = words_of(a, b)
    two = [m for m in found if not spelt_alike(ours[m.left], theirs[m.right])]
    said = beside(a, b, two)
    return (Level.LIKE.sentence(), *said, *order(found), *two_scripts(a, b))


def beside(a: NormalForm, b: NormalForm, found: list[WordMatch]) -> tuple[Sentence, ...]:
    """The words of each match, one beside the other."""
    pairs = sorted(sorted((a.words[m.left], b.words[m.right])) for m in found)
    return tuple(say("{one} beside {other}", one=one, other=other) for one, other in pairs)


def why_joined(a: NormalForm, b: NormalForm) -> tuple[Sentence, ...]:
    cut = say("words written together or apart")
    return (Level.CLOSE.sentence(), cut, *two_scripts(a, b))


def why_part(a: NormalForm, b: NormalForm, found: list[WordMatch]) -> tuple[Sentence, ...]:
    reasons = (Level.PART.sentence(), missing(a, b, found))
    spelt = beside(a, b, [m for m in found if a.keys[m.left] != b.keys[m.right]])
    return (*reasons, *spelt, *order(found), *two_scripts(a, b))


def missing(a: NormalForm, b: NormalForm, found: list[WordMatch]) -> Sentence:
    """Return which words one side lacks: the middle one of a name, or all but one."""
    shorter, longer = sorted((len(a.words), len(b.words)))
    if shorter == 1:
        return say("one name only, and the other has it")
    places = {m.left for m in found} if len(a.words) == longer else {m.right for m in found}
    alone = set(range(longer)) - places
    if len(alone) == 1 and alone <= set(range(1, longer - 1)):
        return say("one middle name missing")
    if longer - shorter == 1:
        return say("one word missing on one side")
    return say("{n} words missing on one side", n=longer - shorter)


def why_weak(a: NormalForm, b: NormalForm, found: list[WordMatch]) -> tuple[Sentence, ...]:
    agreed = Counter(min(a.words[m.left], b.words[m.right]) for m in found)
    shared = say("in common: {words}", words=", ".join(sorted(agreed))) if agreed else None
    reasons = [Level.WEAK.sentence()] if agreed else [say("the names look a little alike")]
    return tuple(reasons + ([shared] if shared else [])) + two_scripts(a, b)


def order(found: list[WordMatch]) -> tuple[Sentence, ...]:
    rights = [m.right for m in found]
    return (say("order turned round"),) if rights != sorted(rights) else ()
