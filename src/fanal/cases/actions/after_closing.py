"""Whether she may be contacted after a case is closed: written as her consent, once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from fanal.accounts.models import User
from fanal.cases.actions.consents import record_consent
from fanal.cases.models import Case, Entry
from fanal.cases.queries.said import said_to
from fanal.core.casework.consent import NO, ConsentAnswer, ConsentPurpose, ConsentState
from fanal.core.errors import BadInput
from fanal.core.words import say
from fanal.keys.ring import Ring
from fanal.people.models import Person

AFTER = ConsentPurpose.AFTER_CLOSING


@dataclass(frozen=True)
class SaidOfContact:
    """Her yes or no; `how` she may be reached, in words."""

    yes: bool
    how: str = ""


def say_after_closing(
    *,
    case: Case,
    person: Person,
    said: SaidOfContact,
    by: User,
    ring: Ring,
    on: date | None = None,
) -> ConsentState:
    """Where it stands then. What is on file already is not written again."""
    today = timezone.localdate()
    known = said_to(AFTER, person.pk, today)
    if known.allows if said.yes else known in NO:
        return known
    record_consent(
        case=case,
        person=person,
        purpose=AFTER,
        answer=ConsentAnswer.GIVEN if said.yes else ConsentAnswer.REFUSED,
        told={"words": said.how} if said.how else {},
        by=by,
        ring=ring,
        on=on,
    )
    return said_to(AFTER, person.pk, today)


def say_of_each(
    *, case: Case, contact: Mapping[UUID, SaidOfContact], by: User, ring: Ring, on: date | None
) -> None:
    """As it was asked where the case is closed. Raises BadInput naming the question where nothing
    says how somebody may be reached."""
    people = {one.person_id: one.person for one in case.concerns.select_related("person")}
    for id, said in contact.items():
        if id not in people:
            raise BadInput(f"contact_{id}", say("the case does not concern this person"))
        if said.yes and not said.how and not Entry.objects.of_kinds([case.id], "contact").exists():
            raise BadInput(f"how_{id}", say("no rule says how to reach her: say it here"))
        say_after_closing(case=case, person=people[id], said=said, by=by, ring=ring, on=on)
