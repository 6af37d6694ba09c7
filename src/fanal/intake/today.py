"""Calls that nobody has looked at yet, on the start page; those that cannot wait on the board too:
there is no case of hers yet, and so no row of hers."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fanal.absences.reachable import leads_to_call
from fanal.accounts.models import User
from fanal.cases.queries.today.rows import TodayRow
from fanal.core.roles import Permission
from fanal.intake.access import calls_that_cannot_wait
from fanal.intake.queries import waiting
from fanal.web.days_in_words import past_day, relative_day


def calls_to_look_at(user: User, now: datetime) -> list[TodayRow]:
    """The dangerous first, then the oldest. What was said is read on the page of the call, where
    that it was read is recorded. For the direction, which opens none: how many cannot wait."""
    if user.may(Permission.SEE_OVERVIEW):
        return cannot_wait_by_team(user, now)
    return [
        TodayRow(
            reverse("intake:signal", args=[row.id]),
            _("cannot wait") if row.urgent else "",
            code=row.code_name,
            more=_("Taken by {who}").format(who=row.taken_by),
            when=past_day(row.taken_on, now.date()),
            icon="call",
            tone="danger" if row.urgent else "",
        )
        for row in waiting(user)
    ]


def cannot_wait_by_team(user: User, now: datetime) -> list[TodayRow]:
    """How many in each team, since when, who took them, and whom to ask: no code name, no word of a
    call."""
    rows = calls_that_cannot_wait(user).order_by("team__name", "taken_on", "taken_by__display_name")
    by_team: dict[tuple[UUID, str], list[tuple[date, str]]] = {}
    columns = rows.values_list("team", "team__name", "taken_on", "taken_by__display_name")
    for team, name, taken_on, taken_by in columns:
        by_team.setdefault((team, name), []).append((taken_on, taken_by))
    called = leads_to_call({team for team, _name in by_team}, reader=user) if by_team else {}
    leads = {team.pk: ", ".join(names) for team, names in called.items()}
    # The direction opens no list of calls: for it that page does not exist.
    page = reverse("journeys:board" if user.may(Permission.SEE_OVERVIEW) else "intake:list")
    return [
        TodayRow(
            page,
            ngettext(
                "{team}: {n} call cannot wait, and nobody has decided on it",
                "{team}: {n} calls cannot wait, and nobody has decided on them",
                len(calls),
            ).format(team=name, n=len(calls)),
            more=" · ".join(filter(None, [_taken_by(calls), _leads(leads.get(team, ""))])),
            when=_("since {day}").format(day=relative_day(calls[0][0], now.date())),
            icon="call",
            tone="danger",
        )
        for (team, name), calls in by_team.items()
    ]


def _taken_by(calls: Iterable[tuple[date, str]]) -> str:
    """Return who took these calls: who knows of them what nobody has written yet."""
    names = dict.fromkeys(name for _day, name in calls)
    return _("Taken by {who}").format(who=", ".join(names))


def _leads(names: str) -> str:
    return capfirst(_("Lead: {who}").format(who=names)) if names else ""
