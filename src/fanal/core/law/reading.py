"""Read one instrument file. Whatever is wrong with it is said with file, line and reason."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, NoReturn, get_args

from fanal.core.errors import BadInput
from fanal.core.law.countries import COUNTRIES
from fanal.core.law.instruments import (
    ANYWHERE,
    ELEMENTS,
    ChildMeans,
    ChildRule,
    ConsentRule,
    Element,
    Instrument,
    Note,
    Sure,
    Version,
    Whom,
    Words,
)
from fanal.core.law.vocabulary import CONSENT, forms_of, mask, vocabulary

LANGUAGES = {"en", "fr", "vi"}


@dataclass(frozen=True)
class TomlTable:
    """A part of the file that knows where it stands, so that a fault can name its line."""

    file: str
    text: str
    values: Mapping[str, Any]
    header: str = ""
    nth: int = 0
    repeated: str = "version"  # the table of which the file holds several

    def wrong(self, key: str, why: str) -> NoReturn:
        raise BadInput(f"{self.file}:{self.line(key)}", why)

    def line(self, key: str) -> int:
        """The line of `key` in this table, or of the table's header when the key is absent."""
        lines = self.text.splitlines()
        start = self.first_line(lines)
        for number in range(start, len(lines)):
            if number > start and lines[number].startswith("["):
                break
            if re.match(rf"{re.escape(key)}(\.\w+)?\s*=", lines[number]):
                return number + 1
        return start + 1

    def first_line(self, lines: list[str]) -> int:
        if not self.header:
            return 0
        places = [n for n, line in enumerate(lines) if line.strip() == f"[[{self.repeated}]]"]
        start = places[self.nth] if self.nth < len(places) else 0
        for number in range(start, len(lines)):
            if lines[number].strip().strip("[]") == self.header:
                return number
        return start

    def part(self, name: str) -> TomlTable:
        values = self.values.get(name)
        if not isinstance(values, Mapping):
            self.wrong(name, f"the table [{self.header}.{name}] is missing")
        header = f"{self.header}.{name}"
        return TomlTable(self.file, self.text, values, header, self.nth, self.repeated)

    def parts(self, name: str) -> list[TomlTable]:
        rows = self.values.get(name, [])
        if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
            self.wrong(name, f"expected [[{self.header or name}]] tables")
        header = f"{self.header}.{name}"
        return [
            TomlTable(self.file, self.text, row, header, self.nth, self.repeated) for row in rows
        ]

    def string(self, key: str, default: str | None = None) -> str:
        value = self.values.get(key, default)
        if not isinstance(value, str):
            self.wrong(key, f"{key} is missing or is not text")
        return value

    def one_of(self, key: str, allowed: Any) -> Any:
        value = self.string(key)
        if value not in get_args(allowed):
            self.wrong(key, f"{key} is {value!r}, not one of {', '.join(get_args(allowed))}")
        return value

    def day(self, key: str) -> date | None:
        value = self.values.get(key)
        if value is not None and type(value) is not date:
            self.wrong(key, f"{key} is not a date like 2008-06-05")
        return value

    def words(self, key: str) -> Words:
        value = self.values.get(key)
        if not isinstance(value, Mapping) or set(value) != LANGUAGES:
            self.wrong(key, f"{key} needs {', '.join(sorted(LANGUAGES))}")
        if not all(isinstance(words, str) and words.strip() for words in value.values()):
            self.wrong(key, f"{key} is not text in every language")
        return value

    def codes(self, key: str) -> tuple[str, ...]:
        value = self.values.get(key, [])
        if not isinstance(value, list):
            self.wrong(key, f"{key} is not a list of codes")
        for name in value:
            if not isinstance(name, str) or name not in vocabulary():
                self.wrong(key, f"{name} is not a code of the vocabulary")
            if name == CONSENT:
                self.wrong(key, "consent is never an element")
        return tuple(value)

    def only(self, *allowed: str) -> None:
        for key in self.values:
            if key not in allowed:
                self.wrong(key, f"{key} is not a known entry here")


