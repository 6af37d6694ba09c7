"""Lao to the Latin spellings of registers, syllable by syllable (table lao).

Lao is written as it sounds: tone marks fall away, a vowel may stand before, above, below or
after its consonant, and a consonant without a vowel closes the syllable before it.
"""

import re
from functools import cache

from scriptnames.tables import kinds

TONES = re.compile("[\u0ec8-\u0ecc]")
CONSONANT = "[ກ-ຮໜໝ]"
# ຫ before one of these is silent and only carries the tone; ວ after these makes a cluster.
ONSET = f"(?P<onset>ຫ[ງຍນມຣລວຼ]|[ກຂຄງຈສຊ]ວ(?=[ະັາິີຶື])|[ກຂຄປພ][ຼຣລ](?=[ະັາິີຶືຸູົຳໍ])|{CONSONANT})"
# A consonant closes the syllable unless a vowel of its own follows it.
CODA = "(?P<coda>[ກຂງຍດນບມວຈສຊຕທປພລຣ](?![ະັາິີຶືຸູົຳໍຽ]|ວ[ກງຍດນບມ]|ອ[ກງຍດນບມ]|ຼ))?"


@cache
def shapes() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return one pattern a vowel, longest first, as the table orders them within each
    leading sign."""
    table = sorted(kinds("lao")["vowel"].items(), key=lambda row: -len(row[0]))
    return tuple((re.compile(shape.replace("C", ONSET) + CODA), latin[0]) for shape, latin in table)


def romanise(word: str) -> str:
    """The Latin spelling of one Lao word without spaces; signs it does not know are left out."""
    word = TONES.sub("", word).replace("ຫນ", "ໜ").replace("ຫມ", "ໝ").replace("ໍາ", "ຳ")
    latin, place = "", 0
    while place < len(word):
        step, text = syllable(word, place)
        after_vowel = text.startswith("nh") and latin[-1:] in ("a", "e", "i", "o", "u", "y")
        latin += text.replace("nh", "y", 1) if after_vowel else text
        place += step
    return latin.replace("yy", "y")


def syllable(word: str, place: int) -> tuple[int, str]:
    """Return how many signs the syllable at `place` takes, and its Latin spelling."""
    for pattern, vowel in shapes():
        match = pattern.match(word, place)
        if match and not steals_next(match, word):
            coda = kinds("lao")["consonant"][match["coda"]][1] if match["coda"] else ""
            return match.end() - place, onset(match["onset"]) + vowel + coda
    latin = kinds("lao")["consonant"].get(word[place], ("", ""))[0]
    return 1, latin


def steals_next(match: re.Match[str], word: str) -> bool:
    """ວ and ອ are vowels only between two consonants."""
    is_bare = match.group().startswith(match["onset"]) and len(match["onset"]) < len(match.group())
    sign = match.group()[len(match["onset"]) :][:1] if is_bare else ""
    if sign not in ("ວ", "ອ"):
        return False
    following = word[match.end() : match.end() + 1]
    own_vowel = bool(re.match("[ະັາິີຶືຸູົຳໍ]", following))
    return (sign == "ວ" and not match["coda"]) or (own_vowel and not match["coda"])


def onset(signs: str) -> str:
    signs = signs.replace("ຼ", "ລ")
    if len(signs) == 2 and signs[0] == "ຫ":
        signs = signs[1]
    return "".join(kinds("lao")["consonant"][sign][0] for sign in signs)
