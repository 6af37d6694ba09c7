"""Countries and languages: their codes by any name that people use, and their names on a page."""

import unicodedata
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.languages import get_official_languages
from django.utils.text import capfirst
from django.utils.translation import get_language

from fanal.core.law.countries import COUNTRIES as COUNTRY_CODES

PAGES = ("en", "fr", "vi")  # the languages in which a name is always understood
# Combining marks U+0300 to U+036F, as NFKD sets them apart; “đ” is a letter of its own to Unicode.
# Marks of Thai, Lao or Khmer stay: without them it is another word.
ACCENTS = dict.fromkeys(range(768, 880)) | {ord("đ"): "d"}
ALIKE = 0.8  # how near a word must be to be proposed


def folded(text: str) -> str:
    """A name as it is compared: no capitals, no Latin accents, one space between words."""
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(ACCENTS)
    words = "".join(" " if c in "-_'\u2019.()" else c for c in plain).split()
    return unicodedata.normalize("NFKC", " ".join(words))


@dataclass(frozen=True)
class CodeList:
    """One list of Babel (`territories`, `languages`): those of our work first, `near`."""

    table: str
    near: tuple[str, ...]
    codes: frozenset[str]
    also: Mapping[str, str] = field(default_factory=dict, hash=False, compare=False)

    def name(self, code: str) -> str:
        """The name in the language of the page; the code where none is known."""
        found = names_in(get_language() or "en", self.table).get(code)
        name = found or names_in("en", self.table).get(code, code)
        return capfirst(name)

    def known(self, text: str) -> str | None:
        """The code that a text is, or names; None where it is not understood."""
        for given in (text.strip(), text.strip().lower(), text.strip().upper()):
            if given in self.codes:
                return given
        return called(self).get(folded(text))

    def alike(self, text: str) -> str | None:
        """The name of what was perhaps meant."""
        near = get_close_matches(folded(text), called(self), 1, ALIKE)
        return self.name(called(self)[near[0]]) if near else None

    def proposals(self) -> list[str]:
        """The names of those of our work, in the order of the page's alphabet."""
        return sorted((self.name(code) for code in self.near), key=folded)

    def own_names(self, code: str) -> Iterable[str]:
        """What those call it who live there, or who speak it."""
        own = [code]
        if self.table == "territories":
            own = list(get_official_languages(code, de_facto=True))
        return (name for one in own if (name := names_in(one, self.table).get(code)))


@cache
def names_in(language: str, which: str) -> Mapping[str, str]:
    """The names of countries or languages in one language; none where Babel has none."""
    with suppress(UnknownLocaleError, ValueError):
        names: Mapping[str, str] = getattr(Locale.parse(language, sep="-"), which)
        return names
    return {}


@cache
def called(one: CodeList) -> Mapping[str, str]:
    """Codes by folded name: in the languages of the pages, of our work in their own, and others."""
    found: dict[str, str] = {folded(name): code for name, code in one.also.items()}
    for language in PAGES:
        for code, name in names_in(language, one.table).items():
            if code in one.codes:
                found.setdefault(folded(name), code)
                # In Vietnamese each language is called “Tiếng …”, and people leave the word out.
                found.setdefault(folded(name).removeprefix("tieng "), code)
    for code in one.near:
        for name in one.own_names(code):
            found.setdefault(folded(name), code)
    return found


COUNTRIES = CodeList(
    "territories",
    (
        *("TH", "LA", "KH", "VN", "MM", "CN", "MY", "SG", "ID", "PH"),
        *("HK", "TW", "JP", "KR", "RU", "AE", "FR", "GB", "DE", "AU"),
    ),
    COUNTRY_CODES,
    {
        "Lao PDR": "LA",
        "Laos": "LA",
        "Viet Nam": "VN",
        "Burma": "MM",
        "Birmanie": "MM",
        "Hong Kong": "HK",
        "Taiwan": "TW",
        "Korea": "KR",
        "Corée": "KR",
        "UAE": "AE",
        "Emirates": "AE",
        "Émirats": "AE",
        "Dubai": "AE",
        "UK": "GB",
        "England": "GB",
        "USA": "US",
        "Etats Unis": "US",
        "Macao": "MO",
        "China": "CN",
        "Chine": "CN",
    },
)
LANGUAGES = CodeList(
    "languages",
    (
        *("lo", "th", "vi", "km", "my", "zh", "shn", "kac", "hmn"),
        *("en", "fr", "ms", "id", "fil", "hi", "bn", "ne", "ta", "ur", "si", "uz", "ru", "am"),
        "sw",
    ),
    frozenset(
        code for code in map(str, Locale("en").languages) if code.isalpha() and len(code) < 4
    ),
    {"Laotian": "lo", "laotien": "lo", "Mandarin": "zh", "Tagalog": "fil", "Kachin": "kac"},
)
