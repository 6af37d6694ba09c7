"""Files that a search would not find, since somebody deleted or changed their rows in the database.

Their rows are made anew from the files themselves, before anybody is told that we do not know her.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import wraps
from typing import cast
from uuid import UUID

from django.db.models import QuerySet

from fanal.accounts.models import Team, User
from fanal.authority import findings
from fanal.core.sealing.failures import BrokenSeal
from fanal.database.sql import rows, these
from fanal.keys.ring import Ring
from fanal.people.access import people_among, teams_of
from fanal.people.models import SearchPack, SearchRow
from fanal.people.search_entries import refresh
from fanal.processes.process_cache import ProcessCache

MOST = 50  # files, one search
# By teams. It looks for a row of everybody: not with each search of a minute.
_missing = ProcessCache[frozenset[UUID], list[UUID | str]]()
# One question for the files of each team, and one for those of others that it works with.
LACKING = """SELECT p.id FROM people_person p WHERE p.team_id IN ({teams}) AND NOT EXISTS
        (SELECT 1 FROM people_searchrow r WHERE r.person_id = p.id AND r.team_id = p.team_id)
    UNION SELECT a.person_id FROM people_alsoin a WHERE a.team_id IN ({teams}) AND NOT EXISTS
        (SELECT 1 FROM people_searchrow r WHERE r.person_id = a.person_id AND r.team_id = a.team_id)
    LIMIT {most}"""


def write_missing(teams: Sequence[Team], by: User, ring: Ring) -> None:
    """The rows that are gone, as far as the ring opens the files. None is gone by an action here,
    but for the moment in which a case goes to another team."""
    key = frozenset(team.pk for team in teams)
    _write_anew(_missing.get(key, lambda: 0, lambda: _without_rows(key)), by, ring)


def _without_rows(teams: Collection[UUID]) -> list[UUID | str]:
    asked = these(teams)
    sql = LACKING.format(teams=asked.sql, most=MOST)
    return [id for (id,) in rows(sql, [*asked.params, *asked.params])]


def retry_lost_rows[**Asked, Found](search: Callable[Asked, Found]) -> Callable[Asked, Found]:
    """A search by somebody (`by`, `ring`) that is made once more where it met a row that is not of
    the file that it names."""

    @wraps(search)
    def asked(*args: Asked.args, **said: Asked.kwargs) -> Found:
        try:
            return search(*args, **said)
        except BrokenSeal:
            by = cast(User, said["by"])
            write_broken(teams_of(by), by, cast(Ring, said["ring"]))
            return search(*args, **said)

    return asked


def write_broken(teams: QuerySet[Team], by: User, ring: Ring) -> None:
    """Write anew every row of these teams that is not of the file, or not of the number, that it
    names: one was met, and whose place it took nobody can say without looking at all."""
    broken = []
    for row in SearchRow.objects.filter(team__in=teams).iterator():
        try:
            row.try_unseal(ring)
        except BrokenSeal:
            broken.append(row.person_id)
            findings.noted(SearchRow._meta.db_table, row.person_id.hex, findings.ALTERED)
    _write_anew(broken, by, ring)
    SearchPack.objects.filter(team__in=teams).delete()  # made anew with the next search


def _write_anew(files: Iterable[UUID | str], by: User, ring: Ring) -> None:
    ids = [UUID(str(file)) for file in files]
    for person in people_among(by, ids).select_related("team") if ids else ():
        refresh(person, ring)
