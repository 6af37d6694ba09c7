"""A name made ready for comparison: its words in Latin letters and their phonetic keys."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from fanal.core.names.fold import fold, skeleton
from fanal.core.names.normal import clean, titled
from fanal.core.names.romanise import romanise, romanise_word
from fanal.core.names.script import script_of

ONSET = "(?:kh|gy|ky|ch|sh|hny|ny|hn|hm|hl|ht|hp|ph|th|ng|my|py|phy|by|[ksgztdnpbmywlh])?"
RHYME = (
    "(?:aung|auk|aing|aik|eint|eain|eain?t|ein|eik|yi|wint?|wunt?|wut|wet|we|wa|in[nt]?|un|on|ok"
    "|ant?|at|et|it|ay|ae|aw|or|ai|oe|oo|ee|ar|[aeiou])"
)
# A Burmese title joined to the name in Latin letters: Dawwinmyakyi. The rest must be Burmese.
JOINED_TITLE = re.compile(f"^(?:daw|maung|mg|ko|ma|u)(?=(?:{ONSET}{RHYME}){{2,}}$)")


@dataclass(frozen=True, slots=True)
class Form:
    """`words` in Latin letters without marks; `keys` their phonetic keys, in the same order."""

    written: str
    script: str | None
    words: tuple[str, ...]
    keys: tuple[str, ...]
    titles: tuple[str, ...] = ()  # left out before the name; they may be names elsewhere

    @property
    def joined(self) -> str:
        return "".join(self.keys)

    @property
    def skeletons(self) -> tuple[str, ...]:
        return tuple(skeleton(key) for key in self.keys)

    def with_titles(self, those: tuple[str, ...]) -> Form:
        """The same with `those` of its titles as words of the name."""
        kept = tuple(title for title in self.titles if title in those)
        words, keys = kept + self.words, tuple(fold(title) for title in kept) + self.keys
        return Form(self.written, self.script, words, keys)


@lru_cache(maxsize=100_000)
def form(name: str) -> Form:
    """What `name` is compared by. A name without a letter has no words. Raises BadInput."""
    latin = romanise(name).split()
    if len(latin) == 1 and len(latin[0]) > 6:
        latin = [JOINED_TITLE.sub("", latin[0])]
    pairs = [(word, key) for word in latin if (key := fold(word))]
    return Form(
        clean(name),
        script_of(name),
        tuple(w for w, _ in pairs),
        tuple(k for _, k in pairs),
        tuple(romanise_word(title) for title in titled(name)[0]),
    )


@cache
def empty() -> Form:
    return Form("", None, (), ())
