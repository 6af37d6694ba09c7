"""What the search rows of files say, each file by itself, also those for which another stands."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from fanal.accounts.models import Team, User
from fanal.keys.ring import Ring
from fanal.people.access import kept_out_of, teams_of
from fanal.people.models import SearchRow
from fanal.people.search_entries import entry
from scriptnames import Entry


def entries_by_file(by: User, ring: Ring, team: Team) -> list[Entry]:
    """Return every file of a team by itself, also those for which another stands: what answers are
    of."""
    return _by_file(SearchRow.objects.filter(team=team), by, ring)


def entries_of(files: Iterable[UUID], by: User, ring: Ring) -> list[Entry]:
    """Return these files alone, each by itself, as the teams of `by` search them."""
    rows = SearchRow.objects.filter(team__in=teams_of(by), person__in=list(files))
    return _by_file(rows, by, ring)


def _by_file(rows: QuerySet[SearchRow], by: User, ring: Ring) -> list[Entry]:
    rows = rows.exclude(person__in=kept_out_of(by)).order_by("person")
    ring.prepare(rows.values_list("folder", flat=True))
    opened = {row.person_id: data for row in rows if (data := row.try_unseal(ring))}
    return [entry(one, data) for one, data in opened.items()]
