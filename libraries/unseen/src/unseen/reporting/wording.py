"""The report's words and numbers in a language. Texts are data: one line a text, English first."""

import math
from functools import cache
from gettext import NullTranslations, translation
from importlib.resources import files
from typing import Any

from unseen.errors import BadInput
from unseen.messages import LOCALE, Sentence, say

# French sets thousands and the percent sign apart by U+202F.
NARROW_SPACE = "\u202f"
LANGUAGES = ("en", "fr")


@cache
def rows_of(name: str) -> list[list[str]]:
    """Lines of a tab-separated file beside this one, without its heading."""
    text = (files("unseen.reporting") / name).read_text("utf-8")
    return [line.split("\t") for line in text.splitlines()[1:] if line.strip()]


@cache
def french() -> dict[str, str]:
    return {row[0]: row[1] for row in rows_of("french.tsv")}


@cache
def catalogue() -> NullTranslations:
    # `fallback`: an installation without compiled catalogues writes English and does not fail.
    return translation("django", LOCALE, ["fr"], fallback=True)


class Wording:
    """Texts, sentences and numbers as the reader's language writes them."""

    def __init__(self, language: str) -> None:
        if language not in LANGUAGES:
            known = ", ".join(LANGUAGES)
            unknown = say("{value} is not one of {names}", value=repr(language), names=known)
            raise BadInput("language", unknown)
        self.french = language == "fr"

    def text(self, english: str) -> str:
        """The report's own texts, then the catalogue of all that the rules say."""
        if not self.french:
            return english
        # The report's own texts first: a page may word a thing otherwise than a refusal does.
        return french().get(english) or catalogue().gettext(english)

    def sentence(self, said: Sentence) -> str:
        return self.localised(said).translated(self.text)

    def localised(self, said: Sentence) -> Sentence:
        return Sentence(said.template, {k: self.value(v) for k, v in said.values.items()})

    def value(self, value: Any) -> Any:
        if isinstance(value, Sentence):
            return self.localised(value)
        # In English Python's own formats are right.
        return Figure(value) if self.french and isinstance(value, int | float) else value

    def definitions(self) -> list[tuple[str, str, str]]:
        """Key, term and explanation of every figure that the page shows."""
        first = 3 if self.french else 1
        return [(row[0], row[first], row[first + 1]) for row in rows_of("definitions.tsv")]

    def people(self, value: float | None) -> str:
        if value is None:
            # A dash and never 0: no estimate is not "nobody".
            return "–"
        return "∞" if math.isinf(value) else format(self.value(float(value)), ",.0f")

    def share(self, value: float) -> str:
        return format(self.value(float(value)), ".0%")

    def decimal(self, value: float) -> str:
        return format(self.value(float(value)), ".2f")


class Figure(float):
    """A number that formats itself as in French: narrow spaces, a decimal comma."""

    def __format__(self, spec: str) -> str:
        plain = float(self)
        written = format(
            # A whole float without a format would be written 12,0.
            int(plain) if spec in ("", ",", "d") and plain.is_integer() else plain,
            spec,
        )
        # In this order: the comma that Python sets between thousands goes before the point becomes
        # one.
        written = written.replace(",", NARROW_SPACE).replace(".", ",")
        return written.replace("%", NARROW_SPACE + "%")

    def __str__(self) -> str:
        return format(self, "")
