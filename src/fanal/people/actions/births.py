"""What each source says of her birth."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.core.calendars import BirthSource, Interval, PartialDate, born_when_aged
from fanal.core.calendars.births import claim
from fanal.core.errors import BadInput
from fanal.core.words import say
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.people.actions.ages import note_ages
from fanal.people.models import Birth, Person
from fanal.people.search_entries import refresh


@transaction.atomic
def add_birth(
    *,
    person: Person,
    source: str,
    by: User,
    ring: Ring,
    born: PartialDate | None = None,
    ages: tuple[int, int] | None = None,
    on: date | None = None,
    listed: bool = True,
) -> Birth:
    """Add one source: a date that may be partial, or `ages` (youngest, oldest) `on` that day.

    Raises `BadInput` for an unknown source, a birth in the future, or when neither is given.
    """
    day = on or timezone.localdate()
    if source not in set(BirthSource):
        raise BadInput("source", say("{code} is not a source", code=source))
    kept: Content = {"source": source, "said_on": day.isoformat()}
    if born is not None:
        span = claim(BirthSource(source), born, today=day).born
        kept["date"] = str(born)
    elif ages is not None:
        span = born_when_aged(*ages, on=day)
        kept["ages"] = list(ages)
    else:
        raise BadInput("born", say("a date or an age is missing"))
    return _saved(person, kept, span, day, by, ring, listed)


def _saved(
    person: Person,
    kept: Content,
    span: Interval,
    day: date,
    by: User,
    ring: Ring,
    listed: bool,
) -> Birth:
    birth = Birth(person=person, folder=person.id, made_on=day)
    birth.seal(ring, kept | {"from": span.earliest.isoformat(), "to": span.latest.isoformat()})
    birth.save()
    audit.record(act="person.birth_added", by=by, about=person.id)
    note_ages([person], ring)
    if listed:
        refresh(person, ring)
    return birth


@transaction.atomic
def retract_birth(*, birth: Birth, by: User, ring: Ring) -> None:
    """Leave a source out of the reckoning; what it said stays readable."""
    birth.seal(ring, birth.unseal(ring) | {"retracted": True})
    birth.save()
    audit.record(act="person.birth_retracted", by=by, about=birth.person_id)
    note_ages([birth.person], ring)
    refresh(birth.person, ring)
