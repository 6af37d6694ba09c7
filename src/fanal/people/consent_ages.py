"""How old people are, as the rule of whose consent counts asks for it: no key is needed."""

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from fanal.core.casework.whose_consent import ConsentAge
from fanal.core.sealing.failures import BrokenSeal
from fanal.database.kept_questions import Kept
from fanal.database.sql import these
from fanal.people.models import AgeForConsent, Birth, Person, age_in
from fanal.web.words import translated

CODED = Kept(  # nearly every page of a case asks it
    lambda people: (
        AgeForConsent.objects.filter(person__in=people).order_by().values_list("person", "coded")
    )
)


def consent_age(person: UUID, today: date) -> ConsentAge:
    """Return the age of one person, as `consent_ages` does."""
    return consent_ages([person], today)[person]


def consent_ages(people: Iterable[UUID], today: date) -> dict[UUID, ConsentAge]:
    """Return the age of each, in one query; a child's where nothing is on file, or it was changed
    by hand."""
    # Nothing on file is a child's age: who may be a child is treated as one until shown otherwise
    # (Council of Europe Convention 2005, article 10(3)).
    found = {person: ConsentAge() for person in people}
    for person, coded in CODED.ask(these(found)):
        try:
            found[person] = age_in(coded.of(person), today)
        except BrokenSeal:
            continue
    return found


def surely_children(people: Iterable[UUID], today: date) -> set[UUID]:
    """Return those of whom it is known that they are children: that alone, for whoever defends them
    and does not open who they are. How old each is, stays there."""
    return {person for person, age in consent_ages(people, today).items() if age.surely_child}


def ages_that_do_not_say(people: Collection[UUID]) -> set[UUID]:
    """Return those of whose birth something is on file, and no age follows that could be read: what
    their sources say contradicts itself, or somebody took away by hand that one is a child."""
    rows = AgeForConsent.objects.filter(person__in=people)
    unreadable = {row.person_id for row in rows if not _opens(row)}
    births = Birth.objects.filter(person__in=people, person__age_for_consent=None).order_by()
    return unreadable | set(births.values_list("person", flat=True))


def _opens(row: AgeForConsent) -> bool:
    try:
        return bool(row.coded)
    except BrokenSeal:
        return False


def with_age(person: Person, age: ConsentAge | None) -> str:
    """Return her as one of several to choose from: by two code names alone a mother is taken for
    her child."""
    if age is None or not age.as_child:
        return str(person.code_name)
    return f"{person.code_name} · {translated(age.sentence())}"
