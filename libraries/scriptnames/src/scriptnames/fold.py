"""The phonetic key of a romanised name, by the readable rules of table fold."""

import re
from functools import cache

from scriptnames.caches import cached
from scriptnames.tables import rows

VOWELS = str.maketrans("", "", "aio ")


@cache
def rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row[0]), row[1] if len(row) > 1 else "") for row in rows("fold"))


@cached(200_000)
def fold(word: str) -> str:
    """The phonetic key of one romanised word: `a i o` for vowels, one letter a consonant."""
    key = word.lower()
    # In the order of the table: a later rule reads what an earlier one has written.
    for pattern, replacement in rules():
        key = pattern.sub(replacement, key)
    return key


@cached(200_000)
def skeleton(key: str) -> str:
    """The consonants of a phonetic key, and its first vowel where it begins with one."""
    bare = key.translate(VOWELS)
    # A name that begins with a vowel would else have the skeleton of another one: An, Na.
    return key[:1] + bare if key[:1] in ("a", "i", "o") else bare
