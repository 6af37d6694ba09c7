"""What follows in other apps where a partner has confirmed that somebody came to it."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.utils import timezone

from fanal.accounts.models import User
from fanal.core.journeys.events import Event
from fanal.core.journeys.state import JourneyState
from fanal.journeys.models import Journey

# Filled when the server starts: called with her file, the partner, the day and who wrote it down.
CAME_TO: list[Callable[[UUID, UUID, date, User], None]] = []


def tell_who_came(journey: Journey, state: JourneyState, event: Event, by: User) -> None:
    """Tell the apps above of whom a partner has confirmed, where nothing of it is in doubt."""
    custodian = journey.custodians.filter(pk=event.custodian).exclude(partner=None).first()
    if custodian is None or custodian.partner_id is None:
        return
    unsure = {person for problem in state.problems for person in problem.persons}
    for person in event.persons - unsure:
        if state.persons[person].custodian == event.custodian:
            for tell in CAME_TO:
                tell(UUID(person), custodian.partner_id, timezone.localdate(event.at), by)
