"""The composites of a record: a part of a name together with enough else to be one person's.

What two registers compare are whole composites and nothing smaller: each says by itself, at the
precision in the table, that two records are one person. So whoever is told that the other side
holds a composite too learns of nobody whom it does not hold itself, but for the rare namesake.
A part of a name that more of a list hold than its kind allows makes no composite.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import combinations, product

from scriptnames import NormalForm, is_common, normalise, reading_version

WINDOW = 3  # years: a year of birth is often one that somebody guessed
# The same number is written with the code of the country, with a 0 in its place, or with neither.
PHONE_DIGITS = 8
MOST_KEYS = 24  # of one record, the surest first
# How `Described` is filled: files of an older way cannot match.
MADE_READY = "facts by sound, codes and numbers as written"

Part = tuple[str, str]  # kind and text


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
class CompositeKind:
    """A part of a name with what it is met with. `most`: how many of a list may hold the part
    besides her, for namesakes grow with the list; `odds`: natural logarithm of the odds that two
    records are one person."""

    name: str
    part: str
    contexts: tuple[str, ...]
    most: float
    odds: float


@dataclass(frozen=True)
class Key:
    """One composite: which of the kinds, and its text."""

    kind: str
    text: str


def composites(register: Mapping[str, Iterable[Described]]) -> dict[str, tuple[Key, ...]]:
    """Return the composites of every record under each of its names, the surest first."""
    described = {record: tuple(people) for record, people in register.items()}
    parts = {
        record: [set(name_parts(normalise(one.name))) for one in described[record]]
        for record in described
    }
    holders = Counter(part for each in parts.values() for part in set[Part]().union(*each))
    return {
        record: tuple(
            dict.fromkeys(
                key
                for kind in kinds()
                for one, held in zip(described[record], parts[record], strict=True)
                for key in _of_kind(kind, one, held, holders)
            )
        )[:MOST_KEYS]
        for record in described
    }


def _of_kind(
    kind: CompositeKind, person: Described, held: set[Part], holders: Mapping[Part, int]
) -> Iterator[Key]:
    by_context = contexts(person)
    rare_parts = sorted(
        text
        for part, text in held
        # A common name makes no composite: it would meet half of the other list and tell of
        # strangers.
        if part == kind.part and (not text or holders[part, text] - 1 <= kind.most)
    )
    for text, *known in product(rare_parts, *(by_context[context] for context in kind.contexts)):
        yield Key(kind.name, "|".join([text, *known]))


def name_parts(name: NormalForm) -> Iterator[Part]:
    """Yield the parts of a name: the whole name in any order, and by its consonants wherever it is
    cut (joined); the same without common words; two of its words; one rare word, and its first
    letters."""
    # For kinds that need no name at all, such as a telephone number with a year of birth.
    yield "none", ""
    pairs = list(zip(name.words, name.keys, name.skeletons, strict=True))
    rare = [(key, bone) for word, key, bone in pairs if not is_common(word)]
    if len(name.keys) > 1:
        yield "whole", " ".join(sorted(name.keys))
        yield "bones", " ".join(sorted(name.skeletons))
    if name.keys:
        # Sorted consonants: where a name is cut into words, and in which order they stand, differs
        # from office to office.
        yield "joined", "".join(sorted("".join(name.skeletons)))
    if rare:
        yield "core", " ".join(sorted({key for key, _ in rare}))
        yield "core bones", " ".join(sorted({bone for _, bone in rare}))
    yield from _in_twos(name, {key for key, _ in rare})
    for key, bone in rare:
        yield from (("rare", key), ("bone", bone), ("onset", key[:4]))


def _in_twos(name: NormalForm, rare: Iterable[str]) -> Iterator[Part]:
    keys = sorted(set(name.keys))
    for kind, words in (
        ("two", sorted(set(name.skeletons))),
        ("two keys", keys),
        ("two rare", sorted(rare)),
    ):
        yield from ((kind, f"{one} {other}") for one, other in combinations(words, 2))
    yield from (("onsets", f"{one[:3]} {other[:3]}") for one, other in combinations(keys, 2))


def contexts(person: Described) -> Mapping[str, Sequence[str]]:
    """Return by kind the texts under which it may be met: a year is near in its neighbours too."""
    nick = " ".join(sorted(normalise(person.nickname).keys)) if person.nickname else ""
    known = {
        "year": str(person.year or ""),
        "place": person.province,
        "sex": person.sex,
        "nationality": person.nationality,
        "nick": nick,
        "day": whole_day(person.born),
        "phone": person.phone[-PHONE_DIGITS:],
    }
    return {kind: (text,) if text else () for kind, text in known.items()} | {
        "near": near_years(person.year)
    }


def near_years(year: int | None) -> tuple[str, ...]:
    """Return the windows of three years that a year, or the year before or after it, falls in."""
    return (
        tuple(str(w) for w in sorted({y // WINDOW for y in (year - 1, year, year + 1)}))
        if year
        else ()
    )


def whole_day(born: str) -> str:
    """Return the year, and day and month in either order; 1 January stands for an unknown day."""
    year, _, rest = born.partition("-")
    return "" if not rest or rest == "01-01" else " ".join([year, *sorted(rest.split("-"))])


@cache
def kinds() -> tuple[CompositeKind, ...]:
    """Return every kind of composite, the surest first."""
    found = [
        CompositeKind(f"{part}+{met}", part, tuple(met.split()), float(most), float(odds))
        for part, met, most, odds in _rows()
    ]
    return tuple(sorted(found, key=lambda kind: (-kind.odds, kind.name)))


def _rows() -> Iterator[list[str]]:
    """Yield the rows of composites.tsv, comments left out."""
    text = (files("fanal.core.private_linkage") / "composites.tsv").read_text("utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return (line.split("\t") for line in lines)


@cache
def odds() -> Mapping[str, float]:
    """Return the natural logarithm of the odds of what a kind finds, by the name of the kind."""
    return {kind.name: kind.odds for kind in kinds()}


def fingerprint() -> str:
    """Return a fingerprint that changes with the kinds of composites and how names sound: two
    parties whose composites differ must not meet, to find nobody."""
    counts = [f"{kind.name} {kind.most}" for kind in kinds()]
    parts = [MADE_READY, str(MOST_KEYS), reading_version(), *counts]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
