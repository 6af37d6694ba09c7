"""The packs of a team: what its search rows hold, many to one seal, opened in a few milliseconds.

A pack holds what its rows hold, under the same key, and dies with the request like them. A row that
was written since, or whose person stands for another, is opened by itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Any
from uuid import UUID

import numpy as np
from django.db import transaction
from django.db.models import Count, Max, Q, QuerySet
from numpy.typing import NDArray

from fanal.core.names import packed
from fanal.core.names.search import Entry, Part, columns_of
from fanal.core.sealing.failures import Locked, NotGranted
from fanal.people.models import AlsoIn, Person, SearchFolder, SearchPack, SearchRow
from fanal.people.search_rows import entry

FULL = 5_000  # rows of a pack: about 2 MB
WAITING = 200  # rows that a search opens one by one, before they are packed
FIELDS = ("text", "kind", "words", "keys", "script")  # of a name
Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Opened:
    """A pack in memory: the number of each row, its columns, and each row as it was sealed."""

    numbers: Numbers
    columns: packed.Columns
    ends: NDArray[np.int64]
    rows: memoryview

    def entry(self, at: int) -> Entry:
        """A row whole; her key is the row's number."""
        start = int(self.ends[at - 1]) if at else 0
        return entry(
            int(self.numbers[at]), _long(str(self.rows[start : int(self.ends[at])], "utf-8"))
        )


def with_packs(
    teams: Sequence[Any], ring: Any, rows: QuerySet[Any]
) -> tuple[list[Any], list[Opened]]:
    """Which of `rows` to open by themselves, and the packs that speak for all others of the teams.

    Read again when a pack was made or deleted meanwhile: a row must not fall between the two.
    """
    packs = SearchPack.objects.filter(team__in=teams).order_by("team", "-number")
    while True:
        before = set(packs.values_list("id", flat=True))
        alone = _by_themselves({team.pk for team in teams}, rows)
        found = list(packs)
        if before == {pack.id for pack in found}:
            return alone, [one for pack in found if (one := _opened(pack, ring))]


def parts(packs: Sequence[Opened], left_out: Iterable[int]) -> list[Part]:
    """Packs as the index takes them, each row once, without the rows of these numbers."""
    if not packs:
        return []
    numbers = np.concatenate([one.numbers for one in packs])
    stale = np.ones(len(numbers), dtype=np.bool_)
    stale[np.unique(numbers, return_index=True)[1]] = False
    out = stale | np.isin(numbers, np.array(list(left_out), dtype=np.int64))
    cuts = np.cumsum([len(one.numbers) for one in packs])[:-1]
    return [
        Part(one.columns, one.entry, some)
        for one, some in zip(packs, np.split(out, cuts), strict=True)
    ]


def _by_themselves(teams: set[UUID], rows: QuerySet[Any]) -> list[Any]:
    """The rows that wait for a pack, and those of people who may have more than one row.

    Compared with the smallest id, and not with NULL, the column's index is used on every database.
    """
    found = list(rows.filter(team__in=teams, pack=None))
    merged = Person.objects.filter(merged_into__gt=UUID(int=0)).order_by()
    several = set(chain.from_iterable(merged.values_list("id", "merged_into")))
    several.update(AlsoIn.objects.order_by().values_list("person", flat=True))
    others = rows.filter(person__in=several).exclude(pack=None)
    return found + [row for row in others if row.team_id in teams]


def pack_more(team: Any, ring: Any) -> int:
    """Pack the rows of a team that wait, together with its small packs. How many rows were packed.

    Nothing while few wait, while another worker packs, or without the team's search key.
    """
    waiting = SearchRow.objects.filter(team=team, pack=None)
    return _pack(team, ring) if waiting.order_by()[:WAITING].count() == WAITING else 0


@transaction.atomic
def take_out(person: Person, team: Any) -> None:
    """Delete the row of a person in a team and the pack that holds it: it is made anew without."""
    rows = SearchRow.objects.select_for_update().filter(person=person, team=team)
    packs = [row.pack_id for row in rows if row.pack_id]
    rows.delete()
    SearchPack.objects.filter(id__in=packs).delete()


@transaction.atomic
def _pack(team: Any, ring: Any) -> int:
    folder = SearchFolder.objects.select_for_update(skip_locked=True).filter(team=team).first()
    if not folder or SearchRow.COMPARTMENT not in ring.compartments(folder.folder):
        return 0
    small = _small(team)
    theirs = SearchRow.objects.filter(team=team, folder=folder.folder)
    chosen = theirs.filter(Q(pack=None) | Q(pack__in=small))
    # Whoever writes one of these meanwhile waits, and then takes it out of the pack again.
    rows = list(chosen.select_for_update(skip_locked=True).order_by("id")[: 2 * FULL])
    newest = SearchPack.objects.filter(team=team).aggregate(at=Max("number"))["at"] or 0
    for at, start in enumerate(range(0, len(rows), FULL), 1):
        some = rows[start : start + FULL]
        pack = SearchPack(team=team, folder=folder.folder, number=newest + at)
        pack.seal_bytes(ring, _content(some, ring))
        pack.save(force_insert=True)
        SearchRow.objects.filter(id__in=[row.id for row in some]).update(pack=pack)
    SearchPack.objects.filter(id__in=small, rows=None).delete()
    return len(rows)


def _small(team: Any) -> list[UUID]:
    """The packs that speak for the fewest rows, as many as go into one."""
    found, total = [], 0
    packs = SearchPack.objects.filter(team=team).annotate(held=Count("rows"))
    for pack, held in packs.order_by("held", "number").values_list("id", "held"):
        total += held
        if total > FULL - WAITING:
            break
        found.append(pack)
    return found


def _content(rows: Sequence[SearchRow], ring: Any) -> bytes:
    """The numbers, the ends of each row's text, the columns, the texts; lengths on a first line."""
    data = [row.unseal(ring) for row in rows]
    texts = [_short(one) for one in data]
    columns = columns_of([entry(row.number, one) for row, one in zip(rows, data, strict=True)])
    pieces = [
        np.array([row.number for row in rows], dtype="<i8").tobytes(),
        np.cumsum([len(text) for text in texts]).astype("<i8").tobytes(),
        packed.to_bytes(columns),
        b"".join(texts),
    ]
    return json.dumps([len(piece) for piece in pieces]).encode() + b"\n" + b"".join(pieces)


def _short(data: dict[str, Any]) -> bytes:
    """A row without the names of its fields: half of its length is half of what a search opens."""
    names = [[name[field] for field in FIELDS] for name in data["names"]]
    told = [names, data["births"], data.get("facts", ())]
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _long(text: str) -> dict[str, Any]:
    names, births, known = json.loads(text)
    named = [dict(zip(FIELDS, name, strict=True)) for name in names]
    return {"names": named, "births": births, "facts": known}


def _opened(row: SearchPack, ring: Any) -> Opened | None:
    try:
        data = memoryview(row.unseal_bytes(ring))
    except (Locked, NotGranted):
        return None
    start = data.obj.index(b"\n") + 1
    ends = np.cumsum([start, *json.loads(bytes(data[: start - 1]))]).tolist()
    numbers, lengths, columns, texts = (data[one:end] for one, end in pairwise(ends))
    return Opened(
        np.frombuffer(numbers, "<i8"),
        packed.from_bytes(bytes(columns)),
        np.frombuffer(lengths, "<i8"),
        texts,
    )
