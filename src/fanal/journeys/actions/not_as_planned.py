"""Whoever leads a journey is told at once that another took somebody over than was planned."""

from collections.abc import Iterable

from django.utils import timezone

from fanal.accounts.models import User
from fanal.core.journeys.not_as_planned import not_as_planned
from fanal.journeys.actions.events import state_now
from fanal.journeys.actions.mails import owe
from fanal.journeys.models import Journey
from fanal.journeys.queries.custodians import legs_of
from fanal.journeys.queries.leads import leading_today


def tell_of_another(journey: Journey, persons: Iterable[str], by: User) -> None:
    """Owe a mail to whoever leads it, where one of these was given to another; not to who wrote
    it."""
    rows = journey.custodians.filter(planned=True).order_by()
    planned, legs = [str(row.id) for row in rows], legs_of([journey.id]).get(journey.id, [])
    state = state_now(journey).persons
    moved = (state[person] for person in persons if person in state)
    if any(not_as_planned(person, planned, legs) for person in moved):
        owe([user for user in leading_today(journey) if user != by], timezone.localdate())
