"""The normal form of a written name: what may differ without meaning anything is taken away."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from fanal.core.errors import BadInput
from fanal.core.names.script import BURMESE, CHINESE, RUN, runs, script_of
from fanal.core.names.tables import rows
from fanal.core.words import say

LONGEST = 1000
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]"
)
APOSTROPHES = re.compile("['’‘`´ʼ]")
VOWELS_AFTER = "ะาำๅະາຳຽ"  # Thai and Lao vowels that follow their consonant
NEVER_NAMES = ("ဒေါ်", "ဦး", "စိုင်း", "နၢင်း", "ၼၢင်း", "ၸၢႆး")
# A Burmese or Shan syllable starts at a consonant that is neither killed nor stacked.
BURMESE_SYLLABLE = re.compile("(?<!္)[က-ဢဥဦၵ-ႁ](?!်|္|့်)")


def clean(text: str) -> str:
    """Composed Unicode (NFC) on one line, without invisible signs. Raises BadInput if too long."""
    if len(text) > LONGEST:
        long = say("{n} signs, more than {most}: this is not a name", n=len(text), most=LONGEST)
        raise BadInput("name", long)
    text = INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    wide = "".join(
        unicodedata.normalize("NFKC", c) if "\uff01" <= c <= "\uff5e" else c for c in text
    )
    return " ".join(wide.split())


def words(text: str) -> list[str]:
    """The parts of a name, one script each, lower case, without titles, digits or punctuation.

    A name that is nothing but a title stays as it is.
    """
    return titled(text)[1]


def titled(text: str) -> tuple[list[str], list[str]]:
    """The titles written apart before a name, and the parts of the name as in `words`."""
    text = without_joined_titles(clean(text))
    parts = [
        letters.lower()
        for word in APOSTROPHES.sub("", text).split()
        for _, letters in runs(word)
        if any(unicodedata.category(c).startswith("L") for c in letters)
    ]
    name = first_of_name(parts)
    return parts[:name], parts[name:]


@cache
def titles(how: str) -> tuple[str, ...]:
    found = {word for _, word, manner in rows("honorifics") if manner == how}
    return tuple(sorted(found, key=len, reverse=True))


def without_joined_titles(text: str) -> str:
    for title in titles("joined"):
        rest = text[len(title) :]
        if text.startswith(title) and RUN.search(rest) and stands_alone(title, rest):
            return rest.strip()
    for title in titles("after"):
        if text.endswith(title) and len(text) > len(title):
            return text[: -len(title)].strip()
    return text


def stands_alone(title: str, rest: str) -> bool:
    """A title is followed by a whole syllable. One that is also a name, as most Burmese ones are,
    leaves at least two: names have two or more."""
    if rest.startswith(" "):
        return True
    if rest.startswith(title):  # said twice it is a name: Ko Ko Aung, Sai Sai
        return False
    if script_of(title) != BURMESE:
        return not (unicodedata.category(rest[0]).startswith("M") or rest[0] in VOWELS_AFTER)
    least = 1 if title in NEVER_NAMES else 2
    return bool(BURMESE_SYLLABLE.match(rest)) and len(BURMESE_SYLLABLE.findall(rest)) >= least


def first_of_name(parts: list[str]) -> int:
    """Where the name begins behind titles. A word said twice is a name (Ko Ko), and so is one
    before Vietnamese family and middle names alone (Anh Nguyen, turned round)."""
    known = titles("apart")
    start = 0
    while start < len(parts) - 1 and not {parts[start], unmarked(parts[start])}.isdisjoint(known):
        rest = [unmarked(part) for part in parts[start + 1 :]]
        if unmarked(parts[start]) == rest[0] or families().issuperset(rest):
            break
        start += 1
    return start


@cache
def families() -> frozenset[str]:
    """Vietnamese family names of most, and middle names of most."""
    return frozenset(row[0] for row in rows("common-words") if row[1:] == ("vi",))


def unmarked(text: str) -> str:
    """Latin letters without their marks: Nguyễn → Nguyen, Đặng → Dang; other scripts stay."""
    if script_of(text) in (None, CHINESE):
        return text
    flat = "".join(c for c in unicodedata.normalize("NFD", text) if not "\u0300" <= c <= "\u036f")
    return unicodedata.normalize("NFC", flat.replace("đ", "d").replace("Đ", "D"))
