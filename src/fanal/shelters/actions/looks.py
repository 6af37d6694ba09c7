"""What is asked of the house in which she sleeps, and says nothing of where she is."""

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.accounts.office_time import day_of_office
from fanal.audit import actions as audit
from fanal.core.shelters.stays import StayAct
from fanal.keys.ring import Ring
from fanal.people.models import Person
from fanal.shelters.actions.stays import held_stay, next_number
from fanal.shelters.models import ShelterStay, ShelterStayStep
from fanal.shelters.queries.alert_recipients import tell_leads
from fanal.shelters.queries.looks import asked_for, running_stay, unanswered_before


@transaction.atomic
def ask_to_look_anew(*, person: Person, by: User, ring: Ring) -> None:
    """Ask the shelter where she has a bed for a new look at doors and visitors; once, until it
    answers. It reads neither why nor of whom: nothing is sealed, and the day alone is kept."""
    found = running_stay(person)
    if found is None:
        return
    stay = held_stay(found)
    if stay.over_on is None and asked_for(stay) is None:
        _add(stay, by, ring)


def carry_over(stay: ShelterStay, by: User, ring: Ring) -> None:
    """Ask the house of a stay that begins for the look for which the one of before was asked: she
    has left it, and there nobody answers any more."""
    if unanswered_before(stay):
        _add(held_stay(stay), by, ring)


def _add(stay: ShelterStay, by: User, ring: Ring) -> None:
    # Not as a step that moves her: whoever works with her may not open the book of the house.
    ShelterStayStep.objects.create(
        stay=stay,
        number=next_number(stay, ring),
        # The house answers by the day that it is there, which may not be the one of her worker.
        on=day_of_office(stay.shelter.team.office_id, timezone.now()),
        made_by=by,
        made_on=timezone.localdate(),
        coded={"act": StayAct.LOOK_ANEW},
    )
    detail = {"step": StayAct.LOOK_ANEW}
    audit.record(act="shelters.step", by=by, about=stay.case_id, detail=detail)
    tell_leads(stay.shelter, by, [stay])
