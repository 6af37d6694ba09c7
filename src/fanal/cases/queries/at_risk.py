"""Who is in danger or not heard from, found without looking at everybody: what is stored of each is
sealed, so which states have to be looked at is kept beside them, sealed as one (`WatchList`).
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Count, QuerySet, Sum
from django.utils import timezone

from fanal.authority import ledger
from fanal.cases.models import Case, CasePerson, StateCode, WatchList
from fanal.cases.models.state import URGENT, Stored, stored_in
from fanal.cases.queries.codes import code_today, codes_in, codes_of, trusted_now
from fanal.cases.queries.state_seals import (
    LIST,
    StateSeal,
    changed_by_hand,
    kept_in,
    mend,
    seal_of,
    seals_in,
    still_listed,
    write_list,
)
from fanal.cases.queries.states_version import states_version, stored_version
from fanal.core.casework.present import DangerState
from fanal.database.sql import these
from fanal.people.queries import kin_of
from fanal.processes.process_cache import ProcessCache
from fanal.sealed.columns import opens
from fanal.web.request_cache import ask_anew


class WatchedState(NamedTuple):
    """A stored state that is urgent, or can become so while nobody writes; and by what its row is
    known again."""

    id: UUID
    case: UUID
    person: UUID
    stored: Stored
    seal: str


class WatchedPeople(NamedTuple):
    """The people who are watched, of whatever team. `files`: of everybody who is in danger or not
    heard from; `cases`: in which somebody is, with the code; `closed`: the closed ones of danger
    among them; `due`: the files of everybody of whom a sign of life is awaited."""

    files: frozenset[UUID]
    cases: Mapping[UUID, DangerState]
    closed: frozenset[UUID]
    due: frozenset[UUID]


_kept = ProcessCache[date, WatchedPeople]()


def urgent_in(cases: QuerySet[Case], today: date) -> dict[UUID, DangerState]:
    """Return the cases among these in which somebody is in danger or not heard from, with the code:
    what `codes_in` says of all, of these few."""
    codes = urgent_codes(today)
    if not codes:
        return {}
    ids = cases.filter(id__in=these(codes)).order_by().values_list("id", flat=True)
    return {case: codes[case] for case in ids}


def urgent_codes(today: date) -> Mapping[UUID, DangerState]:
    """Return the code of each case, of whatever team, in which somebody is so."""
    return _watched(today).cases


def closed_of_danger(today: date) -> dict[UUID, DangerState]:
    """Return the closed cases, of whatever team, in which somebody is in danger, with the code."""
    watched = _watched(today)
    return {case: watched.cases[case] for case in watched.closed}


def urgent_files(today: date) -> frozenset[UUID]:
    """The files of everybody who is, of whatever team: with those that stand for them or for which
    they stand, and with whoever else is in such a case and of whom nothing is stored."""
    return _watched(today).files


def files_with_sign_due(today: date) -> frozenset[UUID]:
    """Return the files of everybody of whom a sign of life is awaited, of whatever team: with those
    that stand for them or for which they stand."""
    return _watched(today).due


def _watched(today: date) -> WatchedPeople:
    now = timezone.localtime()
    # By what is stored and not by time: a danger of a moment ago is never missing.
    return _kept.get(today, lambda: states_version(now), lambda: _worked_out(today))


def _worked_out(today: date) -> WatchedPeople:
    states = list(watched_states())
    files = _urgent_files(states, today)
    # All cases of these people, not only that in which it was said: danger shows on each of hers.
    codes = codes_in(_cases_of(files), today)
    urgent = {case: code for case, code in codes.items() if code in URGENT}
    dangerous = [case for case, code in urgent.items() if code.counts_as_danger]
    closed = Case.objects.filter(id__in=these(dangerous), closed=True).order_by()
    over = frozenset(closed.values_list("id", flat=True)) if dangerous else frozenset()
    due = {state.person for state in states if state.stored.due}
    return WatchedPeople(frozenset(files), urgent, over, frozenset(due | kin_of(due)))


def _urgent_files(states: Collection[WatchedState], today: date) -> set[UUID]:
    trusted = trusted_now(state.stored for state in states)
    urgent = [state for state in states if code_today(state.stored, today, trusted) in URGENT]
    files = {state.person for state in urgent}
    beside = CasePerson.objects.filter(case__in=these({state.case for state in urgent}))
    files |= set(beside.exclude(of_family=True).order_by().values_list("person", flat=True))
    return files | kin_of(files) if files else files


def urgent_people(today: date) -> list[UUID]:
    """Everybody with an open case who is in danger or not heard from, without a key."""
    open_ones = CasePerson.objects.filter(person__in=these(urgent_files(today)))
    open_ones = open_ones.exclude(case__closed=True).exclude(of_family=True)
    # Among these files is whoever else is in such a case: her own code decides.
    codes = codes_of(set(open_ones.order_by().values_list("person", flat=True)), today)
    return sorted(person for person, code in codes.items() if code in URGENT)


def _cases_of(files: set[UUID]) -> set[UUID]:
    links = CasePerson.objects.filter(person__in=these(files)).exclude(of_family=True).order_by()
    return set(links.values_list("case", flat=True)) if files else set()


# ── The list ─────────────────────────────────────────────────────────────────
def watched_states() -> Iterator[WatchedState]:
    """Every state that is watched."""
    ids = _held(_row())
    yield from _those_of(StateCode.objects.all() if ids is None else _with(ids))


@contextmanager
def watching(cases: Collection[UUID]) -> Iterator[None]:
    """Write the list anew once the block has stored states of these cases, whether it is another or
    not: what was written says nothing of who is on it."""
    with transaction.atomic():
        last = ledger.hold().counts.get(LIST)
        row = WatchList.objects.select_for_update().filter(id=1).first()
        of_last = kept_in(row, last)
        # A list of other states than there are is made anew from every state.
        kept = None if _held(row) is None else of_last
        before = {state.id: state.seal for state in _as_told(_of_cases(cases))}
        yield
        stored = list(_as_told(StateCode.objects.all() if kept is None else _of_cases(cases)))
        known = seals_in(row) if row and of_last is not None else {}
        listed = still_listed(known, {state.id for state in stored}, whole=kept is None)
        for state in stored:
            # What was not stored now keeps the seal by which it was known.
            now = state.case in cases and before.get(state.id) != state.seal
            if state.id in known and not now:
                listed[state.id] = known[state.id]
            elif state.stored.is_watched:
                listed[state.id] = StateSeal(state.seal, state.case, state.person)
        write_list(row or WatchList(id=1), listed, _all_stored(), last)
    ask_anew(stored_version)


def renew_watch_list() -> None:
    """Make the list anew, once and for all, where states went or came otherwise than by being
    stored."""
    if not _is_right(_row(), ledger.read().counts.get(LIST)):
        _renew()


@transaction.atomic
def _renew() -> None:
    """Look again with nobody writing: a state may have been stored between list and states."""
    last = ledger.hold().counts.get(LIST)
    row = _row()
    if not _is_right(row, last):
        with watching({seal.case for seal in changed_by_hand(row, last).values()}):
            mend(row, last)


def _is_right(row: WatchList | None, last: int | None) -> bool:
    whole = kept_in(row, last) is not None and _held(row) is not None
    return whole and not changed_by_hand(row, last)


def _those_of(states: QuerySet[StateCode]) -> Iterator[WatchedState]:
    return (state for state in _as_told(states) if state.stored.is_watched)


def _as_told(states: QuerySet[StateCode]) -> Iterator[WatchedState]:
    rows = states.order_by().values_list("id", "case_id", "person_id", "told")
    for id, case, person, column in rows:
        yield WatchedState(id, case, person, stored_in(id, case, person, column), seal_of(column))


def _with(ids: set[UUID]) -> QuerySet[StateCode]:
    return StateCode.objects.filter(id__in=these(ids))


def _row() -> WatchList | None:
    return WatchList.objects.filter(id=1).first()


def _of_cases(cases: Collection[UUID]) -> QuerySet[StateCode]:
    return StateCode.objects.filter(case__in=these(cases))


def _held(row: WatchList | None) -> set[UUID] | None:
    """The ids on the list; None where it is of other states than there are now, or of nobody's."""
    if row is None or not opens(row, "held") or row.held.get("of") != _all_stored():
        return None
    return {UUID(state_id) for state_id in row.held["ids"]}


def _all_stored() -> list[int]:
    """How many states there are, and their versions in sum: another list once one is another."""
    versions = StateCode.objects.order_by().aggregate(n=Count("version"), sum=Sum("version"))
    return [versions["n"], versions["sum"] or 0]
