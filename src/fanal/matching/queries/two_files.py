"""Two files of one girl in one team: her case was given to the team that had agreed to a
two-country file about her. Nobody else knows of both, and as long as nobody says that they are one,
each says of her what the other does not."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.absences.queries import whose_work
from fanal.accounts.access import team_ids_of
from fanal.accounts.models import User
from fanal.cases.access import cases_for
from fanal.cases.queries.today.rows import TodayRow
from fanal.database.sql import these
from fanal.people.access import people_among
from fanal.people.models import AdditionalTeam, Person
from fanal.people.queries import decisions_in_force, last_of, merged_of
from fanal.sharing.models import Side
from fanal.sharing.queries.other_files import other_files

ENDED_FILE = "SELECT 1 FROM sharing_sharedfile WHERE state = 'withdrawn'"


def to_compare_today(user: User, now: datetime) -> list[TodayRow]:
    """Return a row for each two files that this user may compare, of the cases that she or nobody
    works on; none where somebody has answered already."""
    own = cases_for(user).filter(closed=False, team__in=team_ids_of(user)).order_by()
    ended = Side.objects.filter(shared__state="withdrawn", case__in=own.values("id"))
    cases = {*ended.order_by().values_list("case", flat=True)}
    found = other_files(cases) if cases else []
    if not found:
        return []
    both = {one.case for one in found} | {one.other_case for one in found}
    workers = dict(cases_for(user).filter(id__in=both).order_by().values_list("id", "assignee"))
    mine, into = {*whose_work(user), None}, merged_of()
    pairs = {
        frozenset((last_of(one.person, into), last_of(one.other, into)))
        for one in found
        if mine & {workers.get(one.case, user), workers.get(one.other_case, user)}
    }
    return list(_rows(user, {pair for pair in pairs if len(pair) == 2}, into))


def _rows(
    user: User, pairs: Collection[frozenset[UUID]], into: Mapping[UUID, UUID]
) -> Iterator[TodayRow]:
    files = _written_by(user, {file for pair in pairs for file in pair})
    asked = {pair for pair in pairs if pair <= files.keys()} if files else set()
    answered = _answered({file for pair in asked for file in pair}, into) if asked else set()
    # Of the same two in the same order at each look.
    for one, other in sorted(tuple(sorted(pair)) for pair in asked - answered):
        title = _("Perhaps one person with {other}: compare the two files").format(
            other=files[other].code_name
        )
        page = reverse("matching:pair", args=[one, other])
        yield TodayRow(page, title, code=files[one].code_name, icon="people", tone="care")


def _written_by(user: User, ids: Collection[UUID]) -> dict[UUID, Person]:
    """Return those of these files that a team of this user has, or works in as well."""
    if not ids:
        return {}
    teams = team_ids_of(user)
    hers = Q(team__in=teams) | Q(
        id__in=AdditionalTeam.objects.filter(team__in=teams).values("person")
    )
    return people_among(user, ids).filter(hers).in_bulk()


def _answered(files: set[UUID], into: Mapping[UUID, UUID]) -> set[frozenset[UUID]]:
    """Return the pairs of these of which somebody was asked whether they are one, by whichever of
    their files."""
    kin = these(files | {file for file in into if last_of(file, into) in files})
    found = decisions_in_force().filter(one__in=kin, other__in=kin).order_by()
    rows = found.values_list("one", "other")
    return {frozenset((last_of(one, into), last_of(other, into))) for one, other in rows}
