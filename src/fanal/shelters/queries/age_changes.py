"""Beds and ages: a bed that she was given under another age, and who there is an adult by now, or
soon."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.cases.queries.age_changes import open_cases_of
from fanal.cases.queries.today.rows import TodayRow
from fanal.core.casework.whose_consent import AgeTurn
from fanal.core.protection.eighteen import turns_these_weeks
from fanal.core.words import say
from fanal.people.age_changes import AgeChange, AgeConsequence
from fanal.people.consent_ages import consent_ages
from fanal.shelters.models import BedRequest, Shelter, ShelterStay

AS_AN_ADULT = say("Taken into {shelter} as an adult: look at where she sleeps, and beside whom")
AS_A_CHILD = say("Taken into {shelter} as a child: look at where she sleeps, and beside whom")


def adults_among(stays: Sequence[ShelterStay]) -> list[ShelterStay]:
    """The stays of adults as known today: a young mother may have turned 18 since she came."""
    ages = consent_ages([stay.person_id for stay in stays], timezone.localdate())
    return [stay for stay in stays if not ages[stay.person_id].as_child]


def adults_soon(
    shelter: Shelter, stays: Collection[ShelterStay], today: date
) -> Iterator[TodayRow]:
    """Yield rows for the lead of a shelter: who of it is an adult from a day that is near, so that
    a place is found before. No more than that day is said of her age."""
    ages = consent_ages([stay.person_id for stay in stays], today) if stays else {}
    for stay in stays:
        day = ages[stay.person_id].adult_since
        if day and turns_these_weeks(day, today):
            yield TodayRow(
                reverse("shelters:stay", args=[stay.id]),
                _("an adult from {day}: settle where she lives from then on").format(
                    day=date_format(day)
                ),
                code=stay.person.code_name,
                about=shelter.name,
                icon="child",
                tone="care",
            )


def came_with(row: BedRequest) -> ShelterStay | None:
    """Return the stay of whom a child came with: the one adult of its case who has a bed there. Of
    two, none: which of them, the staff asks."""
    running = ShelterStay.objects.filter(case=row.case_id, shelter=row.shelter_id, over_on=None)
    adults = adults_among(list(running)) if row.is_child else []
    # A wrong mother is worse than none: she would be asked about a child who is not hers.
    return adults[0] if len(adults) == 1 else None


def stays_again(change: AgeChange, reader: User | None) -> Iterator[AgeConsequence]:
    """Yield what an age changes about her bed, also one in which she is only expected."""
    if change.turn is None or not (cases := open_cases_of(change.person, reader)):
        return
    rows = ShelterStay.objects.filter(person=change.person, case__in=cases, over_on=None)
    says = AS_A_CHILD if change.turn is AgeTurn.ADULT else AS_AN_ADULT
    for stay in rows.select_related("shelter").defer("sealed"):
        case = cases[stay.case_id]
        address = reverse("shelters:stay_of_case", args=[stay.id])
        yield AgeConsequence(
            say(says.template, shelter=stay.shelter.name), case.id, case.code_name, address
        )
