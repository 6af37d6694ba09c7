"""One name in Latin letters, by rules and tables, a language a file. Under a millisecond."""

from collections.abc import Callable
from functools import cache

from scriptnames.caches import cached
from scriptnames.normal import words
from scriptnames.romanisation import burmese, chinese, elsewhere, khmer, lao, latin, thai
from scriptnames.script import BURMESE, CHINESE, KHMER, LAO, LATIN, OTHER, THAI, script_of
from scriptnames.tables import rows

BY_SCRIPT: dict[str, Callable[[str], str]] = {
    LATIN: latin.romanise,
    KHMER: khmer.romanise,
    LAO: lao.romanise,
    THAI: thai.romanise,
    BURMESE: burmese.romanise,
    CHINESE: chinese.romanise,
    OTHER: elsewhere.romanise,
}


def romanise(name: str) -> str:
    """The name in lower-case Latin letters, its words apart, titles left out; '' if no letter."""
    return " ".join(part for word in words(name) if (part := romanise_word(word)))


@cached(100_000)
def romanise_word(word: str) -> str:
    """Romanise one word in one script; Chinese names and Burmese syllables come apart
    where it helps."""
    script = script_of(word)
    if abroad := from_abroad().get(toneless(word)):
        return abroad
    if script == CHINESE:
        syllables = chinese.syllables(word)
        return " ".join([*syllables[:1], "".join(syllables[1:])]).strip()
    return BY_SCRIPT[script](word) if script else ""


def toneless(word: str) -> str:
    return lao.TONES.sub("", thai.TONES.sub("", word))


@cache
def from_abroad() -> dict[str, str]:
    """Words of names from elsewhere, without their tone marks, and how they are spelt at home."""
    return {toneless(row[0]): row[1] for row in rows("words-abroad")}
