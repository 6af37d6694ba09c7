"""What a party sends to a unit that compares and never holds the key.

Every field of a record is turned into keyed marks (HMAC-SHA256 under the project's key): single
marks for what must be equal, sets of marks for years that may lie near, and a filter of marks of
letter pairs for what may be spelt differently (Schnell, Bachteler and Reiher 2009). Common words
of names have no mark of their own: how often a mark occurs is the first thing an attacker counts.

The parties hold the key and must never see each other's encodings: with the key, a filter reads
like a name (97.5 % of the names of a dictionary, in a trial). The unit must never get the key.
The key is deleted after the run.
"""

from __future__ import annotations

import hmac
import json
from dataclasses import asdict, dataclass
from functools import cache
from itertools import pairwise
from typing import Any, get_origin, get_type_hints

from fanal.core.errors import BadInput
from fanal.core.names import tables
from fanal.core.names.between.composites import Described, composites, whole_day
from fanal.core.names.compare import common
from fanal.core.names.form import form
from fanal.core.words import say

BITS = 512
HASHES = 5
MARK_BYTES = 8
NEAR = 2


@dataclass(frozen=True)
class Encoded:
    """One record as the unit sees it: marks in hexadecimal, filters as bits of a number."""

    name: int
    bones: int
    whole: str
    rare: tuple[str, ...]
    years: tuple[str, ...]
    day: str
    place: str
    phone: str
    nick: str
    sex: str
    nation: str
    blocks: tuple[str, ...]

    def to_bytes(self) -> bytes:
        return json.dumps(asdict(self), separators=(",", ":")).encode()


def from_bytes(line: bytes, number: int) -> Encoded:
    """The record on line `number`. Raises BadInput."""
    try:
        fields: dict[str, Any] = json.loads(line)
        held: dict[str, Any] = {
            k: tuple(v) if isinstance(v, list) else v for k, v in fields.items()
        }
        return checked(Encoded(**held))
    except (ValueError, TypeError, AttributeError):
        raise BadInput(f"line {number}", say("is not an encoded record")) from None


@cache
def kinds() -> dict[str, Any]:
    return get_type_hints(Encoded)


def checked(one: Encoded) -> Encoded:
    """The record as it is. Raises TypeError where a field is of another kind or too large."""
    for field, kind in kinds().items():
        value = getattr(one, field)
        fits = isinstance(value, get_origin(kind) or kind)
        if not fits or (kind is int and not 0 <= value < 1 << BITS):
            raise TypeError(field)
        if isinstance(value, tuple) and not all(isinstance(mark, str) for mark in value):
            raise TypeError(field)
    return one


@dataclass(frozen=True, repr=False)
class Encoder:
    """Encodes records under one project's key (at least 16 bytes), which it never shows."""

    key: bytes

    def __post_init__(self) -> None:
        if len(self.key) < 16:
            raise BadInput("secret", say("the project's key needs at least 16 bytes"))

    def __repr__(self) -> str:
        return "Encoder(…)"

    def fingerprint(self) -> str:
        """Tells whether two files were made with one key, and whether by names that sound alike;
        nothing about the key."""
        return f"{self.mark('fingerprint', 'key')}/{tables.how_names_sound()}"

    def mark(self, field: str, text: str) -> str:
        """The keyed mark of `text` as the value of `field`; '' for nothing."""
        if not text:
            return ""
        digest = hmac.digest(self.key, f"{field}|{text}".encode(), "sha256")
        return digest[:MARK_BYTES].hex()

    def filter(self, field: str, texts: tuple[str, ...]) -> int:
        """The letter pairs of `texts` as bits: HASHES bits a pair."""
        bits = 0
        for pair in {pair for text in texts for pair in pairwise(f"_{text}_")}:
            digest = hmac.digest(self.key, f"{field}|{''.join(pair)}".encode(), "sha256")
            for n in range(HASHES):
                bits |= 1 << (int.from_bytes(digest[2 * n : 2 * n + 2]) % BITS)
        return bits

    def encode(self, person: Described) -> Encoded:
        name = form(person.name)
        nick = " ".join(sorted(form(person.nickname).keys)) if person.nickname else ""
        held = zip(name.words, name.keys, strict=True)
        rare = sorted({key for word, key in held if not common(word)})
        years = range(person.year - NEAR, person.year + NEAR + 1) if person.year else ()
        return Encoded(
            name=self.filter("name", name.keys),
            bones=self.filter("bones", name.skeletons),
            whole=self.mark("whole", " ".join(sorted(name.keys))),
            rare=tuple(self.mark("rare", key) for key in rare),
            years=tuple(self.mark("year", str(year)) for year in years),
            day=self.mark("day", whole_day(person.born)),
            place=self.mark("place", person.province),
            phone=self.mark("phone", person.phone),
            nick=self.mark("nick", nick),
            sex=self.mark("sex", person.sex),
            nation=self.mark("nation", person.nationality),
            blocks=tuple(
                sorted(f"{key.kind}:{self.mark(key.kind, key.text)}" for key in composites(person))
            ),
        )
