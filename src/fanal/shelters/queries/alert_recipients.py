"""Who is told of what cannot wait, by a mail that says nothing but: please sign in."""

from collections import defaultdict
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from fanal.absences.reachable import whoever_to_call
from fanal.accounts.models import Team, User
from fanal.cases.actions.present import TELL
from fanal.core.roles import Permission
from fanal.shelters.models import Incident, Shelter


def leads_of(shelter: Shelter) -> QuerySet[User]:
    return leads_of_team(shelter.team)


def leads_of_team(team: Team) -> QuerySet[User]:
    return User.objects.leading(team).order_by("display_name")


def leads_to_call(shelter: Shelter, *, reader: User) -> str:
    """Return the leads by name, also who stands in for one; the team, where nobody leads it. Nobody
    is told to call herself: "" where the reader alone leads it."""
    leads = list(leads_of(shelter))
    others = [lead for lead in leads if lead != reader]
    if leads and not others:
        return ""
    return whoever_to_call(others, shelter.team) or str(shelter.team)


def tell_leads(shelter: Shelter, by: User) -> None:
    """Send the leads a mail that says nothing but: please sign in."""
    for tell in TELL:
        tell(leads_of(shelter).exclude(pk=by.pk), timezone.localdate())


def unread_for_leads(rows: QuerySet[Incident]) -> list[Incident]:
    """Return what no lead has read, without what the only lead of the team wrote herself: nobody
    else can read it for her."""
    leads: dict[UUID, set[UUID]] = defaultdict(set)
    able = User.objects.who_may(Permission.LEAD_CASES).exclude(teams=None)
    for team, user in able.values_list("teams", "pk"):
        leads[team].add(user)
    unread = rows.filter(read_on=None).select_related("shelter").defer("sealed")
    # It would wait for ever, and stand in the way of closing the shelter.
    return [row for row in unread if leads[row.shelter.team_id] != {row.made_by_id}]
