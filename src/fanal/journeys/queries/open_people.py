"""Everybody with an open case, by what their rows on tonight's board sort and count by.

Worked out of all of them, and kept for whoever reads the same teams
(`fanal.process_cache`). A page draws only the rows that it shows, each read anew
(`fanal.journeys.queries.tonight`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from fanal.accounts.models import User
from fanal.cases.models.state import Stored
from fanal.cases.queries.codes import URGENT, told_of
from fanal.cases.queries.states_version import states_version
from fanal.core.journeys.board import BoardRow, Colour, Urgency, urgency
from fanal.core.journeys.state import JourneyStage
from fanal.core.journeys.tonight import NOBODY, Alert, StoredState, is_unheld, without_journey
from fanal.core.words import Sentence
from fanal.journeys.access.board import BoardReach, open_cases_for, open_cases_of, reach_of
from fanal.journeys.queries.board import BoardLine
from fanal.people.queries import last_of, merged_of
from fanal.process_cache import ProcessCache


class OnBoard(NamedTuple):
    """Somebody on the board: where her row stands, and all that it is counted by. `file`: the one
    that stands for hers; `case`: her first open one; `line`: that of a journey, whose row it is.

    `needs_somebody`: by the rule of that name.
    """

    place: Place
    person: UUID
    file: UUID
    case: UUID | None
    told: Stored
    row: BoardRow
    alerts: tuple[Alert, ...]
    needs_somebody: bool
    line: BoardLine | None = None

    @property
    def is_unheld(self) -> bool:
        return is_unheld(self.row.stage, self.told.custody)


type Place = tuple[bool, Urgency]  # whoever is in danger stands first


_kept = ProcessCache[BoardReach, list[OnBoard]]()


def with_open_cases(user: User, now: datetime) -> list[OnBoard]:
    """Everybody whom the board shows for an open case, the worst first: one row a person, of her
    first open case."""
    reach = reach_of(user)
    if reach is None:
        return _worked_out(open_cases_for(user), now)
    version, work_out = lambda: states_version(now), lambda: _worked_out(open_cases_of(reach), now)
    return _kept.get(reach, version, work_out)


def _worked_out(cases: list[tuple[UUID, UUID]], now: datetime) -> list[OnBoard]:
    into = merged_of()
    files = {person: last_of(person, into) for _case, person in cases}
    told = told_of(list(files), now.date(), into)
    first: dict[UUID, OnBoard] = {}
    for case, person in cases:
        if files[person] not in first:
            first[files[person]] = _of_case(case, person, files[person], told[person])
    return sorted(first.values(), key=lambda one: one.place)


def _of_case(case: UUID, person: UUID, file: UUID, stored: Stored) -> OnBoard:
    row, alerts = without_journey(str(person), standing(stored))
    needs = needs_somebody(stored, (alert.sentence for alert in alerts if alert.red))
    return OnBoard(place_of(row, stored), person, file, case, stored, row, alerts, needs)


def needs_somebody(stored: Stored, red: Iterable[Sentence]) -> bool:
    """Whether she is in danger or not heard from, or something is red on her journey: more than
    that nobody has said who is with her. Of these the start page has one line, with their number;
    who they are stands on the board."""
    return stored.code in URGENT or any(sentence is not NOBODY.sentence for sentence in red)


def place_of(row: BoardRow, stored: Stored) -> Place:
    return not stored.code.counts_as_danger, urgency(row)


def standing(stored: Stored) -> StoredState:
    return StoredState(stored.code, stored.since, stored.due, stored.custody)


def each_once(travelling: Iterable[OnBoard]) -> list[OnBoard]:
    """By the journey that she is on; without one, by that from which she came back last. Of another
    that still follows her it is said what makes it worse."""
    found: dict[UUID, OnBoard] = {}
    for on_board in sorted(travelling, key=_how_current):
        first = found.setdefault(on_board.file, on_board)
        if first is not on_board:
            found[on_board.file] = _also_said(first, on_board)
    return list(found.values())


def _how_current(one: OnBoard) -> tuple[bool, float]:
    since = one.row.since
    return one.row.stage is JourneyStage.RETURNED, -since.timestamp() if since else 0


def _also_said(first: OnBoard, other: OnBoard) -> OnBoard:
    order = list(Colour)
    if order.index(other.row.colour) >= order.index(first.row.colour):
        return first
    row = replace(
        first.row,
        colour=other.row.colour,
        why=tuple(dict.fromkeys((*first.row.why, *other.row.why))),
        problems=(*first.row.problems, *other.row.problems),
        custody=tuple(dict.fromkeys((*first.row.custody, *other.row.custody))),
    )
    needs = first.needs_somebody or other.needs_somebody
    return first._replace(row=row, place=place_of(row, first.told), needs_somebody=needs)
