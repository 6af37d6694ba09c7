"""The person, the places and the dates an assessment needs, and nothing that names her."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from fanal.core.calendars.ages import OLDEST_AGE
from fanal.core.data_files.json_values import quoted
from fanal.core.errors import BadInput
from fanal.core.law.countries import COUNTRIES
from fanal.core.words import LabelledEnum, Sentence, say


def turned_round(first: object, last: object) -> Sentence:
    return say("turned round: from {first} to {last}", first=first, last=last)


class Sex(LabelledEnum):
    UNKNOWN = "unknown", say("not known")
    FEMALE = "female", say("female")
    MALE = "male", say("male")
    OTHER = "other", say("other")


@dataclass(frozen=True, slots=True)
class LawPerson:
    """The person whom an assessment is about.

    `youngest` and `oldest`: the age in whole years when she was recruited, as an interval;
    `exploited` while she was exploited, from the beginning to the end of it. Who was a child when
    recruited is a child to a text, however long she was kept (Palermo Protocol 2000, article 3(c)):
    nobody is older when recruited than when exploited.
    """

    sex: Sex = Sex.UNKNOWN
    youngest: int = 0
    oldest: int = OLDEST_AGE
    exploited: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        _check_ages("person.age", self.youngest, self.oldest)
        if self.exploited is None:
            return
        _check_ages("person.age_at_exploitation", *self.exploited)
        if self.exploited[1] < self.youngest:
            raise BadInput(
                "person.age_at_exploitation", say("younger when exploited than when recruited")
            )

    @property
    def oldest_recruited(self) -> int:
        """The oldest she may have been when recruited: no older than while exploited."""
        # An age at exploitation is often the only one known (rescue, a first interview); it limits
        # this one.
        return self.oldest if self.exploited is None else min(self.oldest, self.exploited[1])

    @property
    def age_known(self) -> bool:
        return (self.youngest, self.oldest_recruited) != (0, OLDEST_AGE)


def _check_ages(where: str, youngest: int, oldest: int) -> None:
    for age in (youngest, oldest):
        if not 0 <= age <= OLDEST_AGE:
            raise BadInput(where, say("{age} is not an age between 0 and 120", age=quoted(age)))
    if youngest > oldest:
        raise BadInput(where, turned_round(first=youngest, last=oldest))


@dataclass(frozen=True, slots=True)
class Places:
    """ISO 3166 alpha-2 codes of where she was recruited, moved through and exploited."""

    recruited: frozenset[str] = frozenset()
    moved_through: frozenset[str] = frozenset()
    exploited: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        for country in sorted(self.all):
            # A country that is misspelt would leave its law unread without a word.
            if country not in COUNTRIES:
                raise BadInput("places", say("{code} is not a country code", code=quoted(country)))

    @property
    def all(self) -> frozenset[str]:
        return self.recruited | self.moved_through | self.exploited


@dataclass(frozen=True, slots=True)
class Period:
    """The days from the first to the last of the facts; None for a side that is not known."""

    first: date | None = None
    last: date | None = None

    def __post_init__(self) -> None:
        if self.first and self.last and self.first > self.last:
            ends = {"first": self.first.isoformat(), "last": self.last.isoformat()}
            raise BadInput("when", turned_round(**ends))

    def no_later_than(self, today: date) -> Period:
        for day in (self.first, self.last):
            if day and day > today:
                raise BadInput("when", say("{day} lies in the future", day=day))
        return self


@dataclass(frozen=True, slots=True)
class LawCase:
    person: LawPerson = field(default_factory=LawPerson)
    places: Places = field(default_factory=Places)
    when: Period = field(default_factory=Period)
