"""Shan, in the letters of its own in the Burmese script, to Latin spellings (table shan).

A syllable is a consonant, perhaps a medial, the signs of its vowel, and perhaps a killed consonant.
"""

import re

from scriptnames.tables import kinds

KILLER = "်"
TONES = re.compile("[းႇႈႉႊ]")
# Signs that Burmese does without. Zawgyi fills some of them otherwise, and has its killer.
ONLY_SHAN = re.compile("[ၵ-ႆၢဢဵ]")
SYLLABLE = re.compile(
    "(?P<onset>[က-ဢၵ-ႁ])(?P<medial>[ျြႂ]?)(?P<vowel>[ႃ-ႆၢိီုူေဵွ]*)(?P<coda>(?:[က-ဢၵ-ႁ]်)?)"
)


def is_shan(word: str) -> bool:
    return bool(ONLY_SHAN.search(word)) and "္" not in word


def romanise(word: str) -> str:
    """The Latin spelling of one Shan word; signs it does not know are left out."""
    return "".join(spelt(match) for match in SYLLABLE.finditer(TONES.sub("", word)))


def spelt(match: re.Match[str]) -> str:
    table = kinds("shan")
    unknown = ("", "")
    onset = table["consonant"].get(match["onset"], unknown)[0]
    medial = table["medial"].get(match["medial"], unknown)[0]
    coda = table["consonant"].get(match["coda"].rstrip(KILLER), unknown)[1]
    open_, closed = table["vowel"].get(match["vowel"], ("a", "a"))
    return onset + medial + ((closed or open_) if coda else open_) + coda
