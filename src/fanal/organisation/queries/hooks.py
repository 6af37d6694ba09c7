"""What the start page and other apps learn of the organisation: teams that are asked to close;
whoever is back while somebody stands in for her (two who see to the same case each think that the
other did); open cases of a colleague to whom something happened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fanal.absences.queries import StandingIn, in_force, leading_now, left_without
from fanal.accounts.access import leads_team
from fanal.accounts.models import Team, User
from fanal.accounts.names import names_of_colleagues
from fanal.cases.access import cases_for
from fanal.cases.queries.today.rows import TodayRow
from fanal.core.roles import Permission
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


def stood_in_for_today(user: User, now: datetime) -> Sequence[TodayRow]:
    return list(_rows(user))


def _rows(user: User) -> Iterator[TodayRow]:
    for row in in_force():
        if row.away == user.pk:
            yield TodayRow(
                reverse("organisation:away"),
                _("{who} stands in for you").format(
                    who=names_of_colleagues().get(row.stand_in, "")
                ),
                more=_("Are you back? End it, and tell her so."),
                when=_until(row),
                icon="people",
                tone="care",
            )


def left_alone_today(user: User, now: datetime) -> Sequence[TodayRow]:
    """A row for each absence that goes on though the stand-in left: for who leads the team, and
    for who is away; for the direction where that leaves nobody who leads the team."""
    alone = list(left_without())
    hers = [one for one in alone if one.away == user.pk or leads_team(user, one.team)]
    rows = [_name_another(one) for one in hers]
    if not user.may(Permission.SEE_OVERVIEW):
        return rows
    away = {one.away for one in alone}
    return rows + [
        _nobody_leads(one)
        for one in alone
        if one not in hers and _led(one) and not leading_now(one.team) - away
    ]


def _led(one: StandingIn) -> bool:
    return User.objects.leading(one.team).filter(pk=one.away).exists()


def _name_another(one: StandingIn) -> TodayRow:
    address = f"{reverse('organisation:name_stand_in', args=[one.team])}?away={one.away}"
    return _alone(one, address, _("The colleague who stood in has left. Name another."))


def _nobody_leads(one: StandingIn) -> TodayRow:
    """The direction names no stand-in: it knows no case. It calls her, or has a lead invited."""
    more = _("{team} has no other lead. Call her, or invite one.")
    team = Team.objects.get(pk=one.team)
    return _alone(one, reverse("accounts:invite"), more.format(team=team))


def _alone(one: StandingIn, address: str, more: str) -> TodayRow:
    return TodayRow(
        address,
        _("{who} is away and nobody stands in").format(who=names_of_colleagues().get(one.away, "")),
        more=more,
        when=_until(one),
        tone="care",
    )


def _until(one: StandingIn) -> str:
    # By its date: no French “until” stands before “tomorrow”.
    return _("until {day}").format(day=one.last_day)


def cases_without_her(colleague: User, reader: User) -> Iterator[TodayRow]:
    """A row for each team that this lead leads and in which nobody stands in for her yet."""
    if not reader.may(Permission.LEAD_CASES):
        return
    seen_to = {one.team for one in in_force() if one.away == colleague.pk}
    rows = cases_for(reader).filter(assignee=colleague, closed=False)
    teams = Team.objects.filter(members=colleague).filter(members=reader).exclude(pk__in=seen_to)
    for team in teams.order_by("name"):
        n = rows.filter(team=team).count()
        if n and leads_team(reader, team.pk):
            title = ngettext("She has {n} open case", "She has {n} open cases", n).format(n=n)
            address = reverse("organisation:name_stand_in", args=[team.pk])
            more = _("Name who sees to them for now.")
            yield TodayRow(f"{address}?away={colleague.pk}", title, more=more, tone="care")
