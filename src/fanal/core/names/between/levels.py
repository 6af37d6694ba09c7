"""The comparison levels of pairs of encoded records, a whole column at a time.

As in a register (register/levels.py), with what a unit has instead of names: how far two filters
overlap, which marks of rare words both hold, and how many hold them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fanal.core.names.between.columns import Filters, Floats, Ints, Shared, Table

Levels = dict[str, NDArray[np.int8]]

# Where one level ends and the next begins.
EDGES: Mapping[str, tuple[float, ...]] = {
    "name": (0.3, 0.4, 0.48, 0.55, 0.62, 0.68, 0.74, 0.8, 0.86, 0.92, 0.999),
    "bones": (0.3, 0.45, 0.55, 0.65, 0.75, 0.85, 0.95, 0.999),
    "shared": (0.1, 4, 6, 8, 9.5, 11, 12.5, 14, 16, 18, 21, 25),
    "lacking": (0.1, 5, 7, 9, 11, 13, 16),
    "whole": (0.1, 4, 6, 8, 9.5, 11, 12.5, 13.4),
    "fewest": (2.5, 3.5, 5.5, 8.5, 12.5, 20.5),
    "keys": (-6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7, 8.5, 10),
}
# How rare a mark must be for each further level above "the same".
RARE: Mapping[str, tuple[float, ...]] = {
    "day": (), "place": (4, 5, 6, 7, 9), "phone": (), "nick": (5, 7, 9), "sex": (),
    "nation": (2, 3, 4),
}  # fmt: skip
ALIKE = (0.48, 0.62, 0.74, 0.86, 0.999)  # coarse steps of the names, within steps of another field
LACKS = (0.1, 6, 10)
STEPS = len(ALIKE) + 1
NEARNESS, PLACES = 4, 5  # coarse steps of years and places within which names are counted

SIZES: Mapping[str, int] = {
    **{field: len(edges) + 1 for field, edges in EDGES.items()},
    **{field: 3 + len(steps) for field, steps in RARE.items()},
    "apart": 7,
    "name lacking": STEPS * (len(LACKS) + 1),
    "name apart": STEPS * NEARNESS,
    "name place": STEPS * PLACES,
}


def compare(table: Table, pairs: Shared) -> Levels:
    """The level of every field of the pairs, as small integers."""
    left, right = pairs.left, pairs.right
    name, (both, alone) = dice(table.name, left, right), words(table, left, right)
    found = {
        "name": step("name", name),
        "bones": step("bones", dice(table.bones, left, right)),
        "shared": step("shared", both),
        "lacking": step("lacking", alone),
        "whole": step("whole", whole(table, left, right)),
        "fewest": step("fewest", pairs.holders),
        "keys": step("keys", pairs.odds),
        "apart": apart(table.years[left], table.years[right]),
        **{field: agreement(table, field, left, right) for field in RARE},
    }
    return found | beside_name(np.searchsorted(ALIKE, name, side="right"), found, alone)


def beside_name(alike: Ints, found: Levels, alone: Floats) -> Levels:
    """A block of levels for each step of another field; within each the likeness of names rises."""
    blocks = {
        "lacking": np.searchsorted(LACKS, alone, side="right"),
        "apart": (found["apart"].astype(np.int64) + 1) // 2,
        "place": np.minimum(found["place"], PLACES - 1),
    }
    return {f"name {f}": (block * STEPS + alike).astype(np.int8) for f, block in blocks.items()}


def step(field: str, values: NDArray[Any]) -> NDArray[np.int8]:
    return np.searchsorted(EDGES[field], values, side="right").astype(np.int8)


def dice(filters: Filters, left: Ints, right: Ints) -> Floats:
    """Dice's coefficient of two filters, 0 to 1."""
    total = np.bitwise_count(filters).sum(1, dtype=np.int64)
    both = np.bitwise_count(filters[left] & filters[right]).sum(1, dtype=np.int64)
    share: Floats = 2 * both / np.maximum(total[left] + total[right], 1)
    return share


def words(table: Table, left: Ints, right: Ints) -> tuple[Floats, Floats]:
    """Bits of the rare words that both hold, and of those left over on the side with fewer."""
    ours, theirs = table.rare[left], table.rare[right]
    held = ((ours[:, :, None] == theirs[:, None, :]) & (ours[:, :, None] >= 0)).any(2)
    bits = table.rare_bits
    both = (bits[ours] * held).sum(1)
    return both, np.minimum(bits[ours].sum(1), bits[theirs].sum(1)) - both


def whole(table: Table, left: Ints, right: Ints) -> Floats:
    code = table.codes["whole"]
    same = (code[left] == code[right]) & (code[left] > 0)
    return np.where(same, table.code_bits["whole"][code[left]], 0)


def apart(left: Ints, right: Ints) -> NDArray[np.int8]:
    """0 a year is missing; then by how many of the marks around them both share, none first."""
    both = ((left[:, :, None] == right[:, None, :]) & (left[:, :, None] >= 0)).any(2).sum(1)
    return np.where((left[:, 0] < 0) | (right[:, 0] < 0), 0, 1 + both).astype(np.int8)


def agreement(table: Table, field: str, left: Ints, right: Ints) -> NDArray[np.int8]:
    """0 different, 1 unknown on a side, 2 and above the same, by how rare it is."""
    one, other = table.codes[field][left], table.codes[field][right]
    rare = 2 + np.searchsorted(RARE[field], table.code_bits[field][one])
    return np.where((one == 0) | (other == 0), 1, np.where(one == other, rare, 0)).astype(np.int8)


def runs(field: str, size: int) -> list[tuple[int, int]]:
    """Stretches of levels in which the weight only rises (1) or only falls (-1)."""
    if field.startswith("name "):
        return [(STEPS, 1)] * (size // STEPS)
    if field in ("apart", "whole", "shared"):
        return [(1, 1), (size - 1, 1)]
    return [(size, -1 if field in ("lacking", "fewest") else 1)]
