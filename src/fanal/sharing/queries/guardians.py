"""Children for whom nobody on file may answer: no key is needed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from fanal.accounts.models import User
from fanal.cases.models import Case
from fanal.core.casework.closure import OpenEnd, StillOpen
from fanal.core.trust.proxy_consent import somebody_may_answer
from fanal.core.words import say
from fanal.people.consent_ages import consent_ages
from fanal.people.models import Person
from fanal.sharing.queries.facts import facts_of_each

NOBODY_ANSWERS = say("nobody on file may answer for her, and she is a child or may be one")


def guardians_still_open(case: Case, _user: User, now: datetime) -> Iterator[StillOpen]:
    """Once, for whichever of the people whom the case concerns."""
    concerned = case.concerns.exclude(of_family=True).values("person")
    people = list(Person.objects.filter(id__in=concerned).order_by("id"))
    ages = consent_ages([person.id for person in people], now.date())
    children = [person for person in people if ages[person.id].as_child]
    if not children:
        return
    every = facts_of_each([(case, child) for child in children])
    if not all(somebody_may_answer(fact.around, fact.decisions, now.date()) for fact in every):
        yield StillOpen(OpenEnd.GUARDIAN, NOBODY_ANSWERS)
