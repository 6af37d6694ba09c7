"""What the unit gives back to each party: for every pair an opaque name, a line, and a band.

Both parties get the same name for a pair, so that a person on one side can ask a person on the
other. Neither learns the other's line, nor the score.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from secrets import token_hex

from fanal.core.errors import BadInput
from fanal.core.names.between.bands import Band
from fanal.core.names.between.unit import Pair
from fanal.core.words import say


@dataclass(frozen=True)
class Match:
    """`pair`: its name, the same on both sides; `record`: the line in the party's file, from 0."""

    pair: str
    record: int
    band: Band


def for_parties(pairs: Iterable[Pair]) -> tuple[list[bytes], list[bytes]]:
    """The lines for the party of the first file and for that of the second, each by its own order.

    Sorted by the names of the pairs, which are random: the order tells nothing of the other side.
    """
    ours, theirs = [], []
    for pair, name in sorted(((pair, token_hex(8)) for pair in pairs), key=lambda one: one[1]):
        ours.append(json.dumps([name, pair.ours, pair.band]).encode())
        theirs.append(json.dumps([name, pair.theirs, pair.band]).encode())
    return ours, theirs


def matches(lines: Sequence[bytes], *, records: int) -> list[Match]:
    """The pairs of an answer, likeliest first. Raises `BadInput` that names the line."""
    found = [_match(line, number, records) for number, line in enumerate(lines, 2)]
    order = list(Band)
    return sorted(found, key=lambda one: (order.index(one.band), one.pair))


def _match(line: bytes, number: int, records: int) -> Match:
    wrong = BadInput(f"line {number}", say("line {n} is not a pair of ours", n=number))
    try:
        pair, record, band = json.loads(line)
        found = Match(str(pair), record, Band(band))
    except (ValueError, TypeError):
        raise wrong from None
    if type(record) is not int or not 0 <= record < records:
        raise wrong
    return found
