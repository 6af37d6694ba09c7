"""What is kept of her births for the rule of whose consent counts (`AgeForConsent`)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils import timezone

from fanal.core.calendars import Interval
from fanal.core.calendars.births import weigh
from fanal.core.casework.whose_consent import eighteenth
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.people.coding import code_age
from fanal.people.models import AgeForConsent, Birth, Person
from fanal.people.queries import claim_from

# So long after her eighteenth birthday no consent from before is in use: the days are not kept.
KEPT_AFTER_18 = timedelta(days=5 * 366)


def note_ages(people: Iterable[Person], ring: Ring) -> None:
    """Keep what the births of these people say. What this reader cannot open stays as it is."""
    people = list(people)
    ring.prepare([one.id for one in people])
    said: dict[Person, list[Content | None]] = {one: [] for one in people}
    by_id = {one.id: one for one in people}
    for birth in Birth.objects.filter(person__in=by_id):
        said[by_id[birth.person_id]].append(birth.try_unseal(ring))
    for person, contents in said.items():
        if contents and None not in contents:
            claims = [one for one in map(claim_from, contents) if one]
            _note(person, weigh(claims).born)
            code_age(person, claims)


def _note(person: Person, born: Interval | None) -> None:
    if born is None:
        AgeForConsent.objects.filter(person=person).delete()
        return
    coded = _coded(born, timezone.localdate())
    row = AgeForConsent.objects.filter(person=person).first()
    if row is None or row.coded != coded:
        AgeForConsent.objects.update_or_create(person=person, defaults={"coded": coded})


def _coded(born: Interval, today: date) -> Content:
    if eighteenth(born.latest) + KEPT_AFTER_18 < today:
        return {"born": None, "adult": True}
    return {"born": [born.earliest.isoformat(), born.latest.isoformat()], "adult": False}
