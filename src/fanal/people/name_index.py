"""The keyed index of a large team: tokens alone say which rows a search has to open.

The rules of the tokens are in `fanal.core.names.blind_index`; what its theft would tell is in
THREAT_MODEL.md. A row without tokens is opened by every search, so that nobody is missed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from fanal.core.names import Born, Facts, blind_index, form
from fanal.core.names.register.columns import Commonness
from fanal.core.names.search import Entry
from fanal.core.sealing.compartments import Compartment
from fanal.core.sealing.failures import Locked, NotGranted
from fanal.core.sealing.marks import Marker, marker
from fanal.people.models import NameIndex, NameIndexDecision, NameToken

OPENED = 200  # rows that a search opens at most
READ = 6000  # tokens of rows that it reads at most, those that few hold first
ABOVE = 50_000  # people, where nothing else was decided


@dataclass(frozen=True)
class Asked:
    """What a search asks for."""

    texts: Sequence[str]
    born: Born | None
    known: Facts


@dataclass
class Opened:
    """The index of a team in memory: its key, what is not stored, how common words are."""

    row: NameIndex
    keyed: Marker
    too_common: set[bytes]
    words: Counter[str]
    wholes: Counter[str]

    @property
    def common(self) -> Commonness:
        return Commonness(self.row.people, self.words, self.wholes)

    def content(self) -> dict[str, Any]:
        """To be sealed. What one name alone holds is left out: it is as rare as can be."""
        often = [{key: n for key, n in some.items() if n > 1} for some in (self.words, self.wholes)]
        stop = sorted(one.hex() for one in self.too_common)
        return {"too_common": stop, "words": often[0], "wholes": often[1]}

    def tokens(self, entry: Entry) -> set[bytes]:
        """The tokens to be stored beside a row."""
        read = [*(entry.forms or ()), *(form(name) for name in entry.nicknames)]
        some = {
            token
            for one in read
            for token in blind_index.stored(self.keyed, one, birth=entry.birth, place=entry.place)
        }
        return (_bytes(some) | self._phone(entry.phone)) - self.too_common

    def asked(self, what: Asked) -> set[bytes]:
        """The tokens of a search that may be stored."""
        some = {
            token
            for text in what.texts
            for token in blind_index.asked(
                self.keyed, form(text), birth=what.born, place=what.known.place
            )
        }
        return (_bytes(some) | self._phone(what.known.phone)) - self.too_common

    def nearest(self, what: Asked) -> list[int]:
        """The numbers of the rows that share most of what is rare with a search."""
        held = NameToken.objects.filter(token__in=self.asked(what)).order_by()
        counts = held.values_list("token").annotate(n=Count("id"))
        chosen, read = [], 0
        for token, n in sorted(((bytes(t), n) for t, n in counts), key=lambda pair: pair[1]):
            if chosen and read + n > READ:
                break
            chosen.append(token)
            read += n
        postings: dict[int, list[int]] = defaultdict(list)
        for token, number in held.filter(token__in=chosen).values_list("token", "row"):
            postings[int.from_bytes(token)].append(number)
        return blind_index.narrowed(postings, list(postings), self.row.people, most=OPENED)

    def _phone(self, digits: str) -> set[bytes]:
        return _bytes({blind_index.token(self.keyed, f"T{digits}")}) if digits else set()


def opened_index(row: NameIndex, ring: Any) -> Opened | None:
    """The index of a team; None for whoever has not its key."""
    try:
        data = row.unseal(ring)
        key = ring.key(row.folder, Compartment.IDENTITY, row.generation)
    except (Locked, NotGranted):
        return None
    too_common = {bytes.fromhex(one) for one in data["too_common"]}
    words, wholes = Counter(data["words"]), Counter(data["wholes"])
    return Opened(row, keyed_by(key), too_common, words, wholes)


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


def _bytes(tokens: Iterable[int]) -> set[bytes]:
    return {token.to_bytes(blind_index.BITS // 8) for token in tokens}
