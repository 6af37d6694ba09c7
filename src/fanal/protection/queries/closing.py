"""What closing asks, how high the risk is, and what of it speaks against closing: read without a
key."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime
from uuid import UUID

from fanal.accounts.models import User
from fanal.cases.access import compartments_for
from fanal.cases.models import Case
from fanal.cases.queries.reopened import moves_after_closing, reopened_on
from fanal.core.casework.closure import OpenEnd, StillOpen
from fanal.core.protection.closing import high_risk, unmet
from fanal.core.protection.codes import REACHED_HER, REFUSED
from fanal.core.protection.kinds import RecordKind
from fanal.core.sealing.compartments import LEGAL
from fanal.core.words import Sentence, say
from fanal.protection.models import ProtectionRecord
from fanal.protection.queries.facts import (
    KnownPeople,
    facts_of,
    people_of,
    records_of,
)
from fanal.protection.queries.releases import released_in

RELEASED = say("a suspect was released on {day}, and the risk was not assessed since")


def criteria_still_open(case: Case, user: User, now: datetime) -> Iterator[StillOpen]:
    """Of each person whom the case concerns; what is said of all of them once."""
    people, records = people_of(case.id), _since_it_is_open(case)
    facts = facts_of(case, KnownPeople(people), records, (), ())
    yield from _released(case, user, records, now.date())
    high = [risk for person in people if (risk := high_risk(facts, person))]
    for one in dict.fromkeys(high):
        yield StillOpen(OpenEnd.RISK, one)
    says = [one for person in people for one in unmet(facts, person, now.date())]
    for one in dict.fromkeys(says):
        yield StillOpen(OpenEnd.CRITERIA, one)


def _released(
    case: Case, user: User, records: Collection[ProtectionRecord], today: date
) -> Iterator[StillOpen]:
    """For whoever opens the legal part: nobody has asked since whether she is safe from him."""
    if LEGAL not in compartments_for(user, case):
        return
    day = max(released_in([case.id]).get(case.id, ()), default=date.max)
    assessed = [record.on for record in records if record.record_kind is RecordKind.RISK]
    if day <= today and max(assessed, default=date.min) < day:
        yield StillOpen(OpenEnd.RISK, Sentence(RELEASED.template, {"day": day}))


def heard_after_closing(files: Collection[UUID]) -> Iterator[tuple[UUID, date]]:
    """The days on which somebody who was asked after a closing answered, or wants no more contact:
    of these files."""
    for row in ProtectionRecord.objects.filter(person__in=files).order_by().defer("sealed"):
        told = row.coded.get("reached") if row.record_kind is RecordKind.FOLLOW_UP else ""
        if row.person_id and told in (REACHED_HER, REFUSED):
            yield row.person_id, row.on


def _since_it_is_open(case: Case) -> list[ProtectionRecord]:
    """What she answered before a case was closed says nothing of why she came back."""
    again = reopened_on(moves_after_closing([case.id])).get(case.id)
    return [
        record
        for record in records_of([case.id])
        if again is None or record.record_kind is not RecordKind.CLOSING or record.made_on >= again
    ]
