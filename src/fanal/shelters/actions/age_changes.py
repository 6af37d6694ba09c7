"""Who was not seen at a count, and is found to be a child."""

from __future__ import annotations

from django.utils import timezone

from fanal.accounts.models import User
from fanal.cases.actions.present import danger_begins
from fanal.core.casework.whose_consent import AgeTurn
from fanal.core.shelters.stays import StayState
from fanal.people.age_changes import AgeChange
from fanal.shelters.models import ShelterStay
from fanal.shelters.queries.alert_recipients import tell_leads


def missing_child(change: AgeChange, by: User) -> None:
    """As if it had been known when she was counted: a child who is not seen is in danger."""
    if change.turn is not AgeTurn.CHILD:
        return
    rows = ShelterStay.objects.filter(person=change.person, over_on=None)
    for stay in rows.select_related("case", "shelter__team").defer("sealed"):
        if stay.stands is StayState.MISSING:
            danger_begins(case=stay.case, person=stay.person_id, on=timezone.localdate(), by=by)
            tell_leads(stay.shelter, by)
