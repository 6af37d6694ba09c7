"""Read one instrument file. Whatever is wrong with it is said with file, line and reason."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

from fanal.core.data_files.toml_tables import TomlTable, read_toml
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
)
from fanal.core.law.vocabulary import CONSENT, forms_of, mask, vocabulary
from fanal.core.words import say


def read_instrument(file: str, text: str) -> Instrument:
    """Read an instrument. Raises BadInput with `file:line` and the reason when the
    file is malformed."""
    top = TomlTable(file, text, read_toml(file, text), repeated="version")
    top.only("id", "title", "short", "kind", "places", "language", "version")
    name = top.string("id")
    # A citation names the id: it has to lead to the file.
    if file != f"{name}.toml":
        top.wrong(
            "id", say("the file of {name} must be named {file}", name=name, file=f"{name}.toml")
        )
    if not (rows := top.parts("version")):
        top.wrong("version", say("an instrument needs at least one {table}", table="[[version]]"))
    versions = tuple(read_version(row, name) for row in rows)
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
        top.wrong("places", say("places is a list of country codes, or “anywhere”"))
    for country in places:
        if not isinstance(country, str) or country not in COUNTRIES:
            top.wrong("places", say("{code} is not an ISO 3166 country code", code=str(country)))
    return frozenset(places)


def refuse_overlaps(top: TomlTable, versions: tuple[Version, ...]) -> None:
    in_order = sorted(enumerate(versions), key=lambda pair: pair[1].first or date.min)
    # Two versions in force on one day would leave it to the order in the file which of them is
    # read.
    for (_, earlier), (nth, later) in pairwise(in_order):
        if earlier.last is None or later.first is None or later.first <= earlier.last:
            table = replace(top, values={}, header="version", nth=nth)
            table.wrong(
                "from",
                say("versions {one} and {other} overlap", one=earlier.name, other=later.name),
            )


def read_version(table: TomlTable, instrument: str) -> Version:
    table.only(
        *("name", "from", "to", "source", "sure", "unsure", "checked_by", "checked_on", "says"),
        *("protects", "child", *ELEMENTS, "consent", "note", "non_punishment"),
    )
    first, last = table.day("from"), table.day("to")
    if first and last and first > last:
        table.wrong(
            "to", say("valid to {last}, before it is valid from {first}", last=last, first=first)
        )
    sure = table.one_of("sure", Sure)
    act, means, purpose = (
        read_element(table.part(name), instrument, seen=sure == "S") for name in ELEMENTS
    )
    # With no element required every case would meet the text.
    if not (act.required or means.required or purpose.required):
        table.wrong("purpose", say("no element is required"))
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
    """Read an element. `seen`: the text itself was read; it is complete unless the
    file denies it."""
    table.only("required", "article", "codes", "may", "complete")
    if table.values.get("required") is False:
        return Element(required=False)
    named, left_open = codes(table, "codes"), codes(table, "may")
    if not named:
        table.wrong("codes", say("the element names no code"))
    complete = table.truth("complete", default=seen)
    # An element reported absent by a text that nobody read could be used against her.
    if complete and not seen:
        table.wrong(
            "complete", say("only a text that was seen ({mark}) can be complete", mark='sure = "S"')
        )
    reach = masks(named, (*named, *left_open), instrument)
    return Element(table.string("article"), named, left_open, *reach, complete=complete)


def codes(table: TomlTable, key: str) -> tuple[str, ...]:
    value = table.values.get(key, [])
    if not isinstance(value, list):
        table.wrong(key, say("{key} is not a list of codes", key=key))
    for name in value:
        if not isinstance(name, str) or name not in vocabulary():
            table.wrong(key, say("{code} is not a code of the vocabulary", code=str(name)))
        # Palermo Protocol 2000, article 3(b): consent is irrelevant where a means was used;
        # article 3(c): of a child no means is asked.
        if name == CONSENT:
            table.wrong(key, say("consent is never an element"))
    return tuple(value)


def masks(named: tuple[str, ...], also: tuple[str, ...], instrument: str) -> tuple[int, int]:
    surely = mask(forms_of(named, instrument))
    return surely, surely | mask(forms_of(also, instrument, ("always", "may")))


def read_child(table: TomlTable, instrument: str) -> ChildRule:
    table.only("under", "means", "article", "when", "youth_under", "presumed")
    under = table.values.get("under")
    # `type`, not `isinstance`: `true` is an int to Python.
    if type(under) is not int or not 0 < under <= 21:
        table.wrong("under", say("under is the age limit in years"))
    youth = table.values.get("youth_under")
    if youth is not None and (type(youth) is not int or youth <= under):
        table.wrong("youth_under", say("youth_under is an age above the child limit"))
    when = codes(table, "when")
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
        table.wrong("code", say("{code} is not a code of the vocabulary", code=code))
    return Note(table.string("article"), table.words("says"), code)
