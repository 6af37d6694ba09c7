"""What changes where a birth makes her an adult, or a child, after others relied on her age.

Consents and decisions are of apps above: they say here, when the server starts, what is to be
looked at again, and who is told.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from fanal.accounts.models import User
from fanal.core.calendars import BirthClaim, weigh
from fanal.core.casework.whose_consent import AgeTurn, ConsentAge, age_turn
from fanal.core.words import Sentence
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.people.consent_ages import consent_age
from fanal.people.models import Birth, Person, age_in, coded_age
from fanal.people.queries import claim_from


@dataclass(frozen=True)
class AgeChange:
    """The person whose age changes, and what consent asks of it before and after."""

    person: Person
    before: ConsentAge
    after: ConsentAge

    @property
    def turn(self) -> AgeTurn | None:
        return age_turn(self.before, self.after)


@dataclass(frozen=True)
class AgeConsequence:
    """One thing to ask or to look at again: what, in which case, and where it stands."""

    says: Sentence
    case: UUID
    code: str
    address: str


# Registries instead of imports: `people` lies below the apps that rely on an age, and imports go
# one way down (ADR 2).
# What is to be asked or looked at again, of the cases that the reader may open; of all without one.
LOOK_AGAIN: list[Callable[[AgeChange, User | None], Iterable[AgeConsequence]]] = []
# Who is told once it is saved, and who saved it.
CHANGED: list[Callable[[AgeChange, User], None]] = []


def consequences(change: AgeChange, reader: User | None = None) -> list[AgeConsequence]:
    """What this changes, case by case; nothing where nothing hangs on it."""
    if change.before == change.after:
        return []
    found = [one for ask in LOOK_AGAIN for one in ask(change, reader)]
    return sorted(found, key=lambda one: one.code)


def change_by(
    person: Person, ring: Ring, *, added: BirthClaim | None = None, left_out: Birth | None = None
) -> AgeChange:
    """What her age would be with one more birth, or without one of those on file. Of who cannot
    open all of them nothing is changed (`note_ages`), and nothing is said."""
    today = timezone.localdate()
    contents = {row: row.try_unseal(ring) for row in Birth.objects.filter(person=person)}
    stored = consent_age(person.id, today)
    # What this reader cannot open may say the opposite of what she adds.
    if None in contents.values():
        return AgeChange(person, stored, stored)
    before = _age_by([*contents.values()], today) if contents else stored
    remaining: list[Content | None] = [what for row, what in contents.items() if row != left_out]
    return AgeChange(person, before, _age_by(remaining, today, added))


def _age_by(
    contents: Iterable[Content | None], today: date, added: BirthClaim | None = None
) -> ConsentAge:
    claims = [claim for claim in (*map(claim_from, contents), added) if claim]
    return age_in(coded_age(weigh(claims).born, today), today)


def notify(change: AgeChange, by: User) -> None:
    """Tell whoever relies on her age, once it is saved."""
    if change.before != change.after:
        for tell in CHANGED:
            tell(change, by)
