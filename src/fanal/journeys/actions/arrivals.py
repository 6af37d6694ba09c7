"""What follows in other apps where a partner has confirmed that somebody came to it, and where two
of us say since that this was a mistake."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from fanal.accounts.models import User
from fanal.core.journeys.events import Event
from fanal.core.journeys.handovers import Handover
from fanal.core.journeys.state import JourneyState
from fanal.journeys.models import Journey

# Filled when the server starts: called with her file, the partner, the day and who wrote it down.
CAME_TO: list[Callable[[UUID, UUID, date, User], None]] = []


@dataclass(frozen=True)
class MistakenArrival:
    """An arrival of this person that a partner had confirmed: `on` which day, and by whom it was
    written down."""

    person: UUID
    partner: UUID
    on: date
    told_by: UUID


# Called with each, and with who agreed that it was a mistake.
NEVER_CAME: list[Callable[[MistakenArrival, User], None]] = []


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


def tell_who_never_came(
    journey: Journey, was: JourneyState, state: JourneyState, handover: Handover, by: User
) -> None:
    """Tell the apps above of whose confirmation it was said just now, by the second person, that it
    was a mistake."""
    custodian = journey.custodians.filter(pk=handover.receiver).exclude(partner=None).first()
    if custodian is None or custodian.partner_id is None:
        return
    for event in handover.received:
        for person in event.persons:
            there = was.persons[person].custodian == handover.receiver
            if there and state.persons[person].custodian != handover.receiver:
                on, told_by = timezone.localdate(event.at), UUID(event.by)
                mistaken = MistakenArrival(UUID(person), custodian.partner_id, on, told_by)
                for tell in NEVER_CAME:
                    tell(mistaken, by)
