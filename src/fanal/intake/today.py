"""Calls that nobody has looked at yet, on the start page; those that cannot wait on the board too:
there is no case of hers yet, and so no row of hers."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fanal.absences.reachable import leads_to_call
from fanal.accounts.models import User
from fanal.cases.queries.today.rows import TodayRow
from fanal.core.roles import Permission
from fanal.intake.access import calls_left_undecided, calls_that_cannot_wait
from fanal.intake.models import Signal
from fanal.intake.queries import waiting
from fanal.web.days_in_words import past_day, relative_day

# Our own default, as no law or standard sets a term: who called is waiting for an answer.
DECIDED_WITHIN = timedelta(days=7)


def calls_to_look_at(user: User, now: datetime) -> list[TodayRow]:
    """The dangerous first, then the oldest. What was said is read on the page of the call, where
    that it was read is recorded. For the direction, which opens none: how many cannot wait, and how
    many were left undecided."""
    if user.may(Permission.SEE_OVERVIEW):
        return [*cannot_wait_by_team(user, now), *_left_by_team(user, now)]
    return [_row_of(call, now.date()) for call in waiting(user)]


def _row_of(call: Signal, today: date) -> TodayRow:
    left = not call.urgent and call.taken_on <= today - DECIDED_WITHIN
    return TodayRow(
        reverse("intake:signal", args=[call.id]),
        _("cannot wait") if call.urgent else _("undecided for a week or longer") if left else "",
        code=call.code_name,
        more=_("Taken by {who}").format(who=call.taken_by),
        when=past_day(call.taken_on, today),
        icon="call",
        tone="danger" if call.urgent else "care" if left else "",
    )


def cannot_wait_by_team(user: User, now: datetime) -> list[TodayRow]:
    """How many in each team, since when, who took them, and whom to ask: no code name, no word of a
    call."""

    def says(n: int) -> str:
        return ngettext(
            "{team}: {n} call cannot wait, and nobody has decided on it",
            "{team}: {n} calls cannot wait, and nobody has decided on them",
            n,
        )

    # The direction opens no list of calls: for it that page does not exist.
    page = reverse("journeys:board" if user.may(Permission.SEE_OVERVIEW) else "intake:list")
    calls = calls_that_cannot_wait(user)
    return _by_team(calls, user, now.date(), says, tone="danger", address=page)


def _left_by_team(user: User, now: datetime) -> list[TodayRow]:
    def says(n: int) -> str:
        return ngettext(
            "{team}: {n} call has been undecided for a week or longer",
            "{team}: {n} calls have been undecided for a week or longer",
            n,
        )

    today = now.date()
    left = calls_left_undecided(user, today - DECIDED_WITHIN)
    return _by_team(left, user, today, says, tone="care")


def _by_team(
    calls: QuerySet[Signal],
    user: User,
    today: date,
    says: Callable[[int], str],
    *,
    tone: str,
    address: str = "",
) -> list[TodayRow]:
    rows = calls.order_by("team__name", "taken_on", "taken_by__display_name")
    by_team: dict[tuple[UUID, str], list[tuple[date, str]]] = {}
    columns = rows.values_list("team", "team__name", "taken_on", "taken_by__display_name")
    for team, name, taken_on, taken_by in columns:
        by_team.setdefault((team, name), []).append((taken_on, taken_by))
    called = leads_to_call({team for team, _name in by_team}, reader=user) if by_team else {}
    leads = {team.pk: ", ".join(names) for team, names in called.items()}
    return [
        TodayRow(
            address,
            says(len(taken)).format(team=name, n=len(taken)),
            more=" · ".join(filter(None, [_taken_by(taken), _leads(leads.get(team, ""))])),
            when=_("since {day}").format(day=relative_day(taken[0][0], today)),
            icon="call",
            tone=tone,
        )
        for (team, name), taken in by_team.items()
    ]


def _taken_by(calls: Iterable[tuple[date, str]]) -> str:
    """Return who took these calls: who knows of them what nobody has written yet."""
    names = dict.fromkeys(name for _day, name in calls)
    return _("Taken by {who}").format(who=", ".join(names))


def _leads(names: str) -> str:
    return capfirst(_("Lead: {who}").format(who=names)) if names else ""
