"""A name made ready for comparison: its words in Latin letters and their phonetic keys."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from scriptnames.caches import cached
from scriptnames.fold import fold, skeleton
from scriptnames.normal import clean, titled
from scriptnames.romanisation import romanise_word
from scriptnames.romanisation.chinese import VIETNAMESE, other_readings
from scriptnames.script import CHINESE, LATIN, runs, script_of

ONSET = "(?:kh|gy|ky|ch|sh|hny|ny|hn|hm|hl|ht|hp|ph|th|ng|my|py|phy|by|[ksgztdnpbmywlh])?"
RHYME = (
    "(?:aung|auk|aing|aik|eint|eain|eain?t|ein|eik|yi|wint?|wunt?|wut|wet|we|wa|in[nt]?|un|on|ok"
    "|ant?|at|et|it|ay|ae|aw|or|ai|oe|oo|ee|ar|[aeiou])"
)
# A Burmese title joined to the name in Latin letters: Dawwinmyakyi. The rest must be Burmese; said
# twice it is a name (Kokoaung).
JOINED_TITLE = re.compile(
    f"^(?P<title>daw|maung|mg|ko|ma|u)(?!(?P=title))(?=(?:{ONSET}{RHYME}){{2,}}$)"
)


@dataclass(frozen=True, slots=True)
class NormalForm:
    """`words` in Latin letters without marks; `keys` their phonetic keys, in the same order."""

    written: str
    script: str | None
    words: tuple[str, ...]
    keys: tuple[str, ...]
    titles: tuple[str, ...] = ()  # left out before the name; they may be names elsewhere
    reading: str = ""  # how characters are read in this one, where not as Mandarin

    @property
    def joined(self) -> str:
        return "".join(self.keys)

    @property
    def others(self) -> tuple[NormalForm, ...]:
        """The same read otherwise: Chinese characters as a Vietnamese name, or in a dialect."""
        # A reading has no readings of its own: it would go round in circles.
        alone = self.script == CHINESE and not self.reading
        return read_otherwise("".join(titled(self.written)[1])) if alone else ()

    @property
    def consonants(self) -> str:
        """The consonants of the whole name, joined."""
        return skeleton(self.joined)

    @property
    def skeletons(self) -> tuple[str, ...]:
        return tuple(skeleton(key) for key in self.keys)

    def lacks(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Return which of `words` were left out of this as titles, and are not in it besides."""
        return tuple(word for word in words if word in self.titles and word not in self.words)

    def with_titles(self, those: tuple[str, ...]) -> NormalForm:
        """The same with `those` of its titles as words of the name."""
        kept = tuple(title for title in self.titles if title in those)
        words, keys = kept + self.words, tuple(fold(title) for title in kept) + self.keys
        return replace(self, words=words, keys=keys, titles=())


@cached(100_000)
def normalise(name: str) -> NormalForm:
    """Return what `name` is compared by. A name without a letter has no words. Raises BadInput."""
    latin = _latin(name)
    return _form(name, [JOINED_TITLE.sub("", latin[0])] if _one_long_word(name, latin) else latin)


def with_joined_title(name: str) -> NormalForm | None:
    """A name from which what may be a Burmese title was left out, with it: Manichan is Lao. None
    where nothing was."""
    latin = _latin(name)
    if _one_long_word(name, latin) and JOINED_TITLE.match(latin[0]):
        return _form(name, latin)
    return None


def _latin(name: str) -> list[str]:
    return " ".join(map(romanise_word, titled(name)[1])).split()


def _one_long_word(name: str, latin: list[str]) -> bool:
    """Whether a title may be joined to it: in Latin letters only, another script parts them."""
    return script_of(name) == LATIN and len(latin) == 1 and len(latin[0]) > 6


def _form(name: str, latin: list[str]) -> NormalForm:
    pairs = [(word, key) for word in latin if (key := fold(word))]
    return NormalForm(
        clean(name),
        script_of(name),
        tuple(w for w, _ in pairs),
        tuple(k for _, k in pairs),
        tuple(romanise_word(title) for title in titled(name)[0]),
    )


@cached(10_000)
def read_otherwise(characters: str) -> tuple[NormalForm, ...]:
    """The readings beside Mandarin of a name all in Chinese characters. A Vietnamese one is spelt
    letter by letter as at home; the others are spelt as each family likes."""
    if {script for script, _ in runs(characters)} != {CHINESE}:
        return ()
    return tuple(
        NormalForm(
            characters,
            LATIN if kind == VIETNAMESE else CHINESE,
            words,
            tuple(map(fold, words)),
            reading=kind,
        )
        for kind, words in dict.fromkeys(other_readings(characters))
    )
