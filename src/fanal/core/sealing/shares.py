"""The organisation's recovery key as three sheets of words, any two of which open it (SLIP-39)."""

import re
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

from fanal.core.errors import BadInput
from fanal.core.words import Sentence, say

# Two of three: one sheet alone opens nothing, and one may burn (THREAT_MODEL.md, “two of the three
# recovery sheets”). 33 words are SLIP-39 for a secret of 256 bits.
NEEDED, MADE, WORDS = 2, 3, 33
SOME = 8  # words in a row that no proposal of ours has
ROUNDS = 1  # the secret is random, not a pass-phrase: stretching it gains nothing


def split(secret: bytes) -> list[str]:
    """Three mnemonics (33 words each for 32 bytes) of which any two give `secret` back."""
    from shamir_mnemonic import generate_mnemonics

    groups = generate_mnemonics(1, [(NEEDED, MADE)], secret, iteration_exponent=ROUNDS)
    return list(groups[0])


def words(typed: str) -> list[str]:
    """The words of a sheet as people copy it: with or without numbers, dots, capitals."""
    return re.findall(r"[^\W\d_]+", typed.lower())


def is_of_a_sheet(text: str) -> bool:
    """Whether a text is words of a sheet and nothing else, and more than a pass-phrase that was
    drawn from a list has by chance."""
    from shamir_mnemonic.wordlist import WORDLIST

    found = words(text)
    return len(found) >= SOME and set(found) <= set(WORDLIST)


def number(sheet: str, name: str = "sheet") -> int:
    """Return which of the three it is, 1 to 3. Raises BadInput that says which word
    cannot be right."""
    return int(_read(sheet, name).index) + 1


def join(sheets: Sequence[str]) -> bytes:
    """The secret. Raises BadInput that names the sheet that cannot be read, or says too few."""
    from shamir_mnemonic import combine_mnemonics

    read = [_read(sheet, f"sheet {n}") for n, sheet in enumerate(sheets, 1)]
    if len({one.identifier for one in read}) > 1:
        raise BadInput("sheets", say("are of two different recovery keys"))
    if len({one.index for one in read}) < len(read):
        raise BadInput("sheets", say("are the same one twice: another one is needed"))
    if len(read) < NEEDED:
        raise BadInput("sheets", say("{n} are needed, here is {m}", n=NEEDED, m=len(read)))
    # Two exactly, also where all three were typed: the library refuses more than the threshold.
    return bytes(combine_mnemonics([one.mnemonic() for one in read[:NEEDED]]))


def _read(sheet: str, name: str) -> Any:
    """The share on a sheet. Never repeats more than the one word that is wrong."""
    from shamir_mnemonic import MnemonicError
    from shamir_mnemonic.share import Share
    from shamir_mnemonic.wordlist import WORDLIST

    found = words(sheet)
    for place, word in enumerate(found, 1):
        if word not in WORDLIST:
            # The list is public (SLIP-39): a suggestion tells nothing of the sheet but that a word
            # of it was misspelt.
            near = get_close_matches(word, WORDLIST, n=1)
            raise BadInput(name, _none_of_the_list(place, word, near))
    if len(found) != WORDS:
        raise BadInput(name, say("a sheet has {m} words, not {n}", n=len(found), m=WORDS))
    try:
        return Share.from_mnemonic(" ".join(found))
    except MnemonicError:
        why = say("has a word that is not on the sheet, or two that changed places")
        raise BadInput(name, why) from None


def _none_of_the_list(place: int, word: str, near: Sequence[str]) -> Sentence:
    if near:
        return say(
            "word {n}, “{word}”, is none of the list, perhaps “{near}”",
            n=place,
            word=word,
            near=near[0],
        )
    return say("word {n}, “{word}”, is none of the list", n=place, word=word)
