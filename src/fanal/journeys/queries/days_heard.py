"""The day on which somebody was heard from last, for whoever may not read the hour."""

from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from fanal.cases.queries.last_contact import heard_in_cases
from fanal.core.journeys.events import LifeSign
from fanal.journeys.queries.board import BoardLine
from fanal.journeys.queries.heard_in_cases import signs_of


def with_days(lines: list[BoardLine]) -> list[BoardLine]:
    """Return the lines, each with the day of the last sign of life where its hour stays closed:
    that there was none would be wrong."""
    closed = {UUID(line.row.person) for line in lines if not (line.row.stage or line.heard)}
    signs = _days_heard(closed) if closed else {}
    return [
        replace(line, row=replace(line.row, sign=signs[UUID(line.row.person)]))
        if UUID(line.row.person) in signs
        else line
        for line in lines
    ]


def _days_heard(people: Collection[UUID]) -> dict[UUID, LifeSign]:
    found = {person: signs_of(heard) for person, heard in heard_in_cases(people).items()}
    return {
        person: max(signs, key=lambda sign: sign.at) for person, signs in found.items() if signs
    }
