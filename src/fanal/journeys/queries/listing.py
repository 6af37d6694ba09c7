"""Journeys as a list: those that are planned, those on which nobody is yet, those that ended."""

from django.db.models import Count, Q, QuerySet

from fanal.accounts.models import User
from fanal.core.journeys.state import state_of
from fanal.journeys import access
from fanal.journeys.models import Journey, JourneyEvent
from fanal.journeys.queries.events import events_of
from fanal.journeys.words import KINDS
from fanal.sealed.columns import with_ids

NARROWED: dict[str, Q] = {
    "open": Q(ended_on=None),
    "empty": Q(ended_on=None, people=0),
    "ended": Q(ended_on__isnull=False),
}


def listing(user: User, which: str) -> QuerySet[Journey]:
    """The journeys of `user`, latest first, each with its number of `people`. `which`: a code."""
    mine = Journey.objects.filter(id__in=access.journeys_for(user).order_by().values("id"))
    counted = mine.annotate(people=Count("travellers", distinct=True))
    counted = counted.select_related("lead", "team")
    if which in KINDS:  # which the database does not know
        narrowed = Q(id__in=[key for key, kind in with_ids(mine, "kind") if kind == which])
    else:
        narrowed = NARROWED[which]
    return counted.filter(narrowed).order_by("-starts_on", "id")


def with_red(journeys: list[Journey]) -> list[tuple[Journey, bool]]:
    """Return each with whether something on it is red, in one query."""
    events = events_of(
        JourneyEvent.objects.filter(journey__in=[journey.id for journey in journeys])
    )
    return [(journey, state_of(events[journey.id]).red) for journey in journeys]
