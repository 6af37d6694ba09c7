"""How old people are, as the rule of whose consent counts asks for it: no key is needed."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from fanal.core.casework.whose_consent import ConsentAge
from fanal.core.sealing.failures import BrokenSeal
from fanal.people.models import AgeForConsent, Person, age_in
from fanal.sql import these
from fanal.web.words import translated


def consent_ages(people: Iterable[UUID], today: date) -> dict[UUID, ConsentAge]:
    """For each, in one query; a child's where nothing is on file, or it was changed by hand."""
    found = {person: ConsentAge() for person in people}
    for row in AgeForConsent.objects.filter(person__in=these(found)):
        try:
            found[row.person_id] = age_in(row.coded, today)
        except BrokenSeal:
            continue
    return found


def with_age(person: Person, age: ConsentAge | None) -> str:
    """As one of several to choose from: by two code names alone a mother is taken for her child."""
    if age is None or not age.as_child:
        return str(person.code_name)
    return f"{person.code_name} · {translated(age.sentence())}"
