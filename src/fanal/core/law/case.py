"""The person, the places and the dates an assessment needs, and nothing that names her."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from fanal.core.errors import BadInput
from fanal.core.law.countries import COUNTRIES

OLDEST = 120


class Sex(StrEnum):
    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Person:
    """`youngest` and `oldest`: the age in whole years at the time, as an interval."""

    sex: Sex = Sex.UNKNOWN
    youngest: int = 0
    oldest: int = OLDEST

    def __post_init__(self) -> None:
        for age in (self.youngest, self.oldest):
            if not 0 <= age <= OLDEST:
                raise BadInput("person.age", f"{age} is not an age between 0 and {OLDEST}")
        if self.youngest > self.oldest:
            raise BadInput(
                "person.age", f"the interval is turned round: {self.youngest} to {self.oldest}"
            )

    @property
    def age_known(self) -> bool:
        return (self.youngest, self.oldest) != (0, OLDEST)


@dataclass(frozen=True, slots=True)
class Places:
    """ISO 3166 alpha-2 codes of where she was recruited, moved through and exploited."""

    recruited: frozenset[str] = frozenset()
    moved_through: frozenset[str] = frozenset()
    exploited: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        for country in sorted(self.all):
            if country not in COUNTRIES:
                raise BadInput("places", f"{country} is not an ISO 3166 country code")

    @property
    def all(self) -> frozenset[str]:
        return self.recruited | self.moved_through | self.exploited


@dataclass(frozen=True, slots=True)
class Period:
    """From the first to the last day of the facts; None for a side that is not known."""

    first: date | None = None
    last: date | None = None

    def __post_init__(self) -> None:
        if self.first and self.last and self.first > self.last:
            raise BadInput("when", f"the dates are turned round: {self.first} to {self.last}")

    def no_later_than(self, today: date) -> Period:
        for day in (self.first, self.last):
            if day and day > today:
                raise BadInput("when", f"{day} lies in the future")
        return self


@dataclass(frozen=True, slots=True)
class Case:
    person: Person = field(default_factory=Person)
    places: Places = field(default_factory=Places)
    when: Period = field(default_factory=Period)
