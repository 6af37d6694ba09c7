"""What her own file already says that a text asks for: age at the time, and sex.

Where nothing else was written down for the law, the file speaks: a birth that is known to the case
worker is not "age not known" to the lawyer's page.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from fanal.core.calendars import WeighedBirth
from fanal.core.calendars.ages import ADULT_AT, OLDEST_AGE
from fanal.core.law.case import LawCase, Sex
from fanal.core.law.case import LawPerson as AtTheTime
from fanal.keys.ring import Ring
from fanal.people.models import Person
from fanal.people.own_words import sex_of
from fanal.people.queries import age_on, births, described


@dataclass(frozen=True)
class HerFile:
    """Sex and the interval of her age, as far as the reader may open her file."""

    sex: Sex = Sex.UNKNOWN
    youngest: int = 0
    oldest: int = OLDEST_AGE
    exploited: tuple[int, int] | None = None


# Who is a child today was one before. How old she was stays with who she is.
CHILD_TODAY = HerFile(oldest=ADULT_AT - 1)

# The first and the last day of what happened, as far as they are known; the case's first.
Days = tuple[date | None, date | None, date]


def her_files(people: Iterable[tuple[Person, Days]], ring: Ring) -> dict[UUID, HerFile]:
    """Return what each person's file says, in three queries for all.

    Where the day is not known she was at most as old as when her case was opened.
    """
    asked = {person.id: (person, days) for person, days in people}
    born = births([person for person, _ in asked.values()], ring)
    descriptions = described(asked, ring)
    return {
        person: file_of(born[person], descriptions.get(person, {}).get("gender"), *days)
        for person, (_, days) in asked.items()
    }


def file_of(
    born: WeighedBirth, gender: object, first: date | None, last: date | None, opened: date
) -> HerFile:
    age = age_on(born, first or opened)
    sex = sex_of(gender)
    if age is None:
        return HerFile(sex)
    # Without the day of it she may have been younger by any number of years, never older.
    youngest, oldest = age.youngest if first else 0, min(age.oldest, OLDEST_AGE)
    end = age_on(born, last) if first and last else None
    exploited = (youngest, min(end.oldest, OLDEST_AGE)) if end else None
    return HerFile(sex, youngest, oldest, exploited)


def completed(case: LawCase, known: HerFile) -> LawCase:
    """The case with what nobody wrote down for it taken from her file."""
    person = case.person
    if person.sex is Sex.UNKNOWN:
        person = replace(person, sex=known.sex)
    if not person.age_known:
        person = AtTheTime(person.sex, known.youngest, known.oldest, known.exploited)
    return replace(case, person=person)
