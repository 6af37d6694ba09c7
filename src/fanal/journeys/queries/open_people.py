"""Everybody with an open case, by what their rows on tonight's board sort and count by.

Worked out of all of them, and kept for whoever reads the same teams
(`fanal.processes.process_cache`). Where few cases are others since, only their people are worked
out again. A page draws only the rows that it shows, each read anew
(`fanal.journeys.queries.tonight`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime
from time import monotonic
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from fanal.accounts.models import User
from fanal.authority import ledger
from fanal.authority.tables import table
from fanal.cases.models import Case, CasePerson, StateCode
from fanal.cases.models.state import Stored
from fanal.cases.queries.codes import URGENT, stored_codes_of
from fanal.cases.queries.states_version import StatesVersion, states_version
from fanal.core.casework.present import DangerState
from fanal.core.journeys.board import BoardRow, Colour, Urgency, urgency
from fanal.core.journeys.problems import ProblemKind
from fanal.core.journeys.state import JourneyStage
from fanal.core.journeys.tonight import NOBODY, Alert, StoredState, is_unheld, without_journey
from fanal.core.words import Sentence
from fanal.database.sql import rows, these_as_held
from fanal.journeys.access.board import (
    BoardReach,
    OpenCase,
    open_cases_for,
    open_cases_of,
    reach_of,
)
from fanal.journeys.queries.board import BoardLine
from fanal.people.models import Person
from fanal.people.queries import kin_of, last_of, merged_of
from fanal.processes.process_cache import ProcessCache

type Opened = tuple[date, int]  # the day, and by which of that day
NOT_OPENED: Opened = (date.max, 0)


class OnBoard(NamedTuple):
    """Somebody on the board: where her row stands, and all that it is counted by. `file`: the one
    that stands for hers; `case`: her first open one, and `opened`, by which cases are in order;
    `line`: that of a journey, whose row it is.

    `needs_somebody`: by the rule of that name. `also`: her files that other teams have, of whom the
    reader reads both (`once_each`).
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
    opened: Opened = NOT_OPENED
    also: tuple[OnBoard, ...] = ()

    @property
    def is_unheld(self) -> bool:
        back = bool(self.line and self.line.came_back)
        return is_unheld(self.row.stage, self.told.custody, back=back)

    @property
    def is_urgent(self) -> bool:
        """Whether she is red, in danger, or looked after by nobody."""
        return self.needs_somebody or self.is_unheld or self.row.colour is Colour.RED

    @property
    def is_given(self) -> bool:
        """Whether somebody gave her and the other side has not said that she arrived."""
        problems = (one for each in (self, *self.also) for one in each.row.problems)
        return any(one.trouble is ProblemKind.NOT_CONFIRMED for one in problems)


type Place = tuple[bool, Urgency]  # whoever is in danger stands first


type ByFile = dict[UUID, OnBoard]
type Versions = dict[UUID | str, int]  # by the id as it is held


class StoredRows(NamedTuple):
    """The versions that change as soon as a case is stored, somebody comes into it or a state in it
    is stored: open cases and states in their versions, and how many people each case has."""

    cases: Versions
    people: Versions
    states: Versions


class KeptBoard(NamedTuple):
    """A board that is kept. `people`: in the order of the board. What decides who stands there:
    `head`, how far the ledger was, `also`, the day and partners, and what is `stored`. `since`:
    when all were worked out."""

    by_file: ByFile
    people: list[OnBoard]
    head: int
    also: tuple[object, ...]
    stored: StoredRows
    since: float


CASES = "SELECT id, version FROM cases_case WHERE NOT closed"
PEOPLE = "SELECT case_id, COUNT(*) FROM cases_caseperson GROUP BY case_id"
STATES = "SELECT id, version FROM cases_statecode"
# Who leaves a case, a case that another team has and a file that is another's end a version here.
ENDED = [table(Case), table(CasePerson), table(Person)]
MANY = 200  # cases that are others since: of more, everybody is worked out again
TEN_MINUTES = 600.0  # what decides is compared at each look: longer than what may be seen late
_kept = ProcessCache[BoardReach, KeptBoard](TEN_MINUTES)


def with_open_cases(user: User, now: datetime) -> list[OnBoard]:
    """Return everybody whom the board shows for an open case, the worst first: one row a person, of
    her first open case."""
    reach = reach_of(user)
    if reach is None:
        return _in_order(_worked_out(open_cases_for(user), now))
    version = states_version(now)
    return _kept.get(reach, lambda: version, lambda: _board_of(reach, version, now)).people


