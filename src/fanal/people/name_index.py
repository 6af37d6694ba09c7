"""The keyed index of a large team: tokens alone say which rows a search has to open.

The rules of the tokens are in `fanal.core.names.blind_index`; what its theft would tell is in
THREAT_MODEL.md. A row without tokens is opened by every search, so that nobody is missed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import Count

from fanal.core.names import Born, Facts, blind_index
from fanal.core.names.register.columns import Commonness
from fanal.core.names.register.weights import RECORDS
from fanal.core.names.search import Entry
from fanal.core.sealing.compartments import Compartment
from fanal.core.sealing.failures import Locked, NotGranted
from fanal.core.sealing.marks import Marker, marker
from fanal.people.models import NameIndex, NameIndexDecision, NameToken

OPENED = 200  # rows that a search opens at most
READ = 6000  # tokens of rows that it reads at most, those that few hold first
RARE = 15  # what fewer than one in two to this power hold is not counted: no level is rarer
ABOVE = 50_000  # people, where nothing else was decided


@dataclass(frozen=True)
class Asked:
    """What a search asks for."""

    texts: Sequence[str]
    born: Born | None
    known: Facts


@dataclass
class Opened:
    """The index of a team in memory: its key, and how common words are."""

    row: NameIndex
    keyed: Marker
    words: Counter[str]
    wholes: Counter[str]

    @property
    def common(self) -> Commonness:
        return Commonness(max(self.row.people, RECORDS), self.words, self.wholes)

    def content(self, *, made: bool = True) -> dict[str, Any]:
        """To be sealed. Once the index is `made`, what few hold is left out: it is rare enough."""
        least = max(1, self.row.people >> RARE) if made else 1
        often = [
            {key: n for key, n in some.items() if n > least} for some in (self.words, self.wholes)
        ]
        return {"words": often[0], "wholes": often[1]}

    def choices(self, entry: Entry, number: int) -> list[tuple[int, ...]]:
        """Of each sound of a row the tokens that it may hold."""
        return blind_index.choices(self.keyed, entry, str(number))

    def nearest(self, what: Asked) -> list[int]:
        """The numbers of the rows that share most of what is rare with a search."""
        entry = Entry("", tuple(what.texts), (), what.born, **asdict(what.known))
        sounds = blind_index.asked(self.keyed, entry)
        counts = Counter(holders(sounds))
        sound_of = {first: first for first in counts}
        half = blind_index.most_of_a_share(self.row.people) // 2
        for first in [one for one, n in counts.items() if n >= half]:
            others = blind_index.shares(self.keyed, sounds[first])[1:]
            sound_of |= dict.fromkeys(others, first)
        for token, n in holders(sound_of.keys() - counts.keys()).items():
            counts[sound_of[token]] += n
        chosen, read = set(), 0
        for sound, n in sorted(counts.items(), key=lambda pair: pair[1]):
            if chosen and read + n > READ:
                break
            chosen.add(sound)
            read += n
        postings: dict[int, list[int]] = defaultdict(list)
        for token, number in _held(t for t, sound in sound_of.items() if sound in chosen):
            postings[sound_of[token]].append(number)
        return blind_index.narrowed(postings, list(postings), self.row.people, most=OPENED)


def holders(tokens: Iterable[int]) -> dict[int, int]:
    """How many rows hold each of these tokens."""
    held = NameToken.objects.filter(token__in=[as_bytes(one) for one in tokens]).order_by()
    counts = held.values_list("token").annotate(n=Count("id"))
    return {int.from_bytes(token): n for token, n in counts}


def _held(tokens: Iterable[int]) -> list[tuple[int, int]]:
    held = NameToken.objects.filter(token__in=[as_bytes(one) for one in tokens]).order_by()
    return [(int.from_bytes(token), row) for token, row in held.values_list("token", "row")]


def opened_index(row: NameIndex, ring: Any) -> Opened | None:
    """The index of a team; None for whoever has not its key."""
    try:
        data = row.unseal(ring)
        key = ring.key(row.folder, Compartment.IDENTITY, row.generation)
    except (Locked, NotGranted):
        return None
    words, wholes = Counter(data["words"]), Counter(data["wholes"])
    return Opened(row, keyed_by(key), words, wholes)


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
