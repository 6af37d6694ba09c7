"""The keyed index of a large team: tokens alone say which rows a search has to open.

The rules of the tokens are in `fanal.core.blind_index`; what its theft would tell is in
THREAT_MODEL.md. A row without tokens is opened by every search, so that nobody is missed.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import batched
from uuid import UUID

import numpy as np

from fanal.accounts.models import Team
from fanal.core import blind_index
from fanal.core.blind_index import MUCH, SHARES, Wanted
from fanal.core.sealing.compartments import Compartment
from fanal.core.sealing.failures import Locked, NotGranted
from fanal.core.sealing.marks import Marker, marker
from fanal.keys.ring import Ring
from fanal.people.models import NameIndex, NameIndexDecision
from fanal.sql import group_concat, placeholders, rows, write
from scriptnames import REFERENCE_RECORDS, Born, Commonness, Entry, Facts, Tally

RARE = 15  # what fewer than one in two to this power hold is not counted: no level is rarer
AT_ONCE = 5_000  # tokens counted in one question
TALLIES = 1  # the first byte of what is sealed
HELD = "SELECT token, COUNT(*) FROM people_nametoken WHERE token IN ({}) GROUP BY token"
HOLDERS = "SELECT token, {} FROM people_nametoken WHERE token IN ({}) GROUP BY token"
ABOVE = 50_000  # people, where nothing else was decided


@dataclass(frozen=True)
class NameQuery:
    """What a search asks for."""

    texts: Sequence[str]
    born: Born | None
    known: Facts
    called: str = ""  # a nickname


@dataclass
class OpenedIndex:
    """The index of a team in memory: its key, and how common words are."""

    row: NameIndex
    keyed: Marker
    words: Tally = field(default_factory=Tally.empty)
    wholes: Tally = field(default_factory=Tally.empty)

    @property
    def common(self) -> Commonness:
        return Commonness(max(self.row.people, REFERENCE_RECORDS), self.words, self.wholes)

    def seal(self, ring: Ring, *, made: bool) -> None:
        """Once the index is `made`, what few hold is left out: it is rare enough."""
        least = self.row.people >> RARE if made else 0
        words, wholes = (some.above(least).to_bytes() for some in (self.words, self.wholes))
        self.row.seal_bytes(ring, bytes([TALLIES]) + len(words).to_bytes(8) + words + wholes)

    def nearest(self, what: NameQuery) -> list[int]:
        """The numbers of the rows that share most of what is rare with a search."""
        called = (what.called,) if what.called else ()
        entry = Entry("", tuple(what.texts), called, what.born, **asdict(what.known))
        wanted = blind_index.asked(self.keyed, entry)
        held = self._held(wanted)
        counts = counted(held)
        chosen = blind_index.rarest(counts, blind_index.read_at_most(self.row.people))
        numbers = ",".join(text for sound in chosen for text in held[sound])
        return blind_index.narrowed(
            np.fromstring(numbers, dtype=np.int64, sep=","),
            np.repeat(np.arange(len(chosen)), [counts[sound] for sound in chosen]),
            np.array([wanted[sound].worth for sound in chosen]),
            self.row.people,
            most=blind_index.opened_at_most(self.row.people),
        )

    def _held(self, wanted: Mapping[int, Wanted]) -> dict[int, list[str]]:
        """The sounds that somebody holds, each with the holders of its tokens (`who_hold`).

        The shares of a level are asked for where those before are full, by half at least; the last,
        which many hold, only of sounds that say much, while rarer ones leave room. A sound that
        would not be read to its end is left out.
        """
        held = {sound: [text] for sound, text in who_hold(wanted).items()}
        last = len(SHARES) - 1
        for level in range(1, last):
            self._read(level, self._full(counted(held), level), wanted, held)
        counts = counted(held)
        common = self._full(counts, last)
        rarer = sum(n for one, n in counts.items() if one not in common)
        much = {one: counts[one] for one in common if wanted[one].worth >= MUCH}
        room = blind_index.read_at_most(self.row.people) - rarer
        some = blind_index.with_room(much, room)
        held = {one: texts for one, texts in held.items() if one not in common or one in some}
        self._read(last, some, wanted, held)
        return held

    def _full(self, counts: Mapping[int, int], level: int) -> set[int]:
        """The sounds of which the shares before a level are full, by half at least."""
        half = blind_index.most_of_a_share(self.row.people) / 2 * sum(SHARES[:level])
        return {one for one, n in counts.items() if n >= half}

    def _read(
        self,
        level: int,
        sounds: Iterable[int],
        wanted: Mapping[int, Wanted],
        held: dict[int, list[str]],
    ) -> None:
        """Put to what is held the holders of the shares of a level."""
        more = {
            token: one
            for one in sounds
            for token in blind_index.shares(self.keyed, wanted[one].sound, level)
        }
        for token, text in who_hold(more).items():
            held[more[token]].append(text)


def counted(held: Mapping[int, list[str]]) -> dict[int, int]:
    """How many hold each sound, as far as it was read."""
    return {sound: sum(map(how_many, texts)) for sound, texts in held.items()}


def holders(tokens: Iterable[int]) -> dict[int, int]:
    """How many rows hold each of these tokens."""
    found: dict[int, int] = {}
    for some in batched(tokens, AT_ONCE):
        counted = rows(HELD.format(placeholders(some)), [as_bytes(one) for one in some])
        found |= {int.from_bytes(token): n for token, n in counted}
    return found


def who_hold(tokens: Iterable[int]) -> dict[int, str]:
    """The numbers of the rows that hold each of these tokens, with commas between.

    A text a token: thousands of tuples took longer to make than to find, and to count first and
    to read the rarest afterwards finds each token twice.
    """
    asked = [as_bytes(one) for one in tokens]
    found = rows(HOLDERS.format(group_concat("row_id"), placeholders(asked)), asked)
    return {int.from_bytes(token): text for token, text in found}


def how_many(numbers: str) -> int:
    return numbers.count(",") + 1


def write_tokens(index: OpenedIndex, entries: Mapping[int, Entry]) -> None:
    """The tokens of rows that have none, by their numbers."""
    most = blind_index.most_of_a_share(index.row.people)
    pairs = blind_index.stored(index.keyed, entries, holders, most)
    # In the order of the database's own index, which is written so with the fewest pages.
    ordered = sorted((as_bytes(token), row) for row, token in pairs)
    write("INSERT INTO people_nametoken (token, row_id) VALUES (%s, %s)", ordered)


def opened_index(row: NameIndex, ring: Ring) -> OpenedIndex | None:
    """The index of a team; None for whoever has not its key."""
    try:
        data = row.unseal_bytes(ring)
        key = ring.key(row.folder, Compartment.IDENTITY, row.generation)
    except (Locked, NotGranted):
        return None
    return OpenedIndex(row, keyed_by(key), *_tallies(data))


def _tallies(data: bytes) -> tuple[Tally, Tally]:
    if data[:1] != bytes([TALLIES]):  # texts in JSON, as they were kept before
        words, wholes = (Counter(some).elements() for some in json.loads(data).values())
        return Tally.empty().and_of(words), Tally.empty().and_of(wholes)
    end = 9 + int.from_bytes(data[1:9])
    return Tally.from_bytes(data[9:end]), Tally.from_bytes(data[end:])


def keyed_by(key: bytes) -> Marker:
    return marker(key, "names")


def indexes_of(teams: Iterable[Team], ring: Ring) -> dict[UUID, OpenedIndex]:
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
