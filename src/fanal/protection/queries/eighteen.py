"""An eighteenth birthday that comes, or came, and what is asked or looked at again by it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from fanal.accounts.models import User
from fanal.core.casework.whose_consent import ConsentAge
from fanal.core.protection.eighteen import months_ahead
from fanal.people.age_changes import AgeChange, AgeConsequence, consequences
from fanal.people.consent_ages import consent_age, consent_ages
from fanal.people.models import Person

DAY = timedelta(days=1)


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


def turning(person: Person, today: date, reader: User) -> TurningAdult:
    age = consent_age(person.pk, today)
    if age.adult_since is None:
        return TurningAdult(person, age, [])
    days = (age.adult_since - DAY, age.adult_since)
    child, adult = (consent_age(person.pk, day) for day in days)
    return TurningAdult(person, age, consequences(AgeChange(person, child, adult), reader))
