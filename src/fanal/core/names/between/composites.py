"""The composite keys of a record: parts of a name, each together with something else known of her.

A key alone tells that two registers hold somebody with, say, these consonants, this province and
about this year of birth. What agrees between two records is the set of kinds they share; `weights`
says what each kind is worth. Bare names are never keys of common words: half a country is Nguyen.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from fanal.core.names import tables
from fanal.core.names.compare import common
from fanal.core.names.form import Form, form
from fanal.core.names.tables import rows

WINDOW = 3
PHONE_DIGITS = 8
# How `Described` is filled: files of an older way cannot match.
MADE_READY = "facts by sound, codes and numbers as written"


@dataclass(frozen=True)
class Described:
    """What a register says of one person; anything may be missing."""

    name: str = ""
    nickname: str = ""
    sex: str = ""
    born: str = ""  # a whole date, YYYY-MM-DD
    year: int | None = None
    nationality: str = ""
    province: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Key:
    """One composite key: which of the kinds, and its text."""

    kind: str
    text: str


def composites(person: Described) -> frozenset[Key]:
    """Every key of a record whose kind has a weight."""
    parts = [*name_parts(form(person.name))]
    known = dict(contexts(person))
    found: set[Key] = set()
    for kind in weights():
        name, _, context = kind.partition("+")
        for text in known.get(context, ()):
            found |= {Key(kind, f"{part}|{text}") for held, part in parts if held == name}
    return frozenset(found)


def name_parts(name: Form) -> Iterator[tuple[str, str]]:
    """(kind, text): the whole name in any order, its consonants, two of its words, a rare word."""
    bones = sorted(set(name.skeletons))
    yield "none", ""
    if name.keys:
        yield "whole", " ".join(sorted(name.keys))
        yield "bones", " ".join(sorted(name.skeletons))
        yield "joined", "".join(sorted(name.skeletons))
    yield from (("two", f"{one} {other}") for one, other in combinations(bones, 2))
    yield from (("onsets", f"{a[:3]} {b[:3]}") for a, b in combinations(sorted(set(name.keys)), 2))
    rare = {key for word, key in zip(name.words, name.keys, strict=True) if not common(word)}
    yield from (("rare", key) for key in sorted(rare))


def contexts(person: Described) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(kind, the texts under which it may be met): a birth year is met in its neighbours too."""
    windows = near_years(person.year)
    year = (str(person.year),) if person.year else ()
    place, sort = person.province, f"{person.sex} {person.nationality}".strip()
    nick = " ".join(sorted(form(person.nickname).keys)) if person.nickname else ""
    phone, day = person.phone[-PHONE_DIGITS:], whole_day(person.born)
    known = {
        "place": [place], "sort": [sort], "sex": [person.sex], "nick": [nick],
        "phone": [phone], "day": [day], "year": list(year), "near": list(windows),
        "year sort": [y and sort and f"{y} {sort}" for y in year],
        "near place": [place and f"{y} {place}" for y in windows],
        "near sex": [person.sex and f"{y} {person.sex}" for y in windows],
        "near nick": [nick and f"{y} {nick}" for y in windows],
        "near place sort": [place and sort and f"{y} {place} {sort}" for y in windows],
        "near nick place": [nick and place and f"{y} {nick} {place}" for y in windows],
        "near phone": [phone and f"{y} {phone}" for y in windows],
        "day place": [day and place and f"{day} {place}"],
        "day sort": [day and sort and f"{day} {sort}"],
        "day nick": [day and nick and f"{day} {nick}"],
        "phone sex": [phone and person.sex and f"{phone} {person.sex}"],
    }  # fmt: skip
    for kind, texts in known.items():
        yield kind, tuple(text for text in texts if text)
    yield "", ("",)


def near_years(year: int | None) -> tuple[str, ...]:
    """The windows of three years that a year, or the year before or after it, falls in."""
    return (
        tuple(str(w) for w in sorted({y // WINDOW for y in (year - 1, year, year + 1)}))
        if year
        else ()
    )


def whole_day(born: str) -> str:
    """Year, and day and month in either order; 1 January stands for an unknown day."""
    year, _, rest = born.partition("-")
    return "" if not rest or rest == "01-01" else " ".join([year, *sorted(rest.split("-"))])


@cache
def weights() -> Mapping[str, float]:
    """What sharing a key of each kind is worth, in natural logarithms of odds."""
    return {kind: float(weight) for kind, weight in rows("between-weights") if kind != "start"}


@cache
def start() -> float:
    """The log odds of a pair that shares at least one key, before the kinds are counted."""
    return next(float(weight) for kind, weight in rows("between-weights") if kind == "start")


def fingerprint() -> str:
    """Changes with the kinds of keys and how names sound: two parties whose keys differ must not
    meet, to find nobody."""
    parts = [MADE_READY, tables.how_names_sound(), *weights()]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def log_odds(kinds: Iterable[str]) -> float:
    """How much speaks for one person behind two records that share keys of these kinds."""
    return start() + sum(weights()[kind] for kind in set(kinds))
