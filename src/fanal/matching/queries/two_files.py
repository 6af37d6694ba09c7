"""Two files of one girl in one team: her case was given to the team that had agreed to a
two-country file about her. Nobody else knows of both, and as long as nobody says that they are one,
each says of her what the other does not."""

from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.absences.queries import whose_work
from fanal.accounts.access import team_ids_of
from fanal.accounts.models import User
from fanal.cases.access import cases_for
from fanal.cases.queries.today.rows import TodayRow
from fanal.people.access import people_among, writes
from fanal.people.queries import answered_about, last_of, merged_of
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
    both = {one.case for one in found} | {one.other_case for one in found}
    workers = dict(cases_for(user).filter(id__in=both).order_by().values_list("id", "assignee"))
    mine, into = {*whose_work(user), None}, merged_of()
    pairs = {
        frozenset((last_of(one.person, into), last_of(one.other, into)))
        for one in found
        if mine & {workers.get(one.case, user), workers.get(one.other_case, user)}
    }
    return [row for pair in pairs if len(pair) == 2 for row in _row(user, *sorted(pair))]


def _row(user: User, one: UUID, other: UUID) -> list[TodayRow]:
    files = people_among(user, {one, other}).in_bulk()
    if len(files) < 2 or not all(writes(user, file) for file in files.values()):
        return []
    if other in answered_about(one):
        return []
    title = _("Perhaps one person with {other}: compare the two files").format(
        other=files[other].code_name
    )
    page = reverse("matching:pair", args=[one, other])
    return [TodayRow(page, title, code=files[one].code_name, icon="people", tone="care")]
