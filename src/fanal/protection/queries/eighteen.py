"""An eighteenth birthday that comes, or came: what was agreed to before and is asked again."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fanal.cases.models import Case, Consent
from fanal.core.casework.consent import ConsentAnswer, ConsentPurpose
from fanal.core.casework.whose_consent import ConsentAge
from fanal.core.protection.eighteen import months_ahead
from fanal.people.consent_ages import consent_age, consent_ages
from fanal.people.models import Person


@dataclass(frozen=True)
class TurningAdult:
    """A person who turns eighteen. `age`: with the first day and the sure day. `again`: what is
    asked again, each once."""

    person: Person
    age: ConsentAge
    again: list[ConsentPurpose]


def turning_in(people: Collection[Person], today: date) -> list[Person]:
    """Return those whose eighteenth birthday is near."""
    ages = consent_ages([person.pk for person in people], today)
    return [person for person in people if months_ahead(ages[person.pk], today) is not None]


def turning(case: Case, person: Person, today: date) -> TurningAdult:
    age = consent_age(person.pk, today)
    return TurningAdult(person, age, _asked_again(case, person.pk, age))


def _asked_again(case: Case, person: UUID, age: ConsentAge) -> list[ConsentPurpose]:
    rows = Consent.objects.filter(case=case, person=person, withdrawn_on=None)
    given = {
        ConsentPurpose(row.purpose)
        for row in rows
        if row.answer == ConsentAnswer.GIVEN
        and (age.adult_since is None or row.on < age.adult_since)
    }
    return [purpose for purpose in ConsentPurpose if purpose in given]
