"""Who is told of what cannot wait, by a mail that says nothing but: please sign in."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from fanal.accounts.models import Team, User
from fanal.cases.actions.present import TELL
from fanal.core.roles import Permission
from fanal.shelters.models import Shelter


def leads_of(shelter: Shelter) -> QuerySet[User]:
    return leads_of_team(shelter.team)


def leads_of_team(team: Team) -> QuerySet[User]:
    return User.objects.who_may(Permission.LEAD_CASES).filter(teams=team).order_by("display_name")


def tell_leads(shelter: Shelter, by: User) -> None:
    """A mail that says nothing but: please sign in."""
    for tell in TELL:
        tell(leads_of(shelter).exclude(pk=by.pk), timezone.localdate())
