"""Read one answer, in the words of the languages the questions are asked in."""

from __future__ import annotations

import unicodedata
from typing import Any

from fanal.core.errors import BadInput
from fanal.core.law.facts import Answer
from fanal.core.law.vocabulary import quoted
from fanal.core.words import say

# Vietnamese has no single word for yes: có affirms "is there", phải affirms "is it so".
WORDS = {
    Answer.YES: ("yes", "y", "true", "oui", "vrai", "có", "phải", "đúng"),
    Answer.NO: ("no", "n", "false", "non", "faux", "không", "không phải", "sai"),
    Answer.UNKNOWN: ("unknown", "not known", "inconnu", "ne sait pas", "không biết", "không rõ"),
    Answer.REFUSED: ("refused", "does not want to say", "refuse", "ne veut pas dire", "từ chối"),
    Answer.NOT_ASKED: ("not_asked", "not asked", "pas demandé", "chưa hỏi"),
}
BY_WORD = {word: answer for answer, words in WORDS.items() for word in words}


def answer(said: Any, where: str) -> Answer:
    """True, false, None, or a word. Raises BadInput, with what was said, for any other."""
    if said is None:
        return Answer.UNKNOWN
    if isinstance(said, bool):
        return Answer.YES if said else Answer.NO
    if isinstance(said, str):
        word = unicodedata.normalize("NFC", said).strip().rstrip(".!").casefold()
        if word in BY_WORD:
            return BY_WORD[word]
    raise BadInput(where, say("{value} is not an answer: true, false or null", value=quoted(said)))
