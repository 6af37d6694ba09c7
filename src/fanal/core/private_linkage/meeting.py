"""Private set intersection of composites between two parties, in which each lets the other know.

    A → B   points of A's composites under a      B → A   points of B's composites under b
    B → A   A's points under a and b, sorted      A → B   B's points under b and a, sorted
    A → B   which of B's positions met            B → A   which of A's positions met

A reads none of its own matches out of the answer, for it comes sorted: it finds how many there are
and at which of B's positions, which mean nothing to A. So each side looks at how much matched
before the other learns anything, and refuses what no two honest lists have in common.

What each learns: which of its own composites the other holds too. They come by composite, not by
record of the other side: what belongs to one of theirs is never told together. A list is padded to
the size that was agreed before, and a longer one is refused.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from fanal.core.errors import BadInput
from fanal.core.private_linkage.composites import MOST_KEYS, Key, odds
from fanal.core.private_linkage.match_bands import Band, band_of
from fanal.core.sealing.blinding import POINT_BYTES, Blinder, empty_point, point_of
from fanal.core.words import say

MOST_KNOWN = 0.5  # of our composites or records: more have only a list of guesses and a copy

Matched = Sequence[tuple[int, str]]


@dataclass
class LinkageSide:
    """What one party keeps to itself for one project: its secret, and whose each position is."""

    project: str
    blinder: Blinder
    keys: list[Key | None] = field(default_factory=list)
    records: list[tuple[str, ...]] = field(default_factory=list)

    @classmethod
    def begin(
        cls, project: str, held: Mapping[str, Iterable[Key]], size: int, shuffle: random.Random
    ) -> LinkageSide:
        """Begin a meeting. `held`: record id → its composites; `size`: how many records were agreed
        at most. The order of positions is drawn by `shuffle`. A composite of several records is one
        position."""
        if len(held) > size:
            raise too_long(len(held), size)
        owners: dict[Key, list[str]] = {}
        for record, keys in held.items():
            for key in keys:
                owners.setdefault(key, []).append(record)
        positions: list[tuple[Key | None, tuple[str, ...]]] = [
            (key, tuple(dict.fromkeys(holders))) for key, holders in owners.items()
        ]
        # Filled up to the size that was agreed: how many composites a list has would tell how many
        # people it holds.
        positions += [(None, ())] * (points_of(size) - len(positions))
        # Otherwise composites of one record stood together and could be told as one person's.
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
    def from_dict(cls, held: Mapping[str, Any]) -> LinkageSide:
        """Return what `to_dict` gave. Raises KeyError, TypeError or ValueError for
        anything else."""
        side = cls(held["project"], Blinder(bytes.fromhex(held["secret"])))
        side.keys = [Key(*key) if key else None for key, _ in held["positions"]]
        side.records = [tuple(records) for _, records in held["positions"]]
        return side

    def first(self) -> list[bytes]:
        """Our points under our secret, in our order. Padding too is the same each time: else two
        copies of the file would tell it from the rest."""
        return [
            self.blinder.blind(point_of(f"{key.kind}|{key.text}", self.project))
            if key
            else empty_point(self.blinder.secret, at)
            for at, key in enumerate(self.keys)
        ]

    def answer(self, theirs: Sequence[bytes], size: int) -> list[bytes]:
        """Their points under our secret too, sorted: only we know which was which."""
        return sorted(self.second(theirs, size))

    def second(self, theirs: Sequence[bytes], size: int) -> list[bytes]:
        """Their points under our secret too, in their order. Raises BadInput for a bad point, and
        for a list of another size than agreed."""
        if len(theirs) != points_of(size):
            raise too_long(len(theirs) // MOST_KEYS, size)
        # An honest list has each composite once, however many records hold it (`begin`).
        if len(set(theirs)) != len(theirs):
            raise BadInput("file", say("the file holds one point twice"))
        return [self._doubled(point, number) for number, point in enumerate(theirs, 2)]

    def _doubled(self, point: bytes, number: int) -> bytes:
        if len(point) != POINT_BYTES:
            length = say(
                "line {n} has {given} bytes, a point has {wanted}",
                n=number,
                given=len(point),
                wanted=POINT_BYTES,
            )
            raise BadInput(f"line {number}", length)
        try:
            return self.blinder.blind(point)
        except ValueError:
            betrays = say("line {n} is a point that would betray the secret", n=number)
            raise BadInput(f"line {number}", betrays) from None

    def met(self, answer: Sequence[bytes], theirs_doubled: Sequence[bytes]) -> Matched:
        """The partner's positions that met, each with a name for the match that both sides can
        make. Raises BadInput where more is in common than two honest lists have."""
        if len(answer) != len(self.keys):
            other = say(
                "points answered by the file: {given}, sent by us: {sent}; it is not the answer to "
                "ours",
                given=len(answer),
                sent=len(self.keys),
            )
            raise BadInput("file", other)
        ours = set(answer)
        met = [(at, name_of(point)) for at, point in enumerate(theirs_doubled) if point in ours]
        # Before the other side is told anything: whoever has much more in common than two lists
        # have is guessing.
        must_be_plausible(len(met), sum(key is not None for key in self.keys))
        return met

    def found(self, matched: Matched) -> list[SharedRecord]:
        """Our records of which the partner holds a composite, the surest first. Raises BadInput."""
        names: dict[str, list[tuple[float, str]]] = {}
        for at, name in matched:
            if not 0 <= at < len(self.keys) or (key := self.keys[at]) is None:
                none = say("the file names position {n}: none such", n=at)
                raise BadInput("file", none)
            for record in self.records[at]:
                names.setdefault(record, []).append((odds()[key.kind], name))
        known = {record for held in self.records for record in held}
        must_be_plausible(len(names), len(known))
        return sorted(
            (_found(record, said) for record, said in names.items()),
            key=lambda one: (-one.log_odds, one.record),
        )


@dataclass(frozen=True)
class SharedRecord:
    """One of our records that the partner may hold. `names`: what both sides call the matches by
    which it was found, the surest first."""

    record: str
    names: tuple[str, ...]
    log_odds: float
    band: Band


def _found(record: str, matches: Iterable[tuple[float, str]]) -> SharedRecord:
    best = sorted(matches, key=lambda match: (-match[0], match[1]))
    # The surest composite alone: several composites of one record share their parts, so their odds
    # are not independent and must not be added up.
    sure = best[0][0]
    return SharedRecord(
        record, tuple(name for _, name in best), sure, band_of(sure) or Band.POSSIBLE
    )


def points_of(size: int) -> int:
    """Return how many points a list of at most `size` records has."""
    return size * MOST_KEYS


def too_long(given: int, agreed: int) -> BadInput:
    """A list of another size than both sides agreed to."""
    longer = say("records in the list: {n}; agreed: {agreed}", n=given, agreed=agreed)
    return BadInput("file", longer)


def must_be_plausible(common: int, ours: int) -> None:
    """Refuse more in common than two honest lists have. Raises BadInput."""
    if common > MOST_KNOWN * ours:
        why = say(
            "{share} % of our list would match, more than {most} %: one list is made of guesses "
            "or copied. Nothing was told; speak with the partner.",
            share=round(100 * common / ours),
            most=round(100 * MOST_KNOWN),
        )
        raise BadInput("file", why)


def name_of(point: bytes) -> str:
    """Return what both sides call a match: made of the point under both secrets,
    which only they have."""
    return hashlib.sha256(b"fanal|match|2|" + point).hexdigest()[:16]


def matched_line(at: int, name: str) -> bytes:
    """Return one match, as it travels."""
    return json.dumps([at, name]).encode()


def matched_in(lines: Iterable[bytes]) -> Matched:
    """The matches as they travelled. Raises BadInput for a line that is none."""
    try:
        return [_matched(*json.loads(line)) for line in lines]
    except (ValueError, TypeError, RecursionError):
        raise BadInput("file", say("a line of the file is not a match")) from None


def _matched(at: object, name: object) -> tuple[int, str]:
    if type(at) is not int or not isinstance(name, str):
        raise TypeError
    return at, name
