"""What is known of a case when somebody asks what is due: of each of its people, and of itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from fanal.core.calendars.ages import ADULT_AT, Minority, age_at, minority
from fanal.core.calendars.births import WeighedBirth
from fanal.core.casework.whose_consent import needed_voices
from fanal.core.protection.clocks import add_months
from fanal.core.protection.codes import RiskEvent
from fanal.core.protection.kinds import RecordKind

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Recorded:
    """A record as far as a clock reads it. `due`: the day that somebody set; `person`: whom it is
    about, None for everybody in the case. `codes`: its coded answers; one that is missing was not
    given."""

    kind: RecordKind
    on: date
    due: date | None = None
    person: UUID | None = None
    codes: Mapping[str, str] = field(default_factory=dict)
    key: UUID | None = None

    def is_about(self, person: UUID) -> bool:
        return self.person in (None, person)


@dataclass(frozen=True, slots=True)
class Subject:
    """Somebody whom the case concerns. `born`: what is known of it, None where nothing is, or the
    reader may not know it. `danger_since`: the day from which she is in danger.

    `age_is_read`: without it, as in lists, nothing is asked that hangs on her age alone.
    """

    person: UUID
    born: WeighedBirth | None = None
    danger_since: date | None = None
    age_is_read: bool = True

    def is_adult(self, today: date) -> bool:
        """Surely: an unknown age is a child's until shown otherwise, and so is who was not born."""
        return self._minority(today) is Minority.ADULT

    def is_child(self, today: date) -> bool:
        """Surely."""
        return self._minority(today) is Minority.CHILD

    def is_small(self, today: date) -> bool:
        """Surely, and so young that whoever cares for the child answers alone."""
        born = self.born.born if self.born else None
        if born is None or born.earliest > today:
            return False
        return not needed_voices(age_at(born, today)).hers

    def _minority(self, today: date) -> Minority:
        born = self.born.born if self.born else None
        if born is None or born.earliest > today:
            return Minority.NOT_KNOWN
        return minority(age_at(born, today))

    @property
    def eighteen(self) -> date | None:
        """The first day on which she may turn eighteen."""
        born = self.born.born if self.born else None
        return add_months(born.earliest, ADULT_AT * MONTHS) if born else None


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """`presumed`: she is treated as a victim, and nobody has ended that. `decided`: the assessments
    of best interests on which two have decided. `closed_on`: None while it is open.
    `events`: what changes the risk and stands elsewhere: hearings, journeys that ended.
    """

    opened_on: date
    country: str
    subjects: tuple[Subject, ...]
    records: tuple[Recorded, ...] = ()
    presumed: bool = False
    decided: frozenset[UUID] = frozenset()
    closed_on: date | None = None
    events: tuple[tuple[RiskEvent, date], ...] = ()

    def last(
        self, kind: RecordKind, person: UUID | None = None,
        where: Callable[[Recorded], bool] = lambda _one: True,
    ) -> Recorded | None:  # fmt: skip
        """The newest record of a kind; of several on one day the one that was written last."""
        found = [one for one in self.of(kind, person) if where(one)]
        return max(enumerate(found), key=lambda one: (one[1].on, one[0]))[1] if found else None

    def of(self, kind: RecordKind, person: UUID | None = None) -> list[Recorded]:
        return [
            one for one in self.records
            if one.kind is kind and (person is None or one.is_about(person))
        ]  # fmt: skip
