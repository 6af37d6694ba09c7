"""Days that do not wait for a case to change hands, as they stood when it was offered: the team
that is asked has no key yet to where they are written."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from fanal.cases.models import Case
from fanal.cases.queries.hearings import hearings_in
from fanal.core.sealing.compartments import LEGAL, Compartment
from fanal.core.words import LabelledEnum, say
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.sharing.models import Transfer


class DayKind(LabelledEnum):
    HEARING = "hearing", say("a hearing")
    CONTACT = "contact", say("the next contact of her plan of reintegration")


@dataclass(frozen=True, slots=True)
class OfferedDay:
    kind: DayKind
    on: date

    def packed(self) -> list[str]:
        return [self.kind.value, self.on.isoformat()]


# Of the people of a case, what the apps above know of: filled when the server starts.
DAYS_OF_APPS: list[Callable[[Case], Iterable[OfferedDay]]] = []

# The parts of a case in which something waits for a day or an answer: each app above says which.
WAITING: list[Callable[[Case], Iterable[Compartment]]] = []


def parts_that_wait(case: Case, ring: Ring) -> set[Compartment]:
    """Return the parts in which something waits. If one is held back nobody has it: the team that
    gave the case away opens it no more, the other not yet."""
    today = timezone.localdate()
    courts = {LEGAL for hearing in hearings_in([case.id], ring) if hearing.day >= today}
    return courts | {part for waiting in WAITING for part in waiting(case)}


def kept_waiting(row: Transfer, ring: Ring) -> list[str]:
    """The parts that were held back though something waits in them; no word of what it is."""
    waiting_parts = (row.try_unseal(ring) or {}).get("kept", [])
    return [part for part in waiting_parts if part in row.held_back()]


def days_to_offer(case: Case, parts: Collection[str], ring: Ring) -> list[list[str]]:
    """The days as the offer keeps them, sealed: a hearing only where the legal part goes along."""
    today = timezone.localdate()
    courts = hearings_in([case.id], ring) if LEGAL in parts else []
    days = {OfferedDay(DayKind.HEARING, hearing.day) for hearing in courts if hearing.day >= today}
    days |= {day for more in DAYS_OF_APPS for day in more(case)}
    return [day.packed() for day in sorted(days, key=lambda day: (day.on, day.kind))]


def days_offered(row: Transfer, ring: Ring) -> Sequence[OfferedDay]:
    """The days of an offer; none if an earlier release made it or this ring cannot open it."""
    return unpacked(row.try_unseal(ring) or {})


def unpacked(sealed: Content) -> list[OfferedDay]:
    return [
        OfferedDay(DayKind(kind), date.fromisoformat(day)) for kind, day in sealed.get("ahead", [])
    ]
