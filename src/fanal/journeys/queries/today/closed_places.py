"""The rows on where people sleep that a conflict closes to all who open it, for who can act.

That is a lead of the team whom no conflict keeps out of it, else a director. Whoever is kept out
meets no word of it, neither of the case nor of how many there are.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.accounts.models import Team, User
from fanal.cases.models import Case
from fanal.cases.queries.today.rows import RowAction, TodayRow
from fanal.core.roles import Permission, Role
from fanal.journeys.models import Journey
from fanal.keys.whereabouts_access import CLOSED_TO, ClosedPlace, places_kept_out_of
from fanal.people.exclusion import listed_users


def closed_places_today(user: User, now: datetime) -> Sequence[TodayRow]:
    leads = user.may(Permission.LEAD_CASES)
    if not leads and not user.may(Permission.SEE_OVERVIEW):
        return []
    listed = listed_users()
    if not listed:
        return []
    teams = list(user.teams.all() if leads else Team.objects.all())
    places = _but_of_her_own(places_kept_out_of(listed, teams), user)
    return _for_a_lead(places) if leads else _for_a_director(places)


def _but_of_her_own(places: set[ClosedPlace], user: User) -> list[ClosedPlace]:
    closed = _closed_to(user) if places else set()
    return sorted(place for place in places if place.folder not in closed)


def _closed_to(user: User) -> set[UUID]:
    return set[UUID]().union(*(source(user) for source in CLOSED_TO))


def _for_a_lead(places: Collection[ClosedPlace]) -> list[TodayRow]:
    """Return her case or journey by its code, where her team has it still."""
    folders = {place.folder for place in places}
    cases = {case.id: case for case in Case.objects.filter(id__in=folders)}
    journeys = {journey.id: journey for journey in Journey.objects.filter(id__in=folders)}
    rows = []
    for place in places:
        if (case := cases.get(place.folder)) and case.team_id == place.team:
            rows.append(_row(reverse("cases:who", args=[case.id]), _by_sheets(), case.code_name))
        elif journey := journeys.get(place.folder):
            page = reverse("journeys:journey", args=[journey.id])
            rows.append(_row(page, _by_sheets(), journey.code_name, _what_to_do()))
        else:  # of a case that another team has
            rows.append(_row(reverse("keys:sheets"), _by_sheets(), act=_what_to_do()))
    return rows


def _for_a_director(places: Collection[ClosedPlace]) -> list[TodayRow]:
    """Return a row for each team in which no lead is left who may act: somebody has
    to be invited first."""
    leads = User.objects.filter(role=Role.TEAM_LEAD, is_active=True)
    by_team = {team: list(leads.filter(teams=team)) for team in {place.team for place in places}}
    # Asked once a lead: a lead of three teams would be asked three times.
    closed_to_lead = {lead.pk: _closed_to(lead) for some in by_team.values() for lead in some}
    without = {
        place.team
        for place in places
        if all(place.folder in closed_to_lead[lead.pk] for lead in by_team[place.team])
    }
    page = reverse("accounts:invite")
    names = Team.objects.filter(pk__in=without).order_by("name").values_list("name", flat=True)
    return [_row(page, _invite(name), act=RowAction(_("Invite"), page, "people")) for name in names]


def _row(page: str, more: str, code: str = "", act: RowAction | None = None) -> TodayRow:
    who = RowAction(_("Who may open it"), page, "lock")
    title = _("nobody who may know can see where she sleeps")
    return TodayRow(page, title, code=code, more=more, tone="danger", act=act or who)


def _what_to_do() -> RowAction:
    return RowAction(_("What to do"), reverse("keys:sheets"), "lock")


def _by_sheets() -> str:
    return _(
        "A conflict keeps out all who have the key. Ask two people who keep a recovery sheet, and"
        " whoever runs the server: they let you open it."
    )


def _invite(team: str) -> str:
    return _(
        "{team} has no lead whom a conflict does not keep out. Invite one: two people who keep a"
        " recovery sheet, and whoever runs the server, then let the new lead open it."
    ).format(team=team)
