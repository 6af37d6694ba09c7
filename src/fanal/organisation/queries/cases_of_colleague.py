"""Open cases of a colleague to whom something happened, for a lead who names who sees to them."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fanal.absences.queries import in_force
from fanal.accounts.access import leads_team
from fanal.accounts.models import Team, User
from fanal.cases.access import cases_for
from fanal.cases.queries.today.rows import TodayRow
from fanal.core.roles import Permission


def cases_without_her(colleague: User, reader: User) -> Iterator[TodayRow]:
    """A row for each team that this lead leads and in which nobody stands in for her yet."""
    if not reader.may(Permission.LEAD_CASES) or _somebody_stands_in(colleague):
        return
    rows = cases_for(reader).filter(assignee=colleague, closed=False)
    for team in Team.objects.filter(members=colleague).filter(members=reader).order_by("name"):
        n = rows.filter(team=team).count()
        if n and leads_team(reader, team.pk):
            title = ngettext("She has {n} open case", "She has {n} open cases", n).format(n=n)
            address = reverse("organisation:name_stand_in", args=[team.pk])
            more = _("Name who sees to them for now.")
            yield TodayRow(f"{address}?away={colleague.pk}", title, more=more, tone="care")


def _somebody_stands_in(colleague: User) -> bool:
    return any(absence.away == colleague.pk for absence in in_force())
