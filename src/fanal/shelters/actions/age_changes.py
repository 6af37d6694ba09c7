"""What follows where somebody who is lost to a shelter is found to be a child."""

from collections.abc import Iterable

from django.utils import timezone

from fanal.accounts.models import User
from fanal.cases.actions.present import danger_begins
from fanal.core.casework.whose_consent import AgeTurn
from fanal.core.shelters.stays import StayState, means_danger
from fanal.people.age_changes import AgeChange
from fanal.shelters.models import ShelterStay
from fanal.shelters.queries.alert_recipients import tell_leads


def missing_child(change: AgeChange, by: User) -> None:
    """Begin the danger of a missing child, as if her age had been known when she was counted, or
    left without a word: a child of whom nobody knows where she is is in danger."""
    # Found to be an adult nothing begins, and a danger that was said is ended by nobody's age.
    if change.turn is not AgeTurn.CHILD:
        return
    rows = ShelterStay.objects.filter(person=change.person).prefetch_related("steps")
    stays = list(rows.select_related("case", "shelter__team").defer("sealed"))
    # Who came back to a bed of ours since then was found.
    has_bed = any(stay.over_on is None for stay in stays)
    for stay in stays:
        left_to_danger = not has_bed and _left_last(stay, stays) and _left_to_danger(stay)
        if left_to_danger or stay.stands is StayState.MISSING:
            danger_begins(case=stay.case, person=stay.person_id, on=timezone.localdate(), by=by)
            tell_leads(stay.shelter, by, [stay])


def _left_last(stay: ShelterStay, stays: Iterable[ShelterStay]) -> bool:
    # Only how the last stay ended says where she is now.
    return stay.over_on == max(other.over_on for other in stays if other.over_on)


def _left_to_danger(stay: ShelterStay) -> bool:
    """Whether she is gone for good in a way that is a danger of a child."""
    steps = [step for step in stay.steps.all() if step.left_to]
    return any(means_danger(step.act, step.left_to, child=True) for step in steps)
