"""Encoded records as columns, and the pairs of them that share a mark which few hold.

How many records hold a mark is all that a unit without the key can know of how common a name or a
place is; to share a mark of two records says much, one of two thousand little (Fellegi and Sunter
1969, section 3.3.1).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fanal.core.names.between import composites
from fanal.core.names.between.encodings import BITS, NEAR, Encoded

MOST_HOLDERS = 40  # of a composite key, in both files
MOST_RARE = 5  # words of one name that are compared
EQUAL = ("whole", "day", "place", "phone", "nick", "sex", "nation")

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Filters = NDArray[np.uint64]


@dataclass(frozen=True)
class Table:
    """One row a record. Marks are numbers: 0 for none in `codes`, -1 in `rare` and `years`."""

    name: Filters
    bones: Filters
    rare: Ints
    rare_bits: Floats  # how rare each mark of `rare` is; 0 for -1
    years: Ints
    codes: Mapping[str, Ints]
    code_bits: Mapping[str, Floats]

    def __len__(self) -> int:
        return len(self.name)


@dataclass(frozen=True)
class Shared:
    """Pairs (left < right), what the kinds of keys they share are worth (natural logarithm of
    odds), and how many records hold the rarest of those keys."""

    left: Ints
    right: Ints
    odds: Floats
    holders: Ints

    def __len__(self) -> int:
        return len(self.left)

    def at(self, where: Any) -> Shared:
        """The pairs at some places: a slice, numbers or a mask."""
        return Shared(self.left[where], self.right[where], self.odds[where], self.holders[where])

    def pieces(self, size: int) -> Iterator[Shared]:
        return (self.at(slice(start, start + size)) for start in range(0, len(self), size))


def table(records: Sequence[Encoded]) -> Table:
    rare = numbered([one.rare for one in records], MOST_RARE)
    codes = {field: coded([getattr(one, field) for one in records]) for field in EQUAL}
    return Table(
        name=filters([one.name for one in records]),
        bones=filters([one.bones for one in records]),
        rare=rare,
        rare_bits=np.append(rarity(rare, len(records)), 0.0),
        years=numbered([one.years for one in records], 2 * NEAR + 1),
        codes=codes,
        code_bits={field: rarity(code, len(records)) for field, code in codes.items()},
    )


def filters(values: Sequence[int]) -> Filters:
    held = b"".join(value.to_bytes(BITS // 8, "little") for value in values)
    return np.frombuffer(held, dtype=np.uint64).reshape(len(values), BITS // 64)


def coded(marks: Sequence[str]) -> Ints:
    numbers = {"": 0}
    return np.array([numbers.setdefault(mark, len(numbers)) for mark in marks], dtype=np.int64)


def numbered(marks: Sequence[tuple[str, ...]], width: int) -> Ints:
    numbers: dict[str, int] = {}
    found = np.full((len(marks), width), -1, dtype=np.int64)
    for line, some in enumerate(marks):
        for place, mark in enumerate(some[:width]):
            found[line, place] = numbers.setdefault(mark, len(numbers))
    return found


def rarity(numbers: Ints, records: int) -> Floats:
    """log2 of how many records there are to one that holds a mark, for each number."""
    known = numbers[numbers >= 0]
    bits: Floats = np.log2(max(records, 1) / np.maximum(np.bincount(known, minlength=1), 1))
    return bits


def shared(records: Sequence[Encoded]) -> Shared:
    """Every pair of records that hold a composite key together with few others."""
    import duckdb

    con = duckdb.connect(config={"threads": 2, "temp_directory": ""})
    worth = composites.weights()
    con.register("held", keys(records, list(worth)))
    con.register("worth", {"kind": np.arange(len(worth)), "odds": np.array([*worth.values()])})
    con.execute(
        """create table few as select rec, kind, key, holders from held join
        (select key, count(*) as holders from held group by key
         having count(*) between 2 and $most) using (key)""",
        {"most": MOST_HOLDERS},
    )
    found = con.sql(
        """select a, b, sum(odds) as odds, min(fewest) as fewest from (
            select x.rec as a, y.rec as b, x.kind as kind, min(x.holders) as fewest
            from few x join few y on x.key = y.key and x.rec < y.rec group by all
        ) join worth using (kind) group by a, b order by a, b"""
    ).fetchnumpy()
    con.close()
    return Shared(
        found["a"].astype(np.int64),
        found["b"].astype(np.int64),
        np.asarray(found["odds"]) + composites.start(),
        found["fewest"].astype(np.int64),
    )


def keys(records: Sequence[Encoded], kinds: list[str]) -> dict[str, Any]:
    """The composite keys of all records; a kind that has no weight is left out."""
    number = {kind: place for place, kind in enumerate(kinds)}
    marks: dict[str, int] = {}
    rows = [
        (record, number[kind], marks.setdefault(block, len(marks)))
        for record, one in enumerate(records)
        for block in dict.fromkeys(one.blocks)
        if (kind := block.partition(":")[0]) in number
    ]
    rec, kind_of, key = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    return {"rec": rec, "kind": kind_of, "key": key}
