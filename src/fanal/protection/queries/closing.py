"""What closing asks, and what of it speaks against closing: read without a key."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from fanal.accounts.models import User
from fanal.cases.models import Case
from fanal.core.casework.closure import OpenEnd, StillOpen
from fanal.core.protection.closing import unmet
from fanal.protection.queries.facts import KnownPeople, facts_of, people_of, records_of


def criteria_still_open(case: Case, _user: User, now: datetime) -> Iterator[StillOpen]:
    """Of each person whom the case concerns; what is said of all of them once."""
    people = people_of(case.id)
    facts = facts_of(case, KnownPeople(people), records_of([case.id]), (), ())
    says = [one for person in people for one in unmet(facts, person, now.date())]
    for one in dict.fromkeys(says):
        yield StillOpen(OpenEnd.CRITERIA, one)
