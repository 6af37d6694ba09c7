"""Whether two words are spellings of one name, or names of two people that only look alike.

In this region nearly every syllable is a word, and names of sisters and namesakes share most of
theirs: Somsri and Somchai, Bounmy and Bounma. So a name is another one as soon as it sounds
otherwise, but where offices are known to differ (table looser), or where a hand has slipped.
"""

import re
from functools import cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from scriptnames.caches import cached
from scriptnames.normal import families
from scriptnames.normal_form import NormalForm
from scriptnames.script import LATIN
from scriptnames.tables import rows

LONG = 7  # letters of a key, of three syllables: one too few or too many is rather a slip
LONGER = 9  # letters of a key, from which one changed is
TURNED = 6  # letters of a word, from which two that changed places are a slip whatever they make
# A word in phonetic keys that can be said: syllables of a consonant or a cluster, vowels, a final
# (Burmese names end in -nt too). Atomic, so that a long word is read once.
FINAL, OPENING = "(?:nt|[gklmnpstwy])?", "[cghkmnpst]?[lwy]{0,2}[aio]+"
SAYABLE = re.compile(f"(?>{OPENING})(?>{FINAL}{OPENING})*+{FINAL}")


class Word(NamedTuple):
    """A word in Latin letters and its phonetic key; `strict` in names that are Vietnamese, whose
    every letter tells (Hồng and Hùng have one key)."""

    letters: str
    key: str
    strict: bool = False

    @property
    def sayable(self) -> bool:
        said = vietnamese(self.letters) if self.strict else SAYABLE.fullmatch(self.key)
        return bool(said)


def one_name(a: Word, b: Word) -> bool:
    """Whether the two are spellings of one name. Symmetric."""
    # Vietnamese spelling is exact: one letter more is another name, and no slip as long as it can
    # be said.
    if a.strict and a.sayable and b.sayable:
        return plain(a.letters) == plain(b.letters)
    same = a.key == b.key or looser(a.key) == looser(b.key) or slip(a, b)
    return same and not apart(a.letters, b.letters)


def slip(a: Word, b: Word) -> bool:
    """Whether it is a slip: one letter changed, too few or too many, or two that changed places,
    and another name unlikely: the word is long, or one of the two cannot be said."""
    if one_letter(a.key, b.key):
        return True
    in_letters = one_apart(a.letters, b.letters)
    if in_letters and len(a.letters) >= TURNED and sorted(a.letters) == sorted(b.letters):
        return True
    slipped = in_letters or one_apart(a.key, b.key)
    return slipped and not (a.sayable and b.sayable)


def one_letter(one: str, other: str) -> bool:
    """Whether two long keys, of words or of whole names, are one but for a letter."""
    if not one_apart(one, other):
        return False
    changed = len(one) == len(other) and sorted(one) != sorted(other)
    return min(len(one), len(other)) >= (LONGER if changed else LONG)


def one_apart(one: str, other: str) -> bool:
    return (
        abs(len(one) - len(other)) < 2 <= min(len(one), len(other))
        and OSA.distance(one, other, score_cutoff=1) == 1
    )


@cached(50_000)
def looser(key: str) -> str:
    """The key without what offices are known to write or leave out (table looser)."""
    for pattern, becomes in loosening():
        key = pattern.sub(becomes, key)
    return key


def strict(a: NormalForm, b: NormalForm) -> bool:
    """Whether every letter of the two tells: they are in Latin letters, and one is Vietnamese."""
    return a.script == b.script == LATIN and any(map(is_vietnamese, (a.words, b.words)))


@cached(50_000)
def is_vietnamese(words: tuple[str, ...]) -> bool:
    """A family or middle name of Viet Nam, and every word one of its syllables: not Ly Bounmy."""
    return not families().isdisjoint(words) and all(map(vietnamese, words))


def apart(one: str, other: str) -> bool:
    """Whether two words or names of one key are told apart by a vowel all the same (table
    apart): one has more of the first kind of vowel, the other of the second."""
    return any(
        (len(a.findall(one)) - len(a.findall(other)))
        * (len(b.findall(one)) - len(b.findall(other)))
        < 0
        for a, b in contrasts()
    )


@cached(50_000)
def plain(letters: str) -> str:
    """Vietnamese letters with what is spelt two ways made one: Lý and Lí."""
    return re.sub(r"(.)\1+", r"\1", letters.replace("y", "i"))


@cached(50_000)
def vietnamese(letters: str) -> bool:
    """Whether this is a Vietnamese syllable, its marks left out (table vietnamese-syllables)."""
    return bool(syllable().fullmatch(letters))


@cache
def loosening() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row[0]), row[1]) for row in rows("looser"))


@cache
def contrasts() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    return tuple((re.compile(row[0]), re.compile(row[1])) for row in rows("apart"))


@cache
def syllable() -> re.Pattern[str]:
    of = {
        kind: [row[1] for row in rows("vietnamese-syllables") if row[0] == kind] for kind in PARTS
    }
    return re.compile("(?:{})?(?:{})".format(*("|".join(" ".join(of[k]).split()) for k in PARTS)))


PARTS = ("onset", "rhyme")
