"""What a file says in coded facts: sex and citizenship as her own words leave no doubt, her age."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from django.utils import timezone

from fanal.coded_facts import actions as facts
from fanal.coded_facts.coders import FactsOfRow, Said, register
from fanal.core.calendars.births import BirthClaim, weigh
from fanal.core.casework.answers import load
from fanal.core.coded_facts import CodedFact, coded
from fanal.people.citizenship import country_code
from fanal.people.genders import sex_of
from fanal.people.models import Details, Person


def code_new_file(
    person: Person, claims: Collection[BirthClaim], details: Details | None, said: Said
) -> None:
    """Keep what a new file says, in one list that is begun with it."""
    told = [age_said(person, claims)] if claims else []
    if details is not None:
        source = facts.source_of(details)
        told += [(source, fact) for _who, fact in code_details(details, said)]
    if told:
        facts.note_each(person.id, told)


def code_details(row: Details, said: Said) -> FactsOfRow:
    gender, citizenship = load(said.get("gender")), load(said.get("citizenship"))
    code = country_code(citizenship) if type(citizenship) is str else ""
    today = timezone.localdate()
    yield row.person_id, coded("profile", today, sex=sex_of(gender), citizenship=code)


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


def register_coders() -> None:
    register(Details, code_details, _none_of_a_case)


def _none_of_a_case(case: UUID) -> list[Details]:
    return []
