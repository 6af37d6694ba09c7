"""What a search reads: the rows of the teams and their packs, opened for as long as it lasts."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import F, QuerySet
from django.db.models.expressions import RawSQL

import scriptnames
from fanal.accounts.models import Team, User
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.people.access import teams_of
from fanal.people.exclusion import files_with_a_conflict
from fanal.people.lost_rows import write_missing
from fanal.people.models import SearchRow
from fanal.people.models.search import RowMergedInto
from fanal.people.name_packs import OpenedPack as Pack
from fanal.people.name_packs import pack_before, parts, with_packs
from fanal.people.queries import last_of
from fanal.people.search_entries import entry, joined
from scriptnames import Entry

if TYPE_CHECKING:
    from scriptnames import Commonness  # needs numpy: loaded when it is used

# Of 100,000 people a search takes 31 MB while it lasts: four threads at once filled 120 MB and were
# not done sooner, since they share one processor. Nothing is written inside.
one_at_a_time = Lock()


@dataclass(frozen=True)
class OpenedSearch:
    """The search rows in memory. `stands_for`: each file and the file that stands for it.

    `packs`: all else that their teams know, where rows of the numbers `apart` do not count.
    """

    entries: list[Entry]
    stands_for: dict[UUID, UUID]
    packs: list[Pack] = field(default_factory=list)
    apart: set[int] = field(default_factory=set)

    def index(self, left_out: set[UUID]) -> scriptnames.Index:
        """What is searched, without these people: once, since the index takes the packs over."""
        entries = [one for one in self.entries if UUID(one.key) not in left_out]
        apart = self.apart | (_numbers_of(left_out) if self.packs and left_out else set())
        names = scriptnames.NameTable.of(entries)
        one_by_one = scriptnames.Part(names, [one.key for one in entries])
        packed = parts(self.packs, apart)
        self.packs.clear()  # the index makes one table of them, which is as large as all of them
        return scriptnames.Index([one_by_one, *packed], scriptnames.READ_CLOSELY)


def open_rows(by: User, ring: Ring, among: Container[UUID], closed: RawSQL) -> OpenedSearch:
    """Return every search row of the teams of `by` that the ring opens, one entry a person. A file
    for which another stands lends its names to it, so that she is found by all of them. `closed`:
    what `kept_out_of` says, which may write down that a file was tampered with."""
    teams = _searched_teams(by, ring)
    rows = list(_every().filter(team__in=teams).exclude(person__in=closed))
    return OpenedSearch(*_one_each(rows, ring, among))


def packed_teams(by: User, ring: Ring) -> list[Team]:
    """Return the teams of `by`, once what their packs lack is written: a write can wait for that of
    a colleague, who may be waiting for her turn to search."""
    teams = _searched_teams(by, ring)
    write_missing(teams, by, ring)
    pack_before(teams, ring)
    return teams


def commonness(by: User, ring: Ring) -> Commonness:
    """How common words of names are among all whom `by` may search: from the packs."""
    teams = packed_teams(by, ring)
    with one_at_a_time:
        return open_packs(teams, by, ring).index(set()).common


def open_packs(teams: list[Team], by: User, ring: Ring) -> OpenedSearch:
    """The same, most of it as packs, which take a few milliseconds."""
    out = files_with_a_conflict(by)  # no other team's row opens with the key of hers
    rows, packs = with_packs(teams, ring, _every()) if teams else ([], [])
    rows = [row for row in rows if row.person_id not in out]
    apart = {row.number for row in rows} | (_numbers_of(out) if out and packs else set())
    return OpenedSearch(*_one_each(rows, ring), packs, apart)


def _searched_teams(by: User, ring: Ring) -> list[Team]:
    """The teams of `by`, with the keys of their search at hand."""
    teams = list(teams_of(by).annotate(folder=F("searchfolder__folder")).order_by("name"))
    ring.prepare(team.folder for team in teams if team.folder)
    return [*teams]


def _one_each(
    rows: Sequence[RowMergedInto], ring: Ring, among: Container[UUID] | None = None
) -> tuple[list[Entry], dict[UUID, UUID]]:
    """What the ring opens of these rows as one entry a person, and which file stands for which."""
    ring.prepare(row.folder for row in rows)
    seen = {row.person_id for row in rows}
    into = {row.person_id: row.into for row in rows if row.into in seen}
    stands_for = {one: last_of(one, into) for one in seen}
    data: dict[UUID, Content] = {}
    for row in rows:
        whose = stands_for[row.person_id]
        if (among is None or whose in among) and (opened := row.try_unseal(ring)):
            data[whose] = joined(data[whose], opened) if whose in data else opened
    return [entry(one, whole) for one, whole in data.items()], stands_for


def _numbers_of(people: Iterable[UUID]) -> set[int]:
    return set(SearchRow.objects.filter(person__in=people).values_list("number", flat=True))


def _every() -> QuerySet[RowMergedInto]:
    """Return all search rows, with the file that each was merged into."""
    return SearchRow.objects.annotate(into=F("person__merged_into")).order_by("person_id")
