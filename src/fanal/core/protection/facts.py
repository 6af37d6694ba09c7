"""What is known of a case when somebody asks what is due: of each of its people, and of itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from fanal.core.calendars.ages import ADULT_AT
from fanal.core.casework.whose_consent import ConsentAge
from fanal.core.protection.codes import RiskEvent
from fanal.core.protection.kinds import RecordKind


@dataclass(frozen=True, slots=True)
class Recorded:
    """A record as far as a clock reads it. `due`: the day that somebody set; `person`: whom it is
    about, None for everybody in the case. `codes`: its coded answers; one that is missing was not
    given. `written`: when it was written down, where that may be later than its day."""

    kind: RecordKind
    on: date
    due: date | None = None
    person: UUID | None = None
    codes: Mapping[str, str] = field(default_factory=dict)
    key: UUID | None = None
    written: date | None = None

    def is_about(self, person: UUID) -> bool:
        return self.person in (None, person)


class Happened(NamedTuple):
    """An event that stands elsewhere than in the records: its day, and when it was written down,
    where that may be later."""

    event: RiskEvent
    on: date
    written: date | None = None


UNKNOWN = ConsentAge()


@dataclass(frozen=True, slots=True)
class Subject:
    """Somebody whom the case concerns. `age`: as consent asks of it, an unknown one too; None where
    the reader may not know it, and nothing is asked that hangs on her age alone.
    `danger_since`: the day from which she is in danger.
    """

    person: UUID
    age: ConsentAge | None = UNKNOWN
    danger_since: date | None = None

    @property
    def age_is_read(self) -> bool:
        return self.age is not None

    def is_adult(self, day: date) -> bool:
        """Surely: an unknown age is a child's until shown otherwise."""
        # Presumption of minority (Council of Europe Convention 2005, article 10(3)).
        return self.age is not None and self.age.is_adult(day)

    @property
    def is_child(self) -> bool:
        """Surely."""
        known = self.age.age if self.age else None
        return known is not None and known.oldest < ADULT_AT

    @property
    def is_small(self) -> bool:
        """Surely, and so young that whoever cares for the child answers alone."""
        return self.age is not None and self.age.age is not None and not self.age.needed.hers

    @property
    def eighteen(self) -> date | None:
        """The first day on which she may turn eighteen."""
        return self.age.adult_from if self.age else None


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """`country`: whose texts are asked first, where it happened or else that of the office;
    `beside`: the other countries that the case touches. `presumed`: she is treated as a victim, and
    nobody has ended that. `decided`: the assessments of best interests on which two have decided.
    `closed_on`: None while it is open. `reopened_on`: the last time, where it was ever closed.
    `events`: what changes the risk and stands elsewhere: hearings, journeys that ended, partners
    who were told of her and proved unsafe.
    `followed`: of whom a plan of reintegration runs, whose waves stand for those of a closed case;
    and who died.
    `contact`: whether she may be contacted after closing, of those who said so.
    """

    opened_on: date
    country: str
    subjects: tuple[Subject, ...]
    records: tuple[Recorded, ...] = ()
    presumed: bool = False
    decided: frozenset[UUID] = frozenset()
    closed_on: date | None = None
    events: tuple[Happened, ...] = ()
    beside: tuple[str, ...] = ()
    followed: frozenset[UUID] = frozenset()
    contact: Mapping[UUID, bool] = field(default_factory=dict)
    reopened_on: date | None = None

    @property
    def open_since(self) -> date:
        """The day from which somebody has to do what was never done."""
        return self.reopened_on or self.opened_on

    @property
    def countries(self) -> tuple[str, ...]:
        return tuple(one for one in dict.fromkeys((self.country, *self.beside)) if one)

    def last(
        self,
        kind: RecordKind,
        person: UUID | None = None,
        where: Callable[[Recorded], bool] = lambda _one: True,
    ) -> Recorded | None:
        """The newest record of a kind; of several on one day the one that was written last."""
        found = [one for one in self.of(kind, person) if where(one)]
        return max(enumerate(found), key=lambda one: (one[1].on, one[0]))[1] if found else None

    def of(self, kind: RecordKind, person: UUID | None = None) -> list[Recorded]:
        return [
            record
            for record in self.records
            if record.kind is kind and (person is None or record.is_about(person))
        ]
