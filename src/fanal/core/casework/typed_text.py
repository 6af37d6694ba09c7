"""Text that people type, before it is kept: cleaned of what cannot be seen, and not endless. And
whether it says why: somebody else judges a reason afterwards, and "x" cannot be judged."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping

from fanal.core.errors import BadInput
from fanal.core.words import Sentence, say

SHORT, LONG = 200, 20_000
# Marks that turn the direction of the text or take no room, and are used to disguise a name.
# The joiners U+200C and U+200D stay: some scripts are spelt with them.
KEPT = "\u200c\u200d\n\t"


def clean(text: str) -> str:
    """Return the text composed (NFC), without invisible and control characters or
    space around it."""
    seen = "".join(
        c for c in text if c in KEPT or unicodedata.category(c) not in ("Cf", "Cc", "Cs")
    )
    # NFC, so that the same name typed on two keyboards is one text (Vietnamese letters come either
    # way). A joiner at an end joins nothing.
    return unicodedata.normalize("NFC", seen).strip().strip("\u200c\u200d")


def look_alike(text: str) -> str:
    """Return what two names share that nobody tells apart: case, width and joiners
    are no difference."""
    # NFKC: a full-width letter looks like a colleague's name and is another text.
    same = unicodedata.normalize("NFKC", clean(text)).casefold()
    return " ".join(same.translate({ord(joiner): None for joiner in "\u200c\u200d"}).split())


def short_text(where: str, text: str, *, needed: Sentence | None = None) -> str:
    """Return one line of at most 200 letters. Raises `BadInput` naming `where`, with `needed` where
    nothing was typed."""
    return _fitting(where, " ".join(clean(text).split()), SHORT, needed)


def short_texts(names: Iterable[str], typed: Mapping[str, object]) -> dict[str, str]:
    """Return the named fields of what was typed, each as one line; "" where nothing was typed."""
    return {name: short_text(name, str(typed.get(name) or "")) for name in names}


def long_text(where: str, text: str, *, needed: Sentence | None = None) -> str:
    """Return a text of several lines, at most 20,000 letters. Raises `BadInput` as
    `short_text` does."""
    return _fitting(where, clean(text.replace("\r\n", "\n")), LONG, needed)


def _fitting(where: str, text: str, most: int, needed: Sentence | None) -> str:
    if needed and not text:
        raise BadInput(where, needed)
    if len(text) > most:
        raise BadInput(
            where, say("{n} characters; at most {most} can be kept", n=len(text), most=most)
        )
    return text


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
    words = set(re.findall(r"[^\W\d_]+", text.casefold()))
    # One of a single letter counts: "Le serveur a brûlé" has four words, "a b c d" none.
    single = {word for word in words if len(word) == 1}
    return words - single | set(sorted(single)[:1])
