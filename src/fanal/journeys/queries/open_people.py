"""Everybody with an open case, by what their rows on tonight's board sort and count by.

What is stored of each is sealed, so no database sorts it: it is worked out of all, and kept in this
process while nothing was stored that decides it, for whoever reads the same teams. A page draws
only the rows that it shows, each read anew (`fanal.journeys.queries.tonight`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from time import monotonic
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from fanal.accounts.models import User
from fanal.cases.models import StateCode
from fanal.cases.models.state import Stored
from fanal.cases.queries.codes import told_of
from fanal.core.journeys.board import BoardRow, Urgency, urgency
from fanal.core.journeys.tonight import Alert, StoredState, is_unheld, without_journey
from fanal.journeys.access.board import BoardReach, open_cases_for, open_cases_of, reach_of
from fanal.journeys.queries.board import BoardLine
from fanal.partners.queries.holding import may_hold
from fanal.people.queries import last_of, merged_of
from fanal.sql import rows

# Changes with every case that is opened, closed or moved, with every person who comes into one or
# goes, with every file found to be another's, and with every state that is stored.
STORED = """SELECT
    (SELECT number FROM authority_head WHERE id = 1), (SELECT COUNT(*) FROM cases_caseperson),
    (SELECT COUNT(*) FROM cases_case), (SELECT SUM(version) FROM cases_case),
    (SELECT version FROM cases_watchlist WHERE id = 1), (SELECT COUNT(*) FROM cases_statecode),
    (SELECT SUM(version) FROM cases_statecode)"""
SECONDS = 60.0  # after which it is worked out anew in any case


class OnBoard(NamedTuple):
    """Somebody on the board: where her row stands, and all that it is counted by. `file`: the one
    that stands for hers; `case`: her first open one; `line`: that of a journey, whose row it is."""

    place: Place
    person: UUID
    file: UUID
    case: UUID | None
    told: Stored
    row: BoardRow
    alerts: tuple[Alert, ...]
    line: BoardLine | None = None

    @property
    def is_unheld(self) -> bool:
        return is_unheld(self.row.stage, self.told.custody)


type Place = tuple[bool, Urgency]  # whoever is in danger stands first


class KeptBoard(NamedTuple):
    """What was worked out, of what was stored then. `trusted`: the partners whose word ended a
    danger, and whether each might hold people."""

    stored: tuple[object, ...]
    day: date
    at: float
    trusted: Mapping[str, bool]
    people: list[OnBoard]


_kept: dict[BoardReach, KeptBoard] = {}  # of this process


def with_open_cases(user: User, now: datetime) -> list[OnBoard]:
    """Everybody whom the board shows for an open case, the worst first: one row a person, of her
    first open case."""
    reach = reach_of(user)
    if reach is None or _may_be_undone():
        return _worked_out(open_cases_for(user), now)
    stored = tuple(rows(STORED)[0])
    kept = _kept.get(reach)
    if kept is None or not _holds(kept, stored, now):
        kept = _kept[reach] = _kept_now(reach, stored, now)
    return kept.people


def _may_be_undone() -> bool:
    """Inside a transaction: what it says of itself may never have been."""
    return connection.in_atomic_block


def _holds(kept: KeptBoard, stored: tuple[object, ...], now: datetime) -> bool:
    same = (kept.stored, kept.day) == (stored, now.date())
    recent = monotonic() - kept.at <= SECONDS
    return same and recent and kept.trusted == may_hold_now(kept.trusted, now)


def _kept_now(reach: BoardReach, stored: tuple[object, ...], now: datetime) -> KeptBoard:
    """`stored` was read before: what is stored meanwhile makes the next look work it out anew."""
    states = StateCode.objects.filter(may_need_lead=True)
    partners = {partner for one in states if (partner := one.stored.leans_on)}
    trusted = may_hold_now(partners, now)
    people = _worked_out(open_cases_of(reach), now)
    return KeptBoard(stored, now.date(), monotonic(), trusted, people)


def may_hold_now(partners: Iterable[str], now: datetime) -> dict[str, bool]:
    named = set(partners)
    return may_hold(named, now) if named else {}


def _worked_out(cases: list[tuple[UUID, UUID]], now: datetime) -> list[OnBoard]:
    into = merged_of()
    files = {person: last_of(person, into) for _case, person in cases}
    told = told_of(list(files), now.date(), into)
    first: dict[UUID, OnBoard] = {}
    for case, person in cases:
        if files[person] not in first:
            first[files[person]] = _of_case(case, person, files[person], told[person])
    return sorted(first.values(), key=lambda one: one.place)


def _of_case(case: UUID, person: UUID, file: UUID, told: Stored) -> OnBoard:
    row, alerts = without_journey(str(person), standing(told))
    return OnBoard(place_of(row, told), person, file, case, told, row, alerts)


def place_of(row: BoardRow, told: Stored) -> Place:
    return not told.code.counts_as_danger, urgency(row)


def standing(told: Stored) -> StoredState:
    return StoredState(told.code, told.since, told.due, told.custody)
