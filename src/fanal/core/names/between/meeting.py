"""Private set intersection of composite keys between two parties.

    A → B   points of A's keys under a            B → A   points of B's keys under b
    B → A   A's points under a and b, in A's order; A puts B's under b and a: equal where both hold
    A → B   which of B's positions met, grouped by A's record under a pseudonym
    B       groups the positions by its own records: pairs of pseudonyms with a band

What each learns: the keys both hold, and about how long the other's list is (lists are padded). The
points of A mean nothing to B without a, and to a thief of the file without a and b. A record is one
position set; the texts of a party never leave it, blinded or not.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from fanal.core.errors import BadInput
from fanal.core.names.between.bands import Band, band_of
from fanal.core.names.between.composites import Key, log_odds, weights
from fanal.core.sealing.blinding import POINT_BYTES, Blinder, point_of
from fanal.core.words import say

PADDED_TO = 500
MOST_SHARED = 20  # a key that more records hold says nothing of one person


@dataclass
class Side:
    """What one party keeps to itself for one project: its secret, and whose each position is."""

    project: str
    blinder: Blinder
    keys: list[Key | None] = field(default_factory=list)
    records: list[tuple[str, ...]] = field(default_factory=list)

    @classmethod
    def begin(cls, project: str, keys: Mapping[str, Iterable[Key]], shuffle: random.Random) -> Side:
        """`keys`: record id → its composite keys. The order of positions is drawn by `shuffle`.

        A key that several records share is one position, so that how often it occurs stays here.
        """
        owners: dict[Key, list[str]] = {}
        for record, held in keys.items():
            for key in held:
                owners.setdefault(key, []).append(record)
        positions: list[tuple[Key | None, tuple[str, ...]]] = [
            (key, tuple(dict.fromkeys(holders))) for key, holders in owners.items()
        ]
        positions += [(None, ())] * (-len(positions) % PADDED_TO)
        shuffle.shuffle(positions)
        side = cls(project, Blinder())
        side.keys = [key for key, _ in positions]
        side.records = [holders for _, holders in positions]
        return side

    def to_dict(self) -> dict[str, object]:
        """Everything this party must remember until the project ends; secret."""
        held = [
            [key and [key.kind, key.text], list(records)]
            for key, records in zip(self.keys, self.records, strict=True)
        ]
        return {"project": self.project, "secret": self.blinder.secret.hex(), "positions": held}

    @classmethod
    def from_dict(cls, held: Mapping[str, Any]) -> Side:
        """Raises KeyError, TypeError or ValueError for what `to_dict` never gave."""
        side = cls(held["project"], Blinder(bytes.fromhex(held["secret"])))
        side.keys = [Key(*key) if key else None for key, _ in held["positions"]]
        side.records = [tuple(records) for _, records in held["positions"]]
        return side

    def first(self) -> list[bytes]:
        """Our points under our secret, in our order."""
        return [self.blinder.blind(self._point(n, key)) for n, key in enumerate(self.keys)]

    def _point(self, position: int, key: Key | None) -> bytes:
        text = (
            f"{key.kind}|{key.text}" if key else f"padding|{self.blinder.secret.hex()}|{position}"
        )
        return point_of(text, self.project)

    def second(self, theirs: Sequence[bytes]) -> list[bytes]:
        """Their points under our secret too, in their order. Raises BadInput for a bad point."""
        doubled = []
        for number, point in enumerate(theirs, 2):
            if len(point) != POINT_BYTES:
                length = say(
                    "line {n} has {given} bytes, a point has {wanted}",
                    n=number, given=len(point), wanted=POINT_BYTES,
                )  # fmt: skip
                raise BadInput(f"line {number}", length)
            try:
                doubled.append(self.blinder.blind(point))
            except ValueError:
                betrays = say("line {n} is a point that would betray the secret", n=number)
                raise BadInput(f"line {number}", betrays) from None
        return doubled

    def met(
        self, ours_doubled: Sequence[bytes], theirs_doubled: Sequence[bytes]
    ) -> list[tuple[int, int]]:
        """(our position, their position) wherever both hold the same key."""
        if len(ours_doubled) != len(self.keys):
            other = say(
                "the file answers {given} points, we sent {sent}: it is not the answer to ours",
                given=len(ours_doubled), sent=len(self.keys),
            )  # fmt: skip
            raise BadInput("file", other)
        where = {point: position for position, point in enumerate(theirs_doubled)}
        return [(i, where[point]) for i, point in enumerate(ours_doubled) if point in where]

    def question(self, met: Iterable[tuple[int, int]]) -> dict[str, list[tuple[str, int, int]]]:
        """Record → (kind, how many of our records hold it, their position), to be asked about."""
        asked: dict[str, list[tuple[str, int, int]]] = {}
        for ours, theirs in met:
            key, holders = self.keys[ours], self.records[ours]
            for record in holders if key else ():
                assert key is not None
                asked.setdefault(record, []).append((key.kind, len(holders), theirs))
        return asked

    def pairs(self, asked: Mapping[str, Iterable[tuple[str, int, int]]]) -> list[Pair]:
        """What the partner's question is worth among our own records, the likeliest first."""
        found = []
        for pseudonym, shared in asked.items():
            kinds: dict[str, set[str]] = {}
            for kind, held, position in shared:
                if not 0 <= position < len(self.records):
                    none = say("the question asks for position {n}: none such", n=position)
                    raise BadInput(f"record {pseudonym}", none)
                if held <= MOST_SHARED and len(self.records[position]) <= MOST_SHARED:
                    for record in self.records[position]:
                        kinds.setdefault(record, set()).add(kind)
            for record, of in kinds.items():
                band = band_of(odds := log_odds(of & set(weights())))
                if band:
                    found.append(Pair(pseudonym, record, odds, band))
        return sorted(found, key=lambda pair: (-pair.log_odds, pair.theirs, pair.ours))


def question_line(pseudonym: str, shared: Iterable[tuple[str, int, int]]) -> bytes:
    """What is asked of one record, as it travels."""
    return json.dumps([pseudonym, list(shared)]).encode()


def asked_in(lines: Iterable[bytes]) -> dict[str, list[tuple[str, int, int]]]:
    """A question as it travelled. Raises BadInput for a line that is none."""
    try:
        asked = {
            str(name): [_shared(*one) for one in shared] for name, shared in map(json.loads, lines)
        }
    except (ValueError, TypeError):
        raise BadInput("question", say("a line of the file is not a question")) from None
    return asked


def _shared(kind: object, held: object, position: object) -> tuple[str, int, int]:
    if not (isinstance(kind, str) and isinstance(held, int) and isinstance(position, int)):
        raise TypeError
    return kind, held, position


@dataclass(frozen=True)
class Pair:
    """`theirs` is the partner's pseudonym, `ours` our record."""

    theirs: str
    ours: str
    log_odds: float
    band: Band
