"""The keyed index of a large team: tokens alone say which rows a search has to open.

The rules of the tokens are in `fanal.core.names.blind_index`; what its theft would tell is in
THREAT_MODEL.md. A row without tokens is opened by every search, so that nobody is missed.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import batched
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fanal.core.names import Born, Facts, blind_index, tally
from fanal.core.names.blind_index import MUCH, SHARES, Wanted
from fanal.core.names.register.columns import Commonness
from fanal.core.names.register.weights import RECORDS
from fanal.core.names.search import Entry
from fanal.core.names.tally import Tally, nobody
from fanal.core.sealing.compartments import Compartment
from fanal.core.sealing.failures import Locked, NotGranted
from fanal.core.sealing.marks import Marker, marker
from fanal.people.models import NameIndex, NameIndexDecision
from fanal.rows import places, rows, together, write

RARE = 15  # what fewer than one in two to this power hold is not counted: no level is rarer
AT_ONCE = 5_000  # tokens counted in one question
TALLIES = 1  # the first byte of what is sealed
HELD = "SELECT token, COUNT(*) FROM people_nametoken WHERE token IN ({}) GROUP BY token"
HOLDERS = "SELECT token, {} FROM people_nametoken WHERE token IN ({}) GROUP BY token"
ABOVE = 50_000  # people, where nothing else was decided


@dataclass(frozen=True)
class Asked:
    """What a search asks for."""

    texts: Sequence[str]
    born: Born | None
    known: Facts
    called: str = ""  # a nickname


@dataclass
class Opened:
    """The index of a team in memory: its key, and how common words are."""

    row: NameIndex
    keyed: Marker
    words: Tally = field(default_factory=nobody)
    wholes: Tally = field(default_factory=nobody)

    @property
    def common(self) -> Commonness:
        return Commonness(max(self.row.people, RECORDS), self.words, self.wholes)

    def seal(self, ring: Any, *, made: bool) -> None:
        """Once the index is `made`, what few hold is left out: it is rare enough."""
        least = self.row.people >> RARE if made else 0
        words, wholes = (some.above(least).to_bytes() for some in (self.words, self.wholes))
        self.row.seal_bytes(ring, bytes([TALLIES]) + len(words).to_bytes(8) + words + wholes)

    def nearest(self, what: Asked) -> list[int]:
        """The numbers of the rows that share most of what is rare with a search."""
        called = (what.called,) if what.called else ()
        entry = Entry("", tuple(what.texts), called, what.born, **asdict(what.known))
        wanted = blind_index.asked(self.keyed, entry)
        sound_of, counts = self._known(wanted)
        chosen = blind_index.rarest(counts, blind_index.read_at_most(self.row.people))
        place = {sound: at for at, sound in enumerate(chosen)}
        of = {as_bytes(t): place[sound] for t, sound in sound_of.items() if sound in place}
        held, sounds = who_holds(of)
        return blind_index.narrowed(
            held,
            sounds,
            np.array([wanted[sound].worth for sound in place]),
            self.row.people,
            most=blind_index.opened_at_most(self.row.people),
        )

    def _known(self, wanted: Mapping[int, Wanted]) -> tuple[dict[int, int], Counter[int]]:
        """The tokens that somebody may hold, each with its sound, and how many hold each sound.

        The shares of a level are asked for where those before are full, by half at least; the last,
        which many hold, only of sounds that say much, and only where rarer ones leave room.
        """
        counts = Counter(holders(wanted))
        sound_of = {sound: sound for sound in counts}
        full = blind_index.most_of_a_share(self.row.people) / 2
        most = blind_index.read_at_most(self.row.people)
        for level in range(1, len(SHARES)):
            many = [one for one, n in counts.items() if n >= full * sum(SHARES[:level])]
            if level == len(SHARES) - 1:
                rarer = counts.total() - sum(counts[one] for one in many)
                many = [one for one in many if wanted[one].worth >= MUCH and rarer < most]
            more = {
                token: one
                for one in many
                for token in blind_index.shares(self.keyed, wanted[one].sound, level)
            }
            for token, n in holders(more).items():
                counts[more[token]] += n
            sound_of |= more
        return sound_of, counts


def holders(tokens: Iterable[int]) -> dict[int, int]:
    """How many rows hold each of these tokens."""
    found: dict[int, int] = {}
    for some in batched(tokens, AT_ONCE):
        counted = rows(HELD.format(places(some)), [as_bytes(one) for one in some])
        found |= {int.from_bytes(token): n for token, n in counted}
    return found


def who_holds(tokens: Mapping[bytes, int]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The numbers of the rows that hold each token, and beside each what the token stands for.

    The rows of a token come as one text: thousands of tuples took longer to make than to find.
    """
    held = rows(HOLDERS.format(together("row_id"), places(tokens)), tokens)
    if not held:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    numbers = np.fromstring(",".join(some for _, some in held), dtype=np.int64, sep=",")
    each = [some.count(",") + 1 for _, some in held]
    return numbers, np.repeat([tokens[bytes(token)] for token, _ in held], each)


def write_tokens(index: Opened, entries: Mapping[int, Entry]) -> None:
    """The tokens of rows that have none, by their numbers."""
    most = blind_index.most_of_a_share(index.row.people)
    pairs = blind_index.stored(index.keyed, entries, holders, most)
    # In the order of the database's own index, which is written so with the fewest pages.
    ordered = sorted((as_bytes(token), row) for row, token in pairs)
    write("INSERT INTO people_nametoken (token, row_id) VALUES (%s, %s)", ordered)


def opened_index(row: NameIndex, ring: Any) -> Opened | None:
    """The index of a team; None for whoever has not its key."""
    try:
        data = row.unseal_bytes(ring)
        key = ring.key(row.folder, Compartment.IDENTITY, row.generation)
    except (Locked, NotGranted):
        return None
    return Opened(row, keyed_by(key), *_tallies(data))


def _tallies(data: bytes) -> tuple[Tally, Tally]:
    if data[:1] != bytes([TALLIES]):  # texts in JSON, as they were kept before
        words, wholes = (Counter(some).elements() for some in json.loads(data).values())
        return nobody().and_of(words), nobody().and_of(wholes)
    end = 9 + int.from_bytes(data[1:9])
    return tally.from_bytes(data[9:end]), tally.from_bytes(data[end:])


def keyed_by(key: bytes) -> Marker:
    return marker(key, "names")


def indexes_of(teams: Iterable[Any], ring: Any) -> dict[Any, Opened]:
    """The opened indexes, by team; nothing for a team without one."""
    rows = NameIndex.objects.filter(team__in=list(teams))
    return {row.team_id: index for row in rows if (index := opened_index(row, ring))}


def decision() -> NameIndexDecision | None:
    """What holds now; None where nothing was ever agreed to."""
    return NameIndexDecision.objects.exclude(agreed_on=None).first()


def waiting() -> NameIndexDecision | None:
    """What was asked last and nobody has agreed to yet."""
    newest = NameIndexDecision.objects.select_related("asked_by").first()
    return newest if newest and newest.agreed_on is None else None


def as_bytes(token: int) -> bytes:
    """A token as it is stored."""
    return token.to_bytes(blind_index.BITS // 8)
