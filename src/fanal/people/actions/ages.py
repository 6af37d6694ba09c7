"""What is kept of her births for the rule of whose consent counts (`AgeForConsent`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils import timezone

from fanal.coded_facts import actions as facts
from fanal.core.calendars import BirthClaim, Interval
from fanal.core.calendars.births import weigh
from fanal.core.coded_facts import CodedFact, coded
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.people.models import AgeForConsent, Birth, Person, coded_age
from fanal.people.queries import claim_from


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


def first_age(person: Person, claims: Sequence[BirthClaim]) -> None:
    """The same of a new file, of which nothing is kept yet."""
    if (born := weigh(claims).born) is not None:
        AgeForConsent.objects.create(person=person, coded=coded_age(born, timezone.localdate()))


def _note(person: Person, born: Interval | None) -> None:
    if born is None:
        AgeForConsent.objects.filter(person=person).delete()
        return
    coded = coded_age(born, timezone.localdate())
    row = AgeForConsent.objects.filter(person=person).first()
    if row is None or row.coded != coded:
        AgeForConsent.objects.update_or_create(person=person, defaults={"coded": coded})


def code_age(person: Person, claims: Iterable[BirthClaim]) -> None:
    """Keep her age as a fact."""
    facts.note_each(person.id, [age_said(person, claims)])


def age_said(person: Person, claims: Iterable[BirthClaim]) -> tuple[str, CodedFact]:
    """Her age today as all sources together have it, which sources, and whether they agree."""
    claims, today = list(claims), timezone.localdate()
    known = weigh(claims)
    born = known.born if known.born and known.born.earliest <= today else None
    age = known.age_at(today) if born else None
    fact = coded(
        "age",
        today,
        age=age and [age.youngest, age.oldest],
        sources={one.source for one in claims},
        sources_disagree=not known.agreed,
    )
    return facts.source_of(person), fact
