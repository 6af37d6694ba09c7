"""The unit: it compares encodings, knows no key, and answers with pairs of opaque ids and a band.

Candidates share a mark that few records hold. Each pair is read as levels (levels.py); a table of
weights says what each level is worth. All records are compared with all, also within one file: who
else fits a record speaks for or against each pair (register/company.py). Only pairs of records of
two files are answered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import log

import numpy as np

from fanal.core.names.between import columns, levels
from fanal.core.names.between.bands import Band, band_of
from fanal.core.names.between.columns import Floats, Shared, Table
from fanal.core.names.between.encodings import Encoded
from fanal.core.names.register import company
from fanal.core.names.register.weights import RECORDS, Weights, loads

AT_ONCE = 200_000  # pairs: the memory they take
LOOKED_AT = -8.0  # bits; below it the other records cannot make a pair likely


@dataclass(frozen=True)
class Pair:
    """`ours` and `theirs` are line numbers in the two files, counted from 0."""

    ours: int
    theirs: int
    log_odds: float
    band: Band


def compare(ours: Sequence[Encoded], theirs: Sequence[Encoded]) -> list[Pair]:
    """Pairs that may be one person, the likeliest first."""
    records = [*ours, *theirs]
    pairs, bits = likely(columns.table(records), columns.shared(records), weights())
    across = np.nonzero((pairs.left < len(ours)) & (pairs.right >= len(ours)))[0]
    bits = in_company(pairs, bits, len(records))
    found = [
        Pair(int(pairs.left[at]), int(pairs.right[at]) - len(ours), odds, band)
        for at in across
        if (band := band_of(odds := float(bits[at]) * log(2)))
    ]
    return sorted(found, key=lambda pair: (-pair.log_odds, pair.ours, pair.theirs))


def likely(table: Table, pairs: Shared, known: Weights) -> tuple[Shared, Floats]:
    """The pairs of LOOKED_AT bits or more, each judged by itself, and their bits."""
    kept, bits = [pairs.at(slice(0))], [np.zeros(0)]
    for part in pairs.pieces(AT_ONCE):
        score = known.score(levels.compare(table, part), records=len(table))
        near = score >= LOOKED_AT
        kept.append(part.at(near))
        bits.append(score[near])
    return joined(kept), np.concatenate(bits)


def joined(parts: Sequence[Shared]) -> Shared:
    return Shared(
        np.concatenate([part.left for part in parts]),
        np.concatenate([part.right for part in parts]),
        np.concatenate([part.odds for part in parts]),
        np.concatenate([part.holders for part in parts]),
    )


def in_company(pairs: Shared, bits: Floats, records: int) -> Floats:
    """The bits of the same pairs, judged beside all others."""
    if not len(pairs):
        return bits
    seen = company.company(pairs.left, pairs.right, bits, records)
    return company.shipped().score(seen.levels, records=RECORDS)


@cache
def weights() -> Weights:
    text = (files("fanal.core.names") / "data" / "unit-weights.json").read_text("utf-8")
    return loads(text, sizes=levels.SIZES)
