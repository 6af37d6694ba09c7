"""Who is in danger or not heard from, found without looking at everybody: what is stored of each is
sealed, so which states have to be looked at is kept beside them, sealed as one (`WatchList`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Count, QuerySet, Sum

from fanal.authority import ledger
from fanal.cases.models import Case, CasePerson, StateCode, WatchList
from fanal.cases.models.state import URGENT, Stored, stored_in
from fanal.cases.queries.codes import code_today, codes_in, codes_of, trusted_now
from fanal.core.casework.present import DangerState
from fanal.people.queries import kin_of
from fanal.sealed_columns import opens
from fanal.sql import these


class WatchedState(NamedTuple):
    """A stored state that is urgent, or can become so while nobody writes."""

    id: UUID
    case: UUID
    person: UUID
    stored: Stored


def urgent_in(cases: QuerySet[Case], today: date) -> dict[UUID, DangerState]:
    """Those of these cases in which somebody is in danger or not heard from, with the code: what
    `codes_in` says of all, of these few."""
    near = _cases_of(urgent_files(today))
    if not near:
        return {}
    ids = list(cases.filter(id__in=these(near)).order_by().values_list("id", flat=True))
    return {case: code for case, code in codes_in(ids, today).items() if code in URGENT}


def urgent_files(today: date) -> set[UUID]:
    """The files of everybody who is, of whatever team: with those that stand for them or for which
    they stand, and with whoever else is in such a case and of whom nothing is stored."""
    told = list(watched_states())
    trusted = trusted_now(one.stored for one in told)
    found = [one for one in told if code_today(one.stored, today, trusted) in URGENT]
    files = {one.person for one in found}
    beside = CasePerson.objects.filter(case__in=these({one.case for one in found}))
    files |= set(beside.exclude(of_family=True).order_by().values_list("person", flat=True))
    return files | kin_of(files) if files else files


def urgent_people(today: date) -> list[UUID]:
    """Everybody with an open case who is in danger or not heard from, without a key."""
    open_ones = CasePerson.objects.filter(person__in=these(urgent_files(today)))
    open_ones = open_ones.exclude(case__closed=True).exclude(of_family=True)
    codes = codes_of(set(open_ones.order_by().values_list("person", flat=True)), today)
    return sorted(one for one, code in codes.items() if code in URGENT)


def _cases_of(files: set[UUID]) -> set[UUID]:
    links = CasePerson.objects.filter(person__in=these(files)).exclude(of_family=True).order_by()
    return set(links.values_list("case", flat=True)) if files else set()


# ── The list ─────────────────────────────────────────────────────────────────
def watched_states() -> Iterator[WatchedState]:
    """Every state that is watched."""
    ids = _held(WatchList.objects.filter(id=1).first())
    yield from _those_of(StateCode.objects.all() if ids is None else _with(ids))


@contextmanager
def watching(cases: Collection[UUID]) -> Iterator[None]:
    """Inside, states of these cases are stored; then the list is written anew, whether it is
    another or not: what was written says nothing of who is on it."""
    with transaction.atomic():
        ledger.in_order()
        row = WatchList.objects.select_for_update().filter(id=1).first() or WatchList(id=1)
        ids = _held(row)
        yield
        stored = StateCode.objects.all()
        if ids is not None:
            stored = stored.filter(case__in=these(cases))
        told = list(_as_told(stored))
        ids = (ids or set()) - {one.id for one in told}
        _write(row, ids | {one.id for one in told if one.stored.is_watched})


def renew_watch_list() -> None:
    """Where states went or came in another way than by being stored, once and for all."""
    if _held(WatchList.objects.filter(id=1).first()) is None:
        with watching(()):
            pass


def _those_of(states: QuerySet[StateCode]) -> Iterator[WatchedState]:
    return (one for one in _as_told(states) if one.stored.is_watched)


def _as_told(states: QuerySet[StateCode]) -> Iterator[WatchedState]:
    rows = states.order_by().values_list("id", "case_id", "person_id", "told")
    for id, case, person, told in rows:
        yield WatchedState(id, case, person, stored_in(id, case, person, told))


def _with(ids: set[UUID]) -> QuerySet[StateCode]:
    return StateCode.objects.filter(id__in=these(ids))


def _held(row: WatchList | None) -> set[UUID] | None:
    """The ids on the list; None where it is of other states than there are now, or of nobody's."""
    if row is None or not opens(row, "held") or row.held.get("of") != _all_stored():
        return None
    return {UUID(one) for one in row.held["ids"]}


def _write(row: WatchList, ids: set[UUID]) -> None:
    row.held = {"of": _all_stored(), "ids": sorted(one.hex for one in ids)}
    row.version += 1
    row.save()


def _all_stored() -> list[int]:
    """How many states there are, and their versions in sum: another list once one is another."""
    found = StateCode.objects.order_by().aggregate(n=Count("version"), sum=Sum("version"))
    return [found["n"], found["sum"] or 0]
