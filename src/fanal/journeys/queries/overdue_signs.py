"""The people of a journey who were to be heard from before now, and whom to call about each."""

from dataclasses import dataclass
from datetime import datetime

from fanal.core.journeys.board import NO_SIGN, BoardRow
from fanal.core.journeys.events import LifeSign
from fanal.journeys.queries.board import to_call
from fanal.journeys.queries.journey import JourneyPage


@dataclass(frozen=True)
class ShownSign:
    """A sign of life that was due and has not come. `phones`: of whoever is with her; `unproved`:
    the last that came, where it is no proof and so ends no alarm."""

    code: str
    due: datetime | None
    phones: list[tuple[str, str]]
    unproved: LifeSign | None = None


def not_heard_from(found: JourneyPage) -> list[ShownSign]:
    rows = [row for row in found.rows if NO_SIGN in row.why]
    due = [
        ShownSign(found.codes[row.person], row.due, phones_of(found, row), _unproved(row))
        for row in rows
    ]
    # Those about whom the same numbers are called stand together: the page says these once.
    phones = [one.phones for one in due]
    return sorted(due, key=lambda one: phones.index(one.phones))


def _unproved(row: BoardRow) -> LifeSign | None:
    return row.sign if row.sign and not row.sign.proves else None


def phones_of(found: JourneyPage, row: BoardRow) -> list[tuple[str, str]]:
    """Return the telephones of whoever holds her, and of those to whom she was given."""
    # Both sides: between the two nobody knows which of them has her.
    with_her = (row.custodian, *found.state.persons[row.person].given_to)
    named = [found.custodians[custodian] for custodian in with_her if custodian in found.custodians]
    return [(custodian.label, custodian.phone) for custodian in to_call(row, named)]
