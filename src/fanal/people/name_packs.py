"""The packs of a team: what its search rows hold, many to one seal, opened in a few milliseconds.

A pack holds what its rows hold, under the same key, and dies with the request like them. A row that
was written since, or whose person stands for another, is opened by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import batched, chain
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Max, QuerySet

import scriptnames
from fanal.accounts.models import Team
from fanal.core.lazy_modules import WhenUsed
from fanal.core.sealing.failures import Locked, NotGranted
from fanal.database.sql import as_uuid, each, rows_in_binary, these
from fanal.keys.ring import Ring
from fanal.people.models import AdditionalTeam, Person, SearchFolder, SearchPack, SearchRow
from fanal.people.queries import merged_of
from fanal.people.search_entries import entry
from fanal.processes.process_cache import ProcessCache

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from scriptnames import NameTable, Part

    type Numbers = NDArray[np.int64]
else:
    np = WhenUsed("numpy")

FULL = 20_000  # rows of a pack: about 2.5 MB
AT_ONCE = 5_000  # rows that are opened to be packed, one search
WAITING = 200  # rows that a search opens one by one, before they are packed
# Of so many new files, whose numbers are random, one packs what waits: thousands may be written
# before anybody searches, and a search would open each by itself, in seconds and hundreds of MB.
WRITTEN = 1_000
PACKED = """SELECT number FROM people_searchrow
            WHERE pack_id IS NOT NULL AND team_id IN ({teams})"""

# By packs. It reads a number of everybody: not with each search of a minute.
_lost = ProcessCache[frozenset[UUID], list[int]]()


@dataclass(frozen=True)
class OpenedPack:
    """A pack in memory: the number of each row, and what a search reads of it."""

    numbers: Numbers
    columns: NameTable


def with_packs[Row: SearchRow](
    teams: Sequence[Team], ring: Ring, rows: QuerySet[Row]
) -> tuple[list[Row], list[OpenedPack]]:
    """Return which of `rows` to open by themselves, and the packs that speak for all others of the
    teams. Read again when a pack was made or deleted meanwhile: a row must not fall between the
    two."""
    # The newest first: of a row that two packs hold, `_again` leaves out all but the first copy.
    packs = SearchPack.objects.filter(team__in=teams).order_by("team", "-number")
    while True:
        before = set(packs.values_list("id", flat=True))
        alone = _by_themselves({team.pk for team in teams}, rows)
        found = _read(packs)
        if before == {pack.id for pack in found}:
            opened = [one for pack in found if (one := _opened(pack, ring))]
            if len(opened) == len(found):
                work_out = partial(_in_no_pack, teams, opened)
                lost = _lost.get(frozenset(before), lambda: 0, work_out)
                alone += rows.filter(number__in=lost) if lost else ()
            return alone, opened


def _read(packs: QuerySet[SearchPack]) -> list[SearchPack]:
    """The packs that still stand there, with what is sealed in them: 14 MB of 100,000 people."""
    found = list(packs.defer("sealed"))
    if not found:
        return []
    asked = these([pack.id for pack in found])
    sealed = f"SELECT id, sealed FROM people_searchpack WHERE id IN ({asked.sql})"  # noqa: S608
    by_id = {as_uuid(id): content for id, content in rows_in_binary(sealed, asked.params)}
    for pack in found:
        pack.sealed = by_id.get(pack.id, b"")
    return [pack for pack in found if pack.sealed]


def _in_no_pack(teams: Sequence[Team], packs: Sequence[OpenedPack]) -> list[int]:
    """The numbers of rows of which a pack is to speak and none does: somebody pointed them at one
    in the database, so that nobody finds them."""
    asked = these([team.pk for team in teams])
    packed = each(PACKED.format(teams=asked.sql), asked.params)
    numbers = np.fromiter((number for (number,) in packed), dtype=np.int64)
    held = [np.empty(0, dtype=np.int64), *(pack.numbers for pack in packs)]
    return numbers[~np.isin(numbers, np.concatenate(held))].tolist()


def parts(packs: Sequence[OpenedPack], left_out: Iterable[int]) -> list[Part]:
    """Packs as the index takes them, each row once, without the rows of these numbers."""
    if not packs:
        return []
    numbers = np.concatenate([pack.numbers for pack in packs])
    out = _again(numbers) | np.isin(numbers, np.array(list(left_out), dtype=np.int64))
    cuts = np.cumsum([len(pack.numbers) for pack in packs])[:-1]
    return [
        scriptnames.Part(one.columns, one.numbers, some)
        for one, some in zip(packs, np.split(out, cuts), strict=True)
    ]


def _again(numbers: Numbers) -> NDArray[np.bool_]:
    """Return which of these stood before."""
    again = np.zeros(len(numbers), dtype=np.bool_)
    ordered = np.sort(numbers)
    if (ordered[1:] == ordered[:-1]).any():  # hardly ever, and where they stand takes longer to say
        again[:] = True
        again[np.unique(numbers, return_index=True)[1]] = False
    return again


def _by_themselves[Row: SearchRow](teams: set[UUID], rows: QuerySet[Row]) -> list[Row]:
    """The rows that wait for a pack, and those of people who may have more than one row."""
    found = list(rows.filter(team__in=teams, pack=None))
    several = set(chain.from_iterable(merged_of().items()))
    several.update(AdditionalTeam.objects.order_by().values_list("person", flat=True))
    others = rows.filter(person__in=several).exclude(pack=None)
    return found + [row for row in others if row.team_id in teams]


def pack_before(teams: Iterable[Team], ring: Ring) -> None:
    """Pack, before a search, what was written by the thousand while nobody packed."""
    for team in teams:
        waiting = SearchRow.objects.filter(team=team, pack=None).order_by()
        for _time in range(waiting.count() // AT_ONCE):
            pack_more(team, ring)


def pack_more(team: Team, ring: Ring) -> int:
    """Pack the rows of a team that wait, together with its small packs. How many rows were packed.

    Nothing while few wait, while another worker packs, or without the team's search key.
    """
    of_search = SearchFolder.objects.filter(team=team).values("folder")
    waiting = SearchRow.objects.filter(team=team, pack=None, folder__in=of_search)
    # Counted no further than it matters: a large team has tens of thousands of rows.
    return _pack(team, ring) if waiting.order_by()[:WAITING].count() == WAITING else 0


@transaction.atomic
def take_out(person: Person, team: Team) -> None:
    """Delete the row of a person in a team and the pack that holds it: it is made anew without."""
    rows = SearchRow.objects.select_for_update().filter(person=person, team=team)
    packs = [row.pack_id for row in rows if row.pack_id]
    rows.delete()
    SearchPack.objects.filter(id__in=packs).delete()


@transaction.atomic
def _pack(team: Team, ring: Ring) -> int:
    folder = SearchFolder.objects.select_for_update(skip_locked=True).filter(team=team).first()
    if not folder or SearchRow.COMPARTMENT not in ring.compartments(folder.folder):
        return 0
    # Whoever writes one of these meanwhile waits, and then takes it out of the pack again.
    theirs = SearchRow.objects.filter(team=team, folder=folder.folder)
    waiting = theirs.filter(pack=None).order_by("id")
    # Skipped where a colleague is writing one just now: nobody who saves a name waits for a pack.
    rows = list(waiting.select_for_update(skip_locked=True)[: min(AT_ONCE, FULL)])
    small = _small(team, len(rows))
    held = [_of_rows(rows, ring), *(one for pack in small if (one := _held(pack, ring)))]
    numbers = np.concatenate([one.numbers for one in held])
    newest = SearchPack.objects.filter(team=team).aggregate(at=Max("number"))["at"] or 0
    pack = SearchPack(team=team, folder=folder.folder, number=newest + 1)
    columns = scriptnames.NameTable.concat([one.columns for one in held])
    pack.seal_bytes(ring, _content(OpenedPack(numbers, columns.compact())))
    pack.save(force_insert=True)
    for some in batched(numbers.tolist(), AT_ONCE):
        SearchRow.objects.filter(number__in=some).update(pack=pack)
    SearchPack.objects.filter(id__in=[search_pack.id for search_pack in small], rows=None).delete()
    return len(numbers)


def _small(team: Team, beside: int) -> list[SearchPack]:
    """The packs that speak for the fewest rows, as many as go into one with so many new ones."""
    found: list[SearchPack] = []
    total = beside
    packs = SearchPack.objects.filter(team=team).annotate(held=Count("rows"))
    for pack in packs.order_by("held", "number").defer("sealed"):
        total += pack.held
        if total > FULL:
            break
        found.append(pack)
    return found


def _held(pack: SearchPack, ring: Ring) -> OpenedPack | None:
    """What a pack says of the rows for which it still speaks, and that nobody writes just now."""
    opened = _opened(pack, ring)
    rows = SearchRow.objects.select_for_update(skip_locked=True).filter(pack=pack)
    if opened is None:
        return None
    numbers = np.array(list(rows.values_list("number", flat=True)), dtype=np.int64)
    mask = np.isin(opened.numbers, numbers)
    return OpenedPack(opened.numbers[mask], opened.columns.select(mask))


def _of_rows(rows: Sequence[SearchRow], ring: Ring) -> OpenedPack:
    entries = [entry(row.number, row.unseal(ring)) for row in rows]
    numbers = np.array([row.number for row in rows], dtype=np.int64)
    return OpenedPack(numbers, scriptnames.NameTable.of(entries))


def _content(some: OpenedPack) -> bytes:
    """How many rows, the number of each, 8 bytes each, and their columns."""
    count = len(some.numbers).to_bytes(8, "little")
    return count + some.numbers.astype("<i8").tobytes() + some.columns.to_bytes()


def _opened(row: SearchPack, ring: Ring) -> OpenedPack | None:
    try:
        data = row.unseal_bytes(ring)
    except (Locked, NotGranted):
        return None
    row.sealed = b""  # opened one after the other: in memory are never all packs twice
    # A copy: who needs the numbers alone would else hold all that was opened.
    numbers = np.frombuffer(data, "<i8", int.from_bytes(data[:8], "little"), 8).copy()
    return OpenedPack(numbers, scriptnames.NameTable.from_bytes(data, 8 + numbers.nbytes))
