"""A stay as its page shows it, and what happened in a shelter."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from fanal.accounts.models import User
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.shelters.models import (
    Belonging,
    Incident,
    Restriction,
    ShelterStay,
    ShelterStayStep,
    Visit,
)
from fanal.shelters.queries.residents import Resident, residents
from fanal.shelters.queries.visitors import ShownVisitor, shown_visitors


@dataclass(frozen=True)
class ShownStayStep:
    row: ShelterStayStep
    note: Content

    @property
    def words(self) -> str:
        return str(self.note.get("words", ""))

    @property
    def when(self) -> date | datetime:
        at = self.note.get("at")
        return datetime.fromisoformat(at) if at else self.row.on


@dataclass(frozen=True)
class ShownRestriction:
    row: Restriction
    content: Content
    runs: bool
    may_renew: bool


@dataclass(frozen=True)
class StayPage:
    """A stay as its page shows it. `reads_book`: visits, belongings and restrictions are shown to
    whoever reads a stay."""

    one: Resident
    steps: list[ShownStayStep]
    restrictions: list[ShownRestriction]
    visitors: list[ShownVisitor]
    visits: list[tuple[Visit, Content]]
    belongings: list[tuple[Belonging, Content]]

    @cached_property
    def running(self) -> list[ShownRestriction]:
        return [restriction for restriction in self.restrictions if restriction.runs]


def stay_page(stay: ShelterStay, user: User, ring: Ring, today: date) -> StayPage:
    resident = residents([stay], ring, user)[0]
    steps = [
        ShownStayStep(row, resident.content["notes"].get(str(row.number), {}))
        for row in stay.steps.select_related("made_by", "bed")
    ]
    restrictions = [
        _shown_restriction(row, user, ring, today)
        for row in stay.restrictions.select_related("ordered_by", "renewed")
    ]
    opened = [
        [(row, row.try_unseal(ring) or {}) for row in rows]
        for rows in (stay.visits.select_related("visitor"), stay.belongings.all())
    ]
    visitors = shown_visitors(stay, ring)
    return StayPage(resident, steps, restrictions, visitors, *opened)  # type: ignore[arg-type]  # in this order


def _shown_restriction(row: Restriction, user: User, ring: Ring, today: date) -> ShownRestriction:
    now = row.now()
    runs = now.runs(today)
    return ShownRestriction(
        row,
        row.try_unseal(ring) or {},
        runs,
        # Seven days more take another person, so the one who ordered it is not shown the button.
        may_renew=runs and row.ordered_by_id != user.pk,
    )


def shown_incidents(rows: Iterable[Incident], ring: Ring) -> list[tuple[Incident, Content]]:
    """Return each with what was written of it, {} where the reader has no key."""
    return [(row, row.try_unseal(ring) or {}) for row in rows]
