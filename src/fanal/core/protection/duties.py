"""What has to be reported by law, by country, from `duties.toml`: with its source and certainty."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from fanal.core.data_files.toml_tables import TomlTable, read_each, shipped_text
from fanal.core.law.countries import read_country
from fanal.core.law.instruments import Sure, Words

Concerned = Literal["child", "anyone"]


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty to report. `known`: whether one was found; without one a lawyer of the country is
    asked. `source_language`: in which the text is named, for who has the page read aloud."""

    country: str
    who: Concerned = "anyone"
    what: Words = field(default_factory=dict)
    to: Words = field(default_factory=dict)
    source: str = ""
    source_language: str = "en"
    sure: Sure = "K"
    known: bool = True

    def concerns(self, *, child: bool) -> bool:
        """Whether it may hold: for somebody who may be a child, what holds for children."""
        return self.known and (self.who == "anyone" or child)


@cache
def duties() -> dict[str, Duty]:
    """Return the shipped duties by country."""
    text = shipped_text("fanal.core.protection", "duties.toml")
    return {duty.country: duty for duty in read_duties("duties.toml", text)}


def duties_in(countries: Iterable[str]) -> list[Duty]:
    """Return the duties of these countries, each once; for a country that the file does not name,
    one of which nothing is known."""
    known = duties()
    return [
        known.get(country) or Duty(country, known=False) for country in dict.fromkeys(countries)
    ]


def read_duties(file: str, text: str) -> tuple[Duty, ...]:
    """Return the duties of a file. Raises BadInput with `file:line` and the reason
    when it is malformed."""
    return read_each(file, text, "duty", _read, "country", lambda duty: duty.country)


def _read(row: TomlTable) -> Duty:
    row.only("country", "who", "known", "what", "to", "source", "source_language", "sure")
    country = read_country(row)
    if not row.truth("known", default=True):
        return Duty(country, known=False)
    return Duty(
        country,
        row.one_of("who", Concerned),
        row.words("what"),
        row.words("to"),
        row.string("source"),
        row.string("source_language", "en"),
        row.one_of("sure", Sure),
    )
