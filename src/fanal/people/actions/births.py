"""What each source says of her birth, and what is kept of it for the rule of whose consent counts
(`AgeForConsent`)."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.coded_facts import actions as facts
from fanal.core.calendars import (
    BirthClaim,
    BirthSource,
    Interval,
    PartialDate,
    born_when_aged,
    claim,
    weigh,
)
from fanal.core.coded_facts import CodedFact, coded
from fanal.core.errors import BadInput
from fanal.core.words import say
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.people.age_changes import change_by, notify
from fanal.people.models import AgeForConsent, Birth, Person, coded_age
from fanal.people.queries import claim_from
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
) -> Birth:
    """Add one source: a date that may be partial, or `ages` (youngest, oldest) `on` that day.

    Raises `BadInput` for an unknown source, a birth in the future, or when neither is given.
    """
    birth, claim = unsaved_birth(person, ring, source=source, born=born, ages=ages, on=on)
    # Before the row is saved: it compares the births on file with the same and one more.
    change = change_by(person, ring, added=claim)
    birth.save()
    audit.record(act="person.birth_added", by=by, about=person.id)
    note_ages([person], ring)
    refresh(person, ring)
    notify(change, by)
    return birth


def unsaved_birth(
    person: Person,
    ring: Ring,
    *,
    source: str,
    born: PartialDate | None = None,
    ages: tuple[int, int] | None = None,
    on: date | None = None,
) -> tuple[Birth, BirthClaim]:
    """The row of what one source says, sealed and not saved yet, and its claim. Raises `BadInput`
    as `add_birth` does."""
    day = on or timezone.localdate()
    claim = birth_said(source=source, born=born, ages=ages, on=day)
    content: Content = {"source": source, "said_on": day.isoformat()}
    content |= {"date": str(born)} if born is not None else {"ages": list(ages or ())}
    content |= {"from": claim.born.earliest.isoformat(), "to": claim.born.latest.isoformat()}
    birth = Birth(person=person, folder=person.id, made_on=day)
    birth.seal(ring, content)
    return birth, claim


def birth_said(
    *,
    source: str,
    born: PartialDate | None = None,
    ages: tuple[int, int] | None = None,
    on: date | None = None,
) -> BirthClaim:
    """What one source would say, as `add_birth` takes and refuses it."""
    day = on or timezone.localdate()
    if source not in set(BirthSource):
        raise BadInput("source", say("{code} is not a source", code=source))
    if born is not None:
        return claim(BirthSource(source), born, today=day)
    if ages is None:
        raise BadInput("born", say("a date or an age is missing"))
    return BirthClaim(BirthSource(source), born_when_aged(*ages, on=day))


@transaction.atomic
def retract_birth(*, birth: Birth, by: User, ring: Ring) -> None:
    """Leave a source out of the reckoning; what it said stays readable."""
    change = change_by(birth.person, ring, left_out=birth)
    birth.seal(ring, birth.unseal(ring) | {"retracted": True})
    birth.save()
    audit.record(act="person.birth_retracted", by=by, about=birth.person_id)
    note_ages([birth.person], ring)
    refresh(birth.person, ring)
    notify(change, by)


def note_ages(people: Iterable[Person], ring: Ring) -> None:
    """Keep what the births of these people say. What this reader cannot open stays as it is."""
    people = list(people)
    ring.prepare([one.id for one in people])
    said: dict[Person, list[Content | None]] = {one: [] for one in people}
    by_id = {one.id: one for one in people}
    for birth in Birth.objects.filter(person__in=by_id):
        said[by_id[birth.person_id]].append(birth.try_unseal(ring))
    for person, contents in said.items():
        # An age from only those sources that this reader opens could make an adult of a child.
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
    """Return her age today as all sources together have it, which sources, and whether they
    agree."""
    claims, today = list(claims), timezone.localdate()
    known = weigh(claims)
    # A partial date of this year may begin after today, and nobody has an age before the birth.
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