def _board_of(reach: BoardReach, version: StatesVersion, now: datetime) -> KeptBoard:
    (head, *_counted), *also = version
    # Before they are opened: what is stored meanwhile is seen next time.
    stored = StoredRows(*(dict(rows(sql)) for sql in (CASES, PEOPLE, STATES)))
    board_kept = KeptBoard({}, [], head or 0, tuple(also), stored, since=monotonic())
    kept_value = _kept.held.get(reach)
    before = kept_value.value if kept_value else None
    if before is None or (changed := _changed_since(before, board_kept)) is None:
        by_file = _worked_out(open_cases_of(reach), now)
    else:
        by_file = _again(before.by_file, changed, reach, now)
        board_kept = board_kept._replace(since=before.since)
    return board_kept._replace(by_file=by_file, people=_in_order(by_file))


def _changed_since(before: KeptBoard, now: KeptBoard) -> QuerySet[CasePerson] | None:
    """Return who is in the cases that changed. None where everybody is to be worked out again: they
    were long ago, something else changed too, or the cases are many."""
    if now.since - before.since > TEN_MINUTES or before.also != now.also:
        return None
    # A state is replaced and never removed: where one is gone, somebody deleted it.
    if before.stored.states.keys() - now.stored.states.keys():
        return None
    # Whoever left a case stands in none of the tables compared here.
    if ledger.ended_between(before.head, now.head, ENDED):
        return None
    cases, people, states = map(_others, before.stored, now.stored)
    if len(cases | people) + len(states) > MANY:
        return None
    with_new_code = StateCode.objects.filter(id__in=these_as_held(states)).order_by().values("case")
    changed = Q(case__in=these_as_held(cases | people)) | Q(case__in=with_new_code)
    return CasePerson.objects.filter(changed).order_by()


def _others(before: Versions, now: Versions) -> set[UUID | str]:
    return set() if before == now else {id for id, _n in before.items() ^ now.items()}


def _again(
    by_file: ByFile, changed: QuerySet[CasePerson], reach: BoardReach, now: datetime
) -> ByFile:
    """Return the people with all of these as they are now, by whichever file, since a state of one
    counts for others of her case; without those of them who have no open case here any more."""
    files = set(changed.values_list("person", flat=True))
    # Her row stands by the file that the others were merged into: it changes with any of them.
    files |= kin_of(files)
    anew = _worked_out(open_cases_of(reach, files), now)
    return {file: on_board for file, on_board in by_file.items() if file not in files} | anew


def _in_order(by_file: ByFile) -> list[OnBoard]:
    """Return the people in order; among those who stand as high, whose case was opened first."""
    return sorted(by_file.values(), key=lambda on_board: (on_board.place, on_board.opened))


def _worked_out(cases: Collection[OpenCase], now: datetime) -> ByFile:
    into = merged_of()
    files = {case.person: last_of(case.person, into) for case in cases}
    codes = stored_codes_of(list(files), now.date(), into)
    first: ByFile = {}
    for case in cases:
        if files[case.person] not in first:
            file = files[case.person]
            first[file] = _of_case(case, file, codes[case.person], now.date())
    return first


def _of_case(of: OpenCase, file: UUID, stored: Stored, today: date) -> OnBoard:
    row, alerts = without_journey(str(of.person), stored_state(stored), today)
    needs = needs_somebody(stored.code, (alert.sentence for alert in alerts if alert.red))
    place = place_of(row, stored)
    return OnBoard(place, of.person, file, of.case, stored, row, alerts, needs, opened=of.opened)


def needs_somebody(state: DangerState, red: Iterable[Sentence]) -> bool:
    """Whether she is in danger or not heard from, or something is red on her journey: more than
    that nobody has said who is with her. Of these the start page has one line, with their number;
    who they are stands on the board."""
    return state in URGENT or any(sentence is not NOBODY.sentence for sentence in red)


def place_of(row: BoardRow, stored: Stored) -> Place:
    return not stored.code.counts_as_danger, urgency(row)


def stored_state(stored: Stored) -> StoredState:
    return StoredState(stored.code, stored.since, stored.due, stored.custody, stored.unfit)


def each_once(travelling: Iterable[OnBoard]) -> list[OnBoard]:
    """Return each traveller once, by the journey that she is on; without one, by that from which
    she came back last. Of another that still follows her it is said what makes it worse."""
    once: dict[UUID, OnBoard] = {}
    for on_board in sorted(travelling, key=_how_current):
        first = once.setdefault(on_board.file, on_board)
        if first is not on_board:
            once[on_board.file] = also_said(first, on_board)
    return list(once.values())


def _how_current(on_board: OnBoard) -> tuple[bool, float]:
    since = on_board.row.since
    return on_board.row.stage is JourneyStage.RETURNED, -since.timestamp() if since else 0


def also_said(first: OnBoard, other: OnBoard) -> OnBoard:
    if first.line and other.line and other.line.address != first.line.address:
        also = (*first.line.also, other.line.address)
        first = first._replace(line=replace(first.line, also=also))
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
