"""The journal's head as people copy it to paper: `1958-K7QM-3XWD-AC4F-9T2H-7P`.

The number of the last entry, the first 80 bits of its mark in Crockford's base 32 (no I, L, O, U),
and two check characters: the number and the letters before them, read as one number of base 32,
modulo the prime 1021. One wrong character, or two neighbours that changed places, never fit.
"""

import re
from dataclasses import dataclass

from fanal.core.errors import BadInput
from fanal.core.sealing.passphrases import in_fours
from fanal.core.words import Sentence, say

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
# As Crockford’s base 32 reads them: heads are copied by hand and read out on the telephone.
HEARD_AS = str.maketrans({"I": "1", "L": "1", "O": "0"})
# The largest prime below 32 × 32, so that the rest fits into two characters and every single slip
# and every swap of neighbours changes it.
PRIME = 1021
# 80 bits suffice on paper: whoever wants another journal to fit has to find a second preimage of an
# HMAC whose key is in the server's key file.
SHORT, CHECKS = 16, 2  # characters: 80 bits, and what tells a slip of the pen
PAPER = re.compile(r"([0-9]{1,18})[-\s]+([0-9A-Z\s-]+)")
HEX = re.compile(r"([0-9]{1,18})\s+([0-9a-fA-F]{20,64})")


@dataclass(frozen=True)
class PaperHead:
    """An entry's number and how its mark begins."""

    number: int
    begins: bytes

    def fits(self, mark: bytes) -> bool:
        return mark.startswith(self.begins)


def on_paper(number: int, mark: bytes) -> str:
    """The head in its short form."""
    letters = _letters(int.from_bytes(mark[: SHORT * 5 // 8]), SHORT)
    whole = letters + _checks(number, letters)
    return f"{number}-{in_fours(whole)}"


def read(text: str) -> PaperHead:
    """The short form; or number and mark as they were printed before: at least 20 of its 64
    hexadecimal digits. Raises BadInput for what is neither, and for a slip of the pen.
    """
    if long := HEX.fullmatch(text.strip()):
        # A copy by hand may break off in the middle of a byte: that half is left out.
        digits = long[2][: len(long[2]) // 2 * 2]
        return PaperHead(int(long[1]), bytes.fromhex(digits))
    found = PAPER.fullmatch(text.strip().upper())
    letters = re.sub(r"[\s-]", "", found[2]).translate(HEARD_AS) if found else ""
    if found is None or len(letters) != SHORT + CHECKS or not set(letters) <= set(LETTERS):
        raise BadInput("--against", _no_head())
    number, letters, checks = int(found[1]), letters[:SHORT], letters[SHORT:]
    if _checks(number, letters) != checks:
        raise BadInput("--against", say("has a wrong character, or two that changed places"))
    return PaperHead(number, _value(letters).to_bytes(SHORT * 5 // 8))


def _no_head() -> Sentence:
    return say(
        "is no head of a journal: it looks like {example}", example=on_paper(1958, bytes(range(32)))
    )


def _checks(number: int, letters: str) -> str:
    return _letters(_value(f"{number}{letters}") % PRIME, CHECKS)


def _value(text: str) -> int:
    value = 0
    for letter in text:
        value = value * len(LETTERS) + LETTERS.index(letter)
    return value


def _letters(value: int, length: int) -> str:
    text = ""
    for _place in range(length):
        value, digit = divmod(value, len(LETTERS))
        text = LETTERS[digit] + text
    return text
