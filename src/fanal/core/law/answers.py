"""Read one answer, in the words of the languages the questions are asked in."""

from __future__ import annotations

import unicodedata
from typing import Any

from fanal.core.data_files.json_values import quoted
from fanal.core.errors import BadInput
from fanal.core.law.facts import FactAnswer
from fanal.core.words import say

# Vietnamese has no single word for yes: có affirms "is there", phải affirms "is it so".
WORDS = {
    FactAnswer.YES: ("yes", "y", "true", "oui", "vrai", "có", "phải", "đúng"),
    FactAnswer.NO: ("no", "n", "false", "non", "faux", "không", "không phải", "sai"),
    FactAnswer.UNKNOWN: (
        "unknown",
        "not known",
        "inconnu",
        "ne sait pas",
        "không biết",
        "không rõ",
    ),
    FactAnswer.REFUSED: (
        "refused",
        "does not want to say",
        "refuse",
        "ne veut pas dire",
        "từ chối",
    ),
    FactAnswer.NOT_ASKED: ("not_asked", "not asked", "pas demandé", "chưa hỏi"),
}
BY_WORD = {word: answer for answer, words in WORDS.items() for word in words}


def answer(said: Any, where: str) -> FactAnswer:
    """True, false, None, or a word. Raises BadInput, with what was said, for any other."""
    if said is None:
        return FactAnswer.UNKNOWN
    if isinstance(said, bool):
        return FactAnswer.YES if said else FactAnswer.NO
    if isinstance(said, str):
        # Vietnamese letters come composed or decomposed, depending on the keyboard.
        word = unicodedata.normalize("NFC", said).strip().rstrip(".!").casefold()
        if word in BY_WORD:
            return BY_WORD[word]
    raise BadInput(where, say("{value} is not an answer: true, false or null", value=quoted(said)))
