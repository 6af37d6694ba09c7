"""An eighteenth birthday that comes, or came, and what is asked or looked at again by it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models import User
from fanal.cases.access import cases_with
from fanal.core.casework.whose_consent import ConsentAge
from fanal.core.protection.eighteen import months_ahead
from fanal.core.sealing.compartments import NARRATIVE
from fanal.core.words import say
from fanal.journeys.models import Journey, Traveller
from fanal.journeys.queries.destination_warnings import ChangedReason
from fanal.people.age_changes import AgeChange, AgeConsequence, consequences
from fanal.people.consent_ages import consent_age, consent_ages
from fanal.people.models import Person

DAY = timedelta(days=1)
ON_THE_WAY = timedelta(days=3)  # a journey may last some days
TURNS = say(
    "{who} turns 18 on {day}, before this journey is over: from that day she herself is asked "
    "anew, and her papers are those of an adult"
)


@dataclass(frozen=True)
class TurningAdult:
    """A person who turns eighteen. `age`: with the first day and the sure day. `again`: what was
    agreed to, decided or begun for a child, in the cases that the reader opens: as where an age is
    corrected."""

    person: Person
    age: ConsentAge
    again: list[AgeConsequence]


def turning_in(people: Collection[Person], today: date) -> list[Person]:
    """Return those whose eighteenth birthday is near."""
    ages = consent_ages([person.pk for person in people], today)
    return [person for person in people if months_ahead(ages[person.pk], today) is not None]


def adult_before_a_journey(journey: Journey, user: User) -> Iterator[ChangedReason]:
    """Yield for whoever opens the case who is a child today and an adult on the way: what was
    agreed to for a child lets nobody leave from that day on."""
    travel = Traveller.objects.filter(journey=journey, case__in=cases_with(user, NARRATIVE))
    rows, today = list(travel.select_related("person").order_by("id")), timezone.localdate()
    ages = consent_ages([row.person_id for row in rows], today) if rows else {}
    for row in rows:
        day = ages[row.person_id].adult_since
        if day is not None and today < day <= journey.starts_on + ON_THE_WAY:
            page = reverse("protection:eighteen", args=[row.case_id, row.person_id])
            yield ChangedReason(say(TURNS.template, who=row.person.code_name, day=day), page)


def turning(person: Person, today: date, reader: User) -> TurningAdult:
    age = consent_age(person.pk, today)
    if age.adult_since is None:
        return TurningAdult(person, age, [])
    days = (age.adult_since - DAY, age.adult_since)
    child, adult = (consent_age(person.pk, day) for day in days)
    return TurningAdult(person, age, consequences(AgeChange(person, child, adult), reader))
