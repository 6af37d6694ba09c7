"""The normal form of a written name: what may differ without meaning anything is taken away."""

import re
import unicodedata
from functools import cache

from scriptnames.messages import BadInput, say
from scriptnames.script import BLOCKS, BURMESE, CHINESE, KHMER, LAO, THAI, letters, runs, script_of
from scriptnames.tables import rows

# The expressions of this module run over what strangers type: a page without end must not hold a
# server up.
LONGEST = 1000
BETWEEN_WORDS = re.compile(r"[-./()\[\]?!,;:_]+")
# Soft hyphens, joiners, marks of direction and variation selectors: two names that differ by one
# look the same.
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]"
)
APOSTROPHES = re.compile("['’‘`´ʼ]")
VOWELS_AFTER = "ะาำๅະາຳຽ"  # Thai and Lao vowels that follow their consonant
# A consonant without a vowel of its own that ends the syllable of an open vowel: ป้าง, ປ້າຍ.
VOWELS = "\u0e2d\u0e30-\u0e3a\u0e47-\u0e4e\u0ead\u0eb0-\u0ebd\u0ec8-\u0ecd"
ENDS = re.compile(f"[งนมยງນມຍ](?![{VOWELS}])")
# Where a title may stand before a later word: the family name comes first. Burmese titles are
# syllables of names too.
INSIDE = re.compile(f"[{BLOCKS[THAI]}{BLOCKS[LAO]}{BLOCKS[KHMER]}]")
NEVER_NAMES = ("ဒေါ်", "ဦး", "စိုင်း", "နၢင်း", "ၼၢင်း", "ၸၢႆး")
# A Burmese or Shan syllable starts at a consonant that is neither killed nor stacked.
BURMESE_SYLLABLE = re.compile("(?<!္)[က-ဢဥဦၵ-ႁ](?!်|္|့်)")


def check_text(where: str, text: object) -> None:
    """Raise `BadInput` for what is no text."""
    if not isinstance(text, str):
        raise BadInput(where, say("text is expected, not {kind}", kind=type(text).__name__))


def clean(text: str) -> str:
    """Composed Unicode (NFC) on one line, without invisible signs. Raises BadInput for what is no
    text, or too long."""
    check_text("name", text)
    if len(text) > LONGEST:
        long = say("{n} signs, more than {most}: this is not a name", n=len(text), most=LONGEST)
        raise BadInput("name", long)
    text = INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    # Full-width Latin letters and digits, as Chinese and Japanese keyboards type them: NFKC for
    # these alone, since it would change letters of other scripts.
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
    """The titles before a name or inside one, and the parts of the name as in `words`."""
    text = clean(text)
    if stands_for_no_name(text):
        return [], []
    joined, text = without_joined_titles(text)
    parts = [
        letters.lower()
        for word in APOSTROPHES.sub("", text).split()
        for _, letters in runs(word)
        if any(unicodedata.category(c).startswith("L") for c in letters)
    ]
    if not no_names().isdisjoint(parts):
        parts = [part for part in parts if part not in no_names()] or parts
    name = first_of_name(parts)
    return joined + parts[:name], parts[name:]


def stands_for_no_name(text: str) -> bool:
    """Whether the words say that the name is not known: two of them are not one person."""
    return " ".join(BETWEEN_WORDS.sub(" ", unmarked(text.lower())).split()) in no_name_words()


@cache
def no_name_words() -> frozenset[str]:
    return frozenset(words for _, words in rows("no-names"))


@cache
def titles(how: str) -> tuple[str, ...]:
    found = {word for _, word, manner in rows("honorifics") if manner == how}
    return tuple(sorted(found, key=len, reverse=True))


@cache
def no_names() -> frozenset[str]:
    return frozenset(titles("anywhere"))


@cache
def maybe_names() -> frozenset[str]:
    """Titles written apart, and the first words of those of two."""
    return frozenset(part for title in titles("apart") for part in (title, title.split()[0]))


def without_joined_titles(text: str) -> tuple[list[str], str]:
    """The titles without a space behind them, and the text without them."""
    found, text = without_first_title(text)
    if INSIDE.search(text):
        first, *others = text.split()
        for place, word in enumerate(others):
            before, rest = without_first_title(word) if INSIDE.match(word) else ([], word)
            alone = word in titles("joined") and place + 1 < len(others)
            found, others[place] = found + before, "" if alone else rest
        text = " ".join(filter(None, [first, *others]))
    for title in titles("after") if text.endswith(titles("after")) else ():
        if text.endswith(title) and len(text) > len(title):
            return found, text[: -len(title)].strip()
    return found, text


def without_first_title(text: str) -> tuple[list[str], str]:
    """The title at the beginning, if it is a word, and the rest."""
    for title in titles("joined") if text.startswith(titles("joined")) else ():
        rest = text[len(title) :]
        if text.startswith(title) and letters().search(rest) and stands_alone(title, rest):
            return [title] if letters().fullmatch(title) else [], rest.strip()
    return [], text


def stands_alone(title: str, rest: str) -> bool:
    """A title is followed by a whole syllable. One that is also a name, as most Burmese ones are,
    leaves at least two: names have two or more."""
    if rest.startswith(" "):
        return True
    if rest.startswith(title):  # said twice it is a name: Ko Ko Aung, Sai Sai
        return False
    if script_of(title) != BURMESE:
        if unicodedata.category(rest[0]).startswith("M") or rest[0] in VOWELS_AFTER:
            return False
        return rest[1:2].strip() != "" and not (title[-1] in VOWELS_AFTER and ENDS.match(rest))
    least = 1 if title in NEVER_NAMES else 2
    return bool(BURMESE_SYLLABLE.match(rest)) and len(BURMESE_SYLLABLE.findall(rest)) >= least


def first_of_name(parts: list[str]) -> int:
    """Return where the name begins behind titles, of one word or two."""
    start = 0
    while (end := start + title_at(parts, start)) < len(parts):
        if end == start or is_name(parts[start], [unmarked(part) for part in parts[end:]]):
            break
        start = end
    return start


def title_at(parts: list[str], start: int) -> int:
    """Return how many words the title is that begins at a place; 0 for none."""
    word = parts[start] if start < len(parts) else ""
    if maybe_names().isdisjoint((word, unmarked(word))):
        return 0
    for count in (2, 1):
        some = " ".join(parts[start : start + count])
        if not {some, unmarked(some)}.isdisjoint(titles("apart")):
            return min(count, len(parts) - start)
    return 0


def is_name(title: str, rest: list[str]) -> bool:
    """Whether what looks like a title is a name: said twice (Ko Ko), or before Vietnamese family
    and middle names alone (Anh Nguyen, turned round). Behind Nguyen Thi stands a given name."""
    given = "thi" in rest[1:-1]
    return unmarked(title) == rest[0] or (families().issuperset(rest) and not given)


@cache
def families() -> frozenset[str]:
    """Vietnamese family names of most, and middle names of most."""
    return frozenset(row[0] for row in rows("common-words") if row[1:] == ("vi",))


def unmarked(text: str) -> str:
    """Latin letters without their marks: Nguyễn → Nguyen, Đặng → Dang; other scripts stay."""
    if text.isascii() or script_of(text) in (None, CHINESE):
        return text
    flat = "".join(c for c in unicodedata.normalize("NFD", text) if not "\u0300" <= c <= "\u036f")
    return unicodedata.normalize("NFC", flat.replace("đ", "d").replace("Đ", "D"))