def read_toml(file: str, text: str) -> Mapping[str, Any]:
    """Raises BadInput with `file:line` where it is no TOML."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        found = re.search(r"line (\d+)", str(problem))
        line = found[1] if found else str(len(text.splitlines()))
        raise BadInput(f"{file}:{line}", str(problem)) from None
    # A number of too many digits, too many brackets.
    except (ValueError, RecursionError) as problem:
        raise BadInput(file, str(problem)) from None


def read_rows(file: str, text: str, name: str) -> list[TomlTable]:
    """The tables `[[name]]` of a file that holds nothing else, each knowing its line."""
    top = TomlTable(file, text, read_toml(file, text), repeated=name)
    top.only(name)
    return [
        TomlTable(file, text, row.values, name, nth, name)
        for nth, row in enumerate(top.parts(name))
    ]


def read_instrument(file: str, text: str) -> Instrument:
    """Raises BadInput with `file:line` and the reason when the file is malformed."""
    top = TomlTable(file, text, read_toml(file, text))
    top.only("id", "title", "short", "kind", "places", "language", "version")
    name = top.string("id")
    if file != f"{name}.toml":
        top.wrong("id", f"the file of {name} must be named {name}.toml")
    if not (rows := top.parts("version")):
        top.wrong("version", "an instrument needs at least one [[version]]")
    versions = tuple(
        read_version(TomlTable(file, text, row.values, "version", nth), name)
        for nth, row in enumerate(rows)
    )
    refuse_overlaps(top, versions)
    return Instrument(
        name,
        top.words("title"),
        top.words("short"),
        top.string("kind"),
        read_places(top),
        top.string("language"),
        versions,
    )


def read_places(top: TomlTable) -> frozenset[str]:
    places = top.values.get("places")
    if places == ANYWHERE:
        return frozenset([ANYWHERE])
    if not isinstance(places, list) or not places:
        top.wrong("places", 'places is a list of country codes, or "anywhere"')
    for country in places:
        if not isinstance(country, str) or country not in COUNTRIES:
            top.wrong("places", f"{country} is not an ISO 3166 country code")
    return frozenset(places)


def refuse_overlaps(top: TomlTable, versions: tuple[Version, ...]) -> None:
    in_order = sorted(enumerate(versions), key=lambda pair: pair[1].first or date.min)
    for (_, earlier), (nth, later) in pairwise(in_order):
        if earlier.last is None or later.first is None or later.first <= earlier.last:
            table = TomlTable(top.file, top.text, {}, "version", nth)
            table.wrong("from", f"versions {earlier.name} and {later.name} overlap")


def read_version(table: TomlTable, instrument: str) -> Version:
    table.only(
        *("name", "from", "to", "source", "sure", "unsure", "checked_by", "checked_on", "says"),
        *("protects", "child", *ELEMENTS, "consent", "note", "non_punishment"),
    )
    first, last = table.day("from"), table.day("to")
    if first and last and first > last:
        table.wrong("to", f"valid to {last}, before it is valid from {first}")
    sure = table.one_of("sure", Sure)
    act, means, purpose = (
        read_element(table.part(name), instrument, seen=sure == "S") for name in ELEMENTS
    )
    if not (act.required or means.required or purpose.required):
        table.wrong("purpose", "no element is required")
    return Version(
        name=table.string("name"),
        first=first,
        last=last,
        source=table.string("source"),
        sure=sure,
        unsure=table.words("unsure") if "unsure" in table.values else {},
        says=table.words("says"),
        protects=table.part("protects").one_of("whom", Whom),
        protects_article=table.part("protects").string("article"),
        child=read_child(table.part("child"), instrument),
        act=act,
        means=means,
        purpose=purpose,
        consent=table.part("consent").one_of("rule", ConsentRule),
        consent_article=table.part("consent").string("article"),
        notes=tuple(read_note(part) for part in table.parts("note")),
        non_punishment=tuple(read_note(part) for part in table.parts("non_punishment")),
        checked_by=table.string("checked_by"),
        checked_on=str(table.values.get("checked_on", "")),
    )


def read_element(table: TomlTable, instrument: str, *, seen: bool) -> Element:
    """`seen`: the text itself was read; its elements are complete unless the file denies it."""
    table.only("required", "article", "codes", "may", "complete")
    if table.values.get("required") is False:
        return Element(required=False)
    named, left_open = table.codes("codes"), table.codes("may")
    if not named:
        table.wrong("codes", "the element names no code")
    complete = table.values.get("complete", seen)
    if type(complete) is not bool:
        table.wrong("complete", "complete is true or false")
    if complete and not seen:
        table.wrong("complete", 'only a text that was seen (sure = "S") can be complete')
    reach = masks(named, (*named, *left_open), instrument)
    return Element(table.string("article"), named, left_open, *reach, complete=complete)


def masks(named: tuple[str, ...], also: tuple[str, ...], instrument: str) -> tuple[int, int]:
    surely = mask(forms_of(named, instrument))
    return surely, surely | mask(forms_of(also, instrument, ("always", "may")))


def read_child(table: TomlTable, instrument: str) -> ChildRule:
    table.only("under", "means", "article", "when", "youth_under", "presumed")
    under = table.values.get("under")
    if type(under) is not int or not 0 < under <= 21:
        table.wrong("under", "under is the age limit in years")
    youth = table.values.get("youth_under")
    if youth is not None and (type(youth) is not int or youth <= under):
        table.wrong("youth_under", "youth_under is an age above the child limit")
    when = table.codes("when")
    return ChildRule(
        under,
        table.one_of("means", ChildMeans),
        table.string("article"),
        when,
        *masks(when, when, instrument),
        youth,
        table.string("presumed", ""),
    )


def read_note(table: TomlTable) -> Note:
    table.only("code", "article", "says")
    code = table.string("code", "")
    if code and code not in vocabulary():
        table.wrong("code", f"{code} is not a code of the vocabulary")
    return Note(table.string("article"), table.words("says"), code)
