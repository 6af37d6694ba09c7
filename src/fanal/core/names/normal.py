"""The normal form of a written name: what may differ without meaning anything is taken away."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from fanal.core.errors import BadInput
from fanal.core.names.script import BURMESE, CHINESE, RUN, runs, script_of
from fanal.core.names.tables import rows

LONGEST = 1000
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]"
)
APOSTROPHES = re.compile("['’‘`´ʼ]")
# A Burmese syllable starts at a consonant that is neither killed nor stacked.
BURMESE_SYLLABLE = re.compile("(?<!္)[က-အဥဦ](?!်|္|့်)")


def clean(text: str) -> str:
    """Composed Unicode (NFC) on one line, without invisible signs. Raises BadInput if too long."""
    if len(text) > LONGEST:
        raise BadInput("name", f"{len(text)} signs, more than {LONGEST}: this is not a name")
    text = INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    wide = "".join(
        unicodedata.normalize("NFKC", c) if "\uff01" <= c <= "\uff5e" else c for c in text
    )
    return " ".join(wide.split())


def words(text: str) -> list[str]:
    """The parts of a name, one script each, lower case, without titles, digits or punctuation.

    A name that is nothing but a title stays as it is.
    """
    text = without_joined_titles(clean(text))
    parts = [
        letters.lower()
        for word in APOSTROPHES.sub("", text).split()
        for _, letters in runs(word)
        if any(unicodedata.category(c).startswith("L") for c in letters)
    ]
    return without_titles(parts)


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
    """A Burmese title must be a whole syllable and leave at least two: names have two or more."""
    if script_of(title) != BURMESE or rest.startswith(" "):
        return True
    return bool(BURMESE_SYLLABLE.match(rest)) and len(BURMESE_SYLLABLE.findall(rest)) >= 2


def without_titles(parts: list[str]) -> list[str]:
    known = titles("apart")
    start = 0
    while start < len(parts) - 1 and unmarked(parts[start]) in known:
        start += 1
    return parts[start:]


def unmarked(text: str) -> str:
    """Latin letters without their marks: Nguyễn → Nguyen, Đặng → Dang; other scripts stay."""
    if script_of(text) in (None, CHINESE):
        return text
    flat = "".join(c for c in unicodedata.normalize("NFD", text) if not "\u0300" <= c <= "\u036f")
    return unicodedata.normalize("NFC", flat.replace("đ", "d").replace("Đ", "D"))
