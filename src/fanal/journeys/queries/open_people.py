"""Everybody with an open case, by what their rows on tonight's board sort and count by.

Worked out of all of them, and kept for whoever reads the same teams
(`fanal.process_cache`). Where nothing but states was stored since, less than a minute ago, only the
people of these cases are worked out again. A page draws only the rows that it shows, each read anew
(`fanal.journeys.queries.tonight`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from time import monotonic
from typing import NamedTuple
from uuid import UUID

from fanal.accounts.models import User
from fanal.cases.models import CasePerson, StateCode
from fanal.cases.models.state import Stored
from fanal.cases.queries.codes import URGENT, stored_codes_of
from fanal.cases.queries.states_version import StatesVersion, states_version
from fanal.core.journeys.board import BoardRow, Colour, Urgency, urgency
from fanal.core.journeys.state import JourneyStage
from fanal.core.journeys.tonight import NOBODY, Alert, StoredState, is_unheld, without_journey
from fanal.core.words import Sentence
from fanal.journeys.access.board import BoardReach, open_cases_for, open_cases_of, reach_of
from fanal.journeys.queries.board import BoardLine
from fanal.people.queries import last_of, merged_of
from fanal.process_cache import A_MINUTE, ProcessCache
from fanal.sql import rows, these_as_held


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


type Cases = list[tuple[UUID, UUID]]  # each with a person of it
type ByFile = dict[UUID, OnBoard]
type States = dict[UUID | str, int]  # by the id as it is held, how often each was stored


class KeptBoard(NamedTuple):
    """`by_file`: in the order of their cases, as `people` in that of the board. `follows_from`: all
    else that decides who stands there; `at`: when all were worked out."""

    by_file: ByFile
    people: list[OnBoard]
    follows_from: tuple[object, ...]
    states: States
    at: float


STATES = "SELECT id, version FROM cases_statecode"
MANY = 200  # states that were stored since: of more, everybody is worked out again
_kept = ProcessCache[BoardReach, KeptBoard]()


def with_open_cases(user: User, now: datetime) -> list[OnBoard]:
    """Everybody whom the board shows for an open case, the worst first: one row a person, of her
    first open case."""
    reach = reach_of(user)
    if reach is None:
        return _in_order(_worked_out(open_cases_for(user), now))
    version = states_version(now)
    return _kept.get(reach, lambda: version, lambda: _board_of(reach, version, now)).people


def _board_of(reach: BoardReach, version: StatesVersion, now: datetime) -> KeptBoard:
    stored, *more = version
    follows_from = (stored[:-1], *more)
    # Before they are opened: what is stored meanwhile is seen next time.
    states: States = dict(rows(STATES))
    held = _kept.held.get(reach)
    before, at = held.value if held else None, monotonic()
    anew = _stored_since(before, states, follows_from, at)
    if before is None or anew is None:
        by_file = _worked_out(open_cases_of(reach), now)
    else:
        by_file, at = before.by_file | _again(before.by_file, anew, now), before.at
    return KeptBoard(by_file, _in_order(by_file), follows_from, states, at)


def _stored_since(
    before: KeptBoard | None, states: States, follows_from: tuple[object, ...], at: float
) -> list[UUID | str] | None:
    """None where everybody is to be worked out again: something else changed too, a minute is over,
    they are many, or some are gone."""
    if before is None or before.follows_from != follows_from or at - before.at > A_MINUTE:
        return None
    anew = [id for id, version in states.items() if before.states.get(id) != version]
    return None if before.states.keys() - states.keys() or len(anew) > MANY else anew


def _again(by_file: ByFile, anew: Collection[UUID | str], now: datetime) -> ByFile:
    """Of those of the board whom these states are about: everybody in the same cases, by whichever
    file, since a state of one counts for others of her case."""
    cases = StateCode.objects.filter(id__in=these_as_held(anew)).values("case")
    into = merged_of()
    there = CasePerson.objects.filter(case__in=cases).order_by().values_list("person", flat=True)
    files = {last_of(person, into) for person in there}
    found = [by_file[file] for file in files if file in by_file]
    return _worked_out([(one.case, one.person) for one in found if one.case], now)


def _in_order(by_file: ByFile) -> list[OnBoard]:
    return sorted(by_file.values(), key=lambda one: one.place)


def _worked_out(cases: Cases, now: datetime) -> ByFile:
    into = merged_of()
    files = {person: last_of(person, into) for _case, person in cases}
    told = stored_codes_of(list(files), now.date(), into)
    first: ByFile = {}
    for case, person in cases:
        if files[person] not in first:
            first[files[person]] = _of_case(case, person, files[person], told[person])
    return first


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
