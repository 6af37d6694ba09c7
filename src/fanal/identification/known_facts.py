"""What her own file already says that a text asks for: age at the time, and sex.

Where nothing else was written down for the law, the file speaks: a birth that is known to the case
worker is not "age not known" to the lawyer's page.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from fanal.core.calendars import WeighedBirth
from fanal.core.law.case import OLDEST, LawCase, Sex
from fanal.core.law.case import LawPerson as AtTheTime
from fanal.keys.ring import Ring
from fanal.people.models import Person
from fanal.people.queries import age_on, births, described

# Gender is kept in her own words; only words that leave no doubt are read as a sex.
FEMALE = frozenset(
    {"f", "female", "woman", "girl", "woman or girl", "femme", "fille", "femme ou fille"}
    | {"féminin", "nữ", "con gái", "phụ nữ", "phụ nữ hoặc bé gái"}
)
MALE = frozenset(
    {"m", "male", "man", "boy", "man or boy", "homme", "garçon", "homme ou garçon"}
    | {"masculin", "nam", "con trai", "đàn ông", "đàn ông hoặc bé trai"}
)


@dataclass(frozen=True)
class HerFile:
    """Sex and the interval of her age, as far as the reader may open her file."""

    sex: Sex = Sex.UNKNOWN
    youngest: int = 0
    oldest: int = OLDEST


Days = tuple[date | None, date]  # the first day of what happened, if it is known; the case's first


def her_files(people: Iterable[tuple[Person, Days]], ring: Ring) -> dict[UUID, HerFile]:
    """For each person; three queries for all. Where the day is not known she was at most as old as
    when her case was opened."""
    asked = {person.id: (person, days) for person, days in people}
    known = births([person for person, _ in asked.values()], ring)
    said = described(asked, ring)
    return {
        one: file_of(known[one], said.get(one, {}).get("gender"), *days)
        for one, (_, days) in asked.items()
    }


def file_of(born: WeighedBirth, gender: object, first: date | None, opened: date) -> HerFile:
    age = age_on(born, first or opened)
    sex = sex_of(gender)
    if age is None:
        return HerFile(sex)
    return HerFile(sex, age.youngest if first else 0, min(age.oldest, OLDEST))


def sex_of(gender: object) -> Sex:
    """The sex that her own word for her gender leaves no doubt of."""
    word = gender.strip().casefold() if isinstance(gender, str) else ""
    if word in FEMALE:
        return Sex.FEMALE
    return Sex.MALE if word in MALE else Sex.UNKNOWN


def completed(case: LawCase, known: HerFile) -> LawCase:
    """The case with what nobody wrote down for it taken from her file."""
    person = case.person
    if person.sex is Sex.UNKNOWN:
        person = replace(person, sex=known.sex)
    if not person.age_known:
        person = AtTheTime(person.sex, known.youngest, known.oldest)
    return replace(case, person=person)
