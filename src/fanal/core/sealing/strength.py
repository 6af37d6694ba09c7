"""Refuses self-chosen pass-phrases that a guesser would try first: somebody who knows the person
and the organisation, and has the usual lists (OWASP ASVS 5.0, 6.2.1, 6.2.4, 6.2.11, 6.2.12).

Whatever is easy to guess is removed, one kind after the other; what remains must be long enough.
Spaces, capitals, accents and punctuation hardly slow a guesser down, so they do not count.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache
from importlib.resources import files

from fanal.core.errors import BadInput
from fanal.core.sealing.shares import is_of_a_sheet
from fanal.core.words import Sentence, say

SHORTEST = 15  # characters as typed
LEFT = 10  # characters of which nothing is known
DIFFERENT, WORDS = 8, 4  # characters and, where it is made of words, words
WALK, QUOTED, NAME = 4, 12, 3  # the shortest piece that is taken out

COMMON = (
    "passphrase",
    "password",
    "passwort",
    "phrasedepasse",
    "motdepasse",
    "matkhau",
    "admin",
    "administrator",
    "administrateur",
    "welcome",
    "bienvenue",
    "bonjour",
    "letmein",
    "iloveyou",
    "jetaime",
    "secret",
    "monkey",
    "dragon",
    "soleil",
    "doudou",
    "football",
    "princess",
)
OF_THIS_WORK = (
    "fanal",
    "alliance",
    "traffickers",
    "trafficking",
    "traffic",
    "trafiquant",
    "trafic",
    "traite",
    "victims",
    "victim",
    "victime",
    "survivor",
    "survivant",
    "slavery",
    "esclavage",
    "human",
    "humain",
    "rescue",
    "shelter",
    "refuge",
    "refugee",
    "organisation",
    "organization",
    "ngo",
    "ong",
    "association",
    "foundation",
    "fondation",
    "casework",
    "dossier",
    "bangkok",
    "hanoi",
    "vientiane",
    "phnompenh",
    "paris",
    "thailand",
    "thailande",
    "vietnam",
    "laos",
    "cambodia",
    "cambodge",
    "myanmar",
)
ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "qwertyuiopasdfghjklzxcvbnm",
    "azertyuiopqsdfghjklmwxcvbn",
    "qwertzuiopasdfghjklyxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "qazwsxedcrfvtgbyhnujmikolp",
    "1q2w3e4r5t6y7u8i9o0p",
    "1a2z3e4r5t6y7u8i9o0p",
    "a1b2c3d4e5f6g7h8i9j0",
    "147258369",
)


OF_A_SHEET = say("These are words of a recovery sheet: they stay on paper.")
REPEATS = say("It says the same thing several times.")


def check(chosen: str, own: Iterable[str] = (), house: Iterable[str] = ()) -> None:
    """Check a chosen pass-phrase. Raises BadInput("passphrase", why). `own`: her address and name;
    `house`: names of the organisation, its offices and teams."""
    if why := weakness(chosen, own, house):
        raise BadInput("passphrase", why)


def weakness(chosen: str, own: Iterable[str] = (), house: Iterable[str] = ()) -> Sentence | None:
    """Return why it is refused; None where nothing is known against it."""
    if len(chosen) < SHORTEST:
        return say("It has fewer than {n} characters.", n=SHORTEST)
    if len(set(plain(chosen))) < DIFFERENT:
        return say("It uses too few different characters.")
    if is_of_a_sheet(chosen):
        return OF_A_SHEET
    return _too_little_left(chosen, own, house) or _too_few_words(chosen)


def plain(text: str) -> str:
    """Return the letters and digits alone, small, without accents."""
    # NFKD splits a letter from its accent; the accent alone is not alphanumeric and falls away.
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if letter.isalnum())


def _too_little_left(chosen: str, own: Iterable[str], house: Iterable[str]) -> Sentence | None:
    if len(_once(chosen)) < LEFT:
        return REPEATS
    left = chosen
    for take_out, why in _kinds(own, house):
        left = take_out(left)
        if len(plain(left)) < LEFT:
            return why
    return REPEATS if len(_once(left)) < LEFT else None


def _kinds(own: Iterable[str], house: Iterable[str]) -> list[tuple[Callable[[str], str], Sentence]]:
    """Return what is taken out, and what is said where too little is left."""
    return [
        (
            lambda text: _without_pieces(text, _rows(), WALK),
            say("It is made of neighbouring keys, or of letters or digits in their order."),
        ),
        (
            lambda text: _without_pieces(text, _known(), QUOTED),
            say("It is a sentence that many people know: such sentences are tried first."),
        ),
        (lambda text: _without_names(text, own), say("It is made of your own name or address.")),
        (
            lambda text: _without_names(text, [*house, *OF_THIS_WORK]),
            say("It is made of names and words of this organisation."),
        ),
        (
            lambda text: _without_names(text, COMMON),
            say("It is made of words that everybody uses as a pass-phrase."),
        ),
    ]


def _too_few_words(chosen: str) -> Sentence | None:
    """Letters alone are words. Scripts that put no spaces between words are not counted."""
    words = [plain(word) for word in re.split(r"[\W_]+", chosen)]
    letters = "".join(words)
    if letters.isalpha() and letters.isascii() and len(set(words) - {""}) < WORDS:
        return say("It has fewer than {n} different words.", n=WORDS)
    return None


def _once(text: str) -> str:
    """Return the text with each word once, and once what follows upon itself."""
    words = dict.fromkeys(plain(word) for word in re.split(r"[\W_]+", text))
    return re.sub(r"(.+?)\1+", r"\1", "".join(words))


def _without_names(text: str, names: Iterable[str]) -> str:
    """Return the text without these names and the words of which they are made, the
    longest first."""
    found = {plain(word) for name in names for word in (name, *re.split(r"[\W_]+", name))}
    left = plain(text)
    for name in sorted(found, key=len, reverse=True):
        # Shorter than `NAME`, a name is a syllable of ordinary words, which would all be cut to
        # pieces.
        left = left.replace(name, " ") if len(name) >= NAME else left
    return left


def _without_pieces(text: str, sources: Iterable[str], shortest: int) -> str:
    """Return the text without each piece of at least `shortest` characters that is in
    one of `sources`."""
    letters, left, place = plain(text), "", 0
    while place < len(letters):
        length = _piece(letters[place:], sources, shortest)
        left += " " if length else letters[place]
        place += length or 1
    return left


def _piece(text: str, sources: Iterable[str], shortest: int) -> int:
    """Return the length of the beginning of `text` that stands in one of `sources`; 0
    where too short."""
    holding = [source for source in sources if text[:shortest] in source]
    if len(text) < shortest or not holding:
        return 0
    lengths = range(len(text), shortest - 1, -1)
    return next(n for n in lengths if any(text[:n] in one for one in holding))


@cache
def _rows() -> tuple[str, ...]:
    return (*ROWS, *(row[::-1] for row in ROWS))


@cache
def _known() -> tuple[str, ...]:
    text = (files("fanal.core.sealing") / "wordlists" / "known.txt").read_text("utf-8")
    return tuple(plain(line) for line in text.splitlines())
