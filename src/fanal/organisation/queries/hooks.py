"""The row on the start page of whoever leads a team that is to be closed: what of it is still open
must have another owner first."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.accounts.models import Team, User
from fanal.cases.queries.today.rows import TodayRow
from fanal.organisation import access
from fanal.organisation.models import OrganisationChange
from fanal.organisation.queries.team_work import still_open
from fanal.web.days_in_words import past_day
from fanal.web.words import translated


def closings_today(user: User, now: datetime) -> Sequence[TodayRow]:
    rows = list(access.asked_closings_for(user))
    teams = Team.objects.in_bulk([row.about for row in rows])
    return [_row(row, teams[row.about], now) for row in rows if row.about in teams]


def _row(row: OrganisationChange, team: Team, now: datetime) -> TodayRow:
    left = [translated(why) for why in still_open(team)]
    by = _("asked by {who}").format(who=row.by) if row.by else ""
    return TodayRow(
        reverse("organisation:asked_to_close", args=[team.pk]),
        _("{team} is to be closed").format(team=team),
        more=" ".join(left) or _("Nothing of it is open."),
        below=by,
        when=past_day(row.asked_on, now.date()),
        icon="people",
        tone="care",
    )
