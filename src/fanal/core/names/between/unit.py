"""The unit: it compares encodings, knows no key, and answers with pairs of opaque ids and a band.

Candidates share a mark that few records of either side hold. Each pair is read as levels (how alike
the names are, how near the years, which fields agree, differ, or are missing); `unit-weights` says
what each level is worth, in natural logarithms of odds (Fellegi and Sunter 1969, with the levels of
name and birth counted together because they lean on each other).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from fanal.core.names.between import composites
from fanal.core.names.between.bands import Band, band_of
from fanal.core.names.between.encodings import NEAR, Encoded
from fanal.core.names.tables import rows

MOST_SHARED = 20
EQUAL_FIELDS = ("day", "place", "phone", "nick", "sex", "nation")


@dataclass(frozen=True)
class Pair:
    """`ours` and `theirs` are line numbers in the two files, counted from 0."""

    ours: int
    theirs: int
    log_odds: float
    band: Band


def compare(ours: Sequence[Encoded], theirs: Sequence[Encoded]) -> list[Pair]:
    """Pairs that may be one person, the likeliest first."""
    found = [
        Pair(i, j, odds, band)
        for i, j, shared in candidates(ours, theirs)
        if (band := band_of(odds := log_odds(ours[i], theirs[j], shared)))
    ]
    return sorted(found, key=lambda pair: (-pair.log_odds, pair.ours, pair.theirs))


@dataclass(slots=True)
class Shared:
    """What two records share of the keys that few hold: the kinds, and how few at the fewest."""

    kinds: set[str]
    fewest: int


def candidates(
    ours: Sequence[Encoded], theirs: Sequence[Encoded]
) -> Iterator[tuple[int, int, Shared]]:
    """(ours, theirs, what they share)."""
    holders: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, records in enumerate((ours, theirs)):
        for place, record in enumerate(records):
            for block in record.blocks:
                holders[block][side].append(place)
    shared: dict[tuple[int, int], Shared] = {}
    for block, (left, right) in holders.items():
        if len(left) <= MOST_SHARED and len(right) <= MOST_SHARED:
            count = len(left) * len(right)
            for i in left:
                for j in right:
                    pair = shared.setdefault((i, j), Shared(set(), count))
                    pair.kinds.add(block.partition(":")[0])
                    pair.fewest = min(pair.fewest, count)
    for (i, j), pair in shared.items():
        yield i, j, pair


def levels(a: Encoded, b: Encoded, shared: Shared) -> list[str]:
    """The levels of one pair, as named in the table of weights."""
    name, years = name_level(a, b), year_level(a, b)
    found = [f"name {name}", f"years {years}", f"name {name} years {years}"]
    found.append(f"bones {tenth(dice(a.bones, b.bones))}")
    found.append(f"fewest {shared.fewest.bit_length()}")
    found.append(f"keys {max(-6, min(8, round(composites.log_odds(shared.kinds))))}")
    found.append(
        f"rare {min(len(set(a.rare) & set(b.rare)), 2)} of {min(len(a.rare), len(b.rare), 2)}"
    )
    for field in EQUAL_FIELDS:
        found.append(f"{field} {agreement(getattr(a, field), getattr(b, field))}")
    found.append(f"name {name} place {agreement(a.place, b.place)}")
    found.append(f"name {name} nick {agreement(a.nick, b.nick)}")
    return found


def name_level(a: Encoded, b: Encoded) -> str:
    if a.whole and a.whole == b.whole:
        return "same"
    return tenth(dice(a.name, b.name))


def year_level(a: Encoded, b: Encoded) -> str:
    """How far apart the years are, from how many of the marks around them are shared."""
    if not a.years or not b.years:
        return "missing"
    apart = 2 * NEAR + 1 - len(set(a.years) & set(b.years))
    return str(apart)


def agreement(a: str, b: str) -> str:
    return "missing" if not a or not b else "same" if a == b else "other"


def dice(a: int, b: int) -> float:
    """Dice's coefficient of two filters, 0 to 1."""
    total = a.bit_count() + b.bit_count()
    return 2 * (a & b).bit_count() / total if total else 0.0


def tenth(share: float) -> str:
    return str(max(3, min(9, int(share * 10))))


@cache
def weights() -> dict[str, float]:
    return {level: float(weight) for level, weight in rows("unit-weights")}


def log_odds(a: Encoded, b: Encoded, shared: Shared) -> float:
    known = weights()
    return known["start"] + sum(known.get(level, 0.0) for level in levels(a, b, shared))
