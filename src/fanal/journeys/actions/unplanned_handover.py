"""Mails at a hand-over: to another team of ours that receives, and to whoever leads the journey,
where another takes somebody over than was planned."""

from collections.abc import Iterable

from django.utils import timezone

from fanal.accounts.models import User
from fanal.core.journeys.unplanned_handover import not_as_planned
from fanal.journeys.actions.events import state_now
from fanal.journeys.actions.mails import owe
from fanal.journeys.models import Journey, JourneyCustodian
from fanal.journeys.queries.custodians import legs_of
from fanal.journeys.queries.leads import answering_for, leading_today


def tell_of_another(journey: Journey, persons: Iterable[str], by: User) -> None:
    """Owe a mail to whoever leads it, where one of these was given to another; not to who wrote
    it."""
    rows = journey.custodians.filter(planned=True).order_by()
    planned, legs = [str(row.id) for row in rows], legs_of([journey.id]).get(journey.id, [])
    state = state_now(journey).persons
    moved = (state[person] for person in persons if person in state)
    if any(not_as_planned(person, planned, legs) for person in moved):
        owe([user for user in leading_today(journey) if user != by], timezone.localdate())


def tell_the_receiving(journey: Journey, receiver: JourneyCustodian, by: User) -> None:
    """Owe a mail to whoever answers for another team of ours to which they go."""
    if receiver.team is not None and receiver.team_id != journey.team_id:
        receiving = [user for user in answering_for(journey, receiver.team) if user != by]
        owe(receiving, timezone.localdate())
