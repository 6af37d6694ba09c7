"""Pass-phrases drawn at random from a word list, offered before anybody thinks one up.

Six words of some 2,000 make 65 bits: with the whole database and the keys of the server in hand,
and a million tries a second, half a million years.
"""

from collections.abc import Callable
from functools import cache
from importlib.resources import files

from fanal.core.errors import BadInput
from fanal.core.sealing.strength import check

WORDS = 6
LANGUAGES = ("en", "fr")


@cache
def word_list(language: str) -> tuple[str, ...]:
    """The words of this language; the English ones where there is no list."""
    name = language[:2] if language[:2] in LANGUAGES else "en"
    text = (files("fanal.core.sealing") / "wordlists" / f"{name}.txt").read_text("utf-8")
    return tuple(text.split())


def propose(language: str, draw: Callable[[int], int]) -> str:
    """Six words. `draw(n)` gives a number below `n`, each as likely and none foretold by another:
    `secrets.randbelow`."""
    words = word_list(language)
    while True:
        # Drawn anew as a whole: exchanging one word of it would make some proposals likelier than
        # others.
        proposal = " ".join(words[draw(len(words))] for _place in range(WORDS))
        if _holds(proposal):
            return proposal


def is_proposal(text: str) -> bool:
    """Whether `text` is such a pass-phrase, in any language that has a list."""
    words = text.split(" ")
    return len(words) == WORDS and any(
        set(words) <= set(word_list(language)) for language in LANGUAGES
    )


def _holds(proposal: str) -> bool:
    """Whether it holds. All but one of some thousands do: that one says the same word too often."""
    try:
        check(proposal)
    except BadInput:
        return False
    return True
