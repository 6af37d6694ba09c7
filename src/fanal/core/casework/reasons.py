"""Whether a text says why: somebody else judges it afterwards, and "x" cannot be judged.

A floor, no measure of truth. Thai, Lao, Khmer, Burmese and Chinese put no spaces between words,
so there letters are counted in place of words.
"""

import re
import unicodedata
from collections import Counter

from fanal.core.casework.typed_text import short_text
from fanal.core.errors import BadInput
from fanal.core.words import say

WORDS, LETTERS, DIFFERENT = 4, 15, 6
IDEOGRAMS = 8
WITHOUT_SPACES = re.compile(r"[\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\u3400-\u9FFF]")
IDEOGRAM = re.compile(r"[\u3400-\u9FFF]")
REPEATED = re.compile(r"(.)\1{3,}")


def why(where: str, text: str) -> str:
    """The reason, cleaned. Raises `BadInput` naming `where` for one that says nothing."""
    text = short_text(where, text)
    if not text:
        raise BadInput(where, say("say why it cannot wait"))
    if not says_something(text):
        raise BadInput(
            where,
            say(
                "say in a short sentence what happened and why it cannot wait: at least four "
                "words, for instance “Her worker is on a journey and the hospital asks for her "
                "allergies”"
            ),
        )
    return text


def says_something(text: str) -> bool:
    """Whether it has some different words of some length, no key held down and no
    word said over and over."""
    letters = [letter for letter in text.casefold() if unicodedata.category(letter)[0] in "LM"]
    # A Chinese sentence says in eight signs what takes fifteen letters elsewhere.
    if IDEOGRAM.search(text) and len(letters) >= IDEOGRAMS:
        return len(set(letters)) >= DIFFERENT
    if len(letters) < LETTERS or len(set(letters)) < DIFFERENT or REPEATED.search(text):
        return False
    most = Counter(letters).most_common(1)[0][1]
    enough = WITHOUT_SPACES.search(text) or len(_words(text)) >= WORDS
    # One letter that makes half of the text is a key that was held down with others in between.
    return bool(enough) and most * 2 <= len(letters)


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"[^\W\d_]+", text.casefold()) if len(word) > 1}
