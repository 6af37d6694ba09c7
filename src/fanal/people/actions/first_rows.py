"""What is written into a file as it is opened: nothing is there yet that would have to be read, and
what follows from all of it (age, search row, coded facts) is made once.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.coded_facts import actions as facts
from fanal.core.calendars import BirthClaim
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.people.actions.ages import age_said, first_age
from fanal.people.actions.births import unsaved_birth
from fanal.people.actions.details import details_told
from fanal.people.actions.names import first_names
from fanal.people.coding import code_details
from fanal.people.models import Birth, Details, Person, PersonName
from fanal.people.search_entries import content, first_row
from fanal.web.typing import Answers


def write_first_rows(
    person: Person,
    by: User,
    ring: Ring,
    *,
    names: Iterable[Answers],
    births: Iterable[Answers],
    answers: Answers,
    on: date | None,
) -> None:
    """As `add_name`, `add_birth` and `save_details` of each would. Raises `BadInput`."""
    named, told = first_names(person, names, ring, on), details_told(answers)
    dated: list[Answers] = [{"on": on, **one} for one in births]
    said = [unsaved_birth(person, ring, **one) for one in dated]
    PersonName.objects.bulk_create(named)
    claims = _births(person, said)
    details = _details(person, told, ring) if answers else None
    code_new_file(person, claims, details, told)
    acts = ["person.named"] * len(named) + ["person.birth_added"] * len(said)
    acts += ["person.described"] if details else []
    audit.record_each(acts, by=by, about=person.id)
    named.sort(key=lambda one: not one.to_use)
    opened = [one.unseal(ring) for one in named], [one.unseal(ring) for one, _claim in said]
    first_row(person, content(*opened, told), ring)


def _births(person: Person, said: list[tuple[Birth, BirthClaim]]) -> list[BirthClaim]:
    Birth.objects.bulk_create(birth for birth, _claim in said)
    claims = [claim for _birth, claim in said]
    first_age(person, claims)
    return claims


def _details(person: Person, told: Content, ring: Ring) -> Details:
    details = Details(person=person, folder=person.id)
    details.write(ring, told, 0)
    return details


def code_new_file(
    person: Person, claims: list[BirthClaim], details: Details | None, said: Content
) -> None:
    """Keep what a new file says, in one list that is begun with it."""
    told = [age_said(person, claims)] if claims else []
    if details is not None:
        source = facts.source_of(details)
        told += [(source, fact) for _who, fact in code_details(details, said)]
    if told:
        facts.note_each(person.id, told)
