"""On which day somebody came home, as her journeys say."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.utils import timezone

from fanal.accounts.models import User
from fanal.core.journeys.events import arrived_at
from fanal.core.journeys.state import state_of
from fanal.journeys import access
from fanal.journeys.models import Happening, Traveller
from fanal.journeys.queries.events import events_of

HOME = "return"


def came_home(files: Collection[UUID], user: User) -> date | None:
    """The last return of whoever these files are, on a journey home that this user reads: that she
    is back, or that she arrived where the journey has ended."""
    travels = Traveller.objects.filter(person__in=files).order_by()
    journeys = access.journeys_seen_by(user).filter(id__in=travels.values("journey"))
    homes = {journey.id: journey for journey in journeys.order_by() if journey.kind == HOME}
    events = events_of(Happening.objects.filter(journey__in=homes)) if homes else {}
    hers, found = set(map(str, files)), []
    for id, told in events.items():
        state = state_of(told)
        for one in state.persons.values():
            arrived = arrived_at(state.events, one.person) if homes[id].ended_on else None
            if one.person in hers and (back := one.returned_at or arrived):
                found.append(timezone.localdate(back))
    return max(found, default=None)
