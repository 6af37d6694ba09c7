"""What was worked out of the states of everybody, kept in this process while nothing was stored
that decides it: states are sealed, so no database can sort or count by them, and a page of a large
team would open all of them at each look.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from threading import Lock
from time import monotonic
from typing import NamedTuple

from django.db import connection

from fanal.cases.models import StateCode
from fanal.cases.models.state import stored_in
from fanal.partners.queries.holding import may_hold
from fanal.sql import rows

# Changes with every case that is opened, closed or moved, with every person who comes into one or
# goes, with every file found to be another's, and with every state that is stored: the list of
# those that are watched is written anew each time (`fanal.cases.queries.watched`).
STORED = """SELECT
    (SELECT number FROM authority_head WHERE id = 1), (SELECT COUNT(*) FROM cases_caseperson),
    (SELECT COUNT(*) FROM cases_case), (SELECT SUM(version) FROM cases_case),
    (SELECT version FROM cases_watchlist WHERE id = 1)"""
SECONDS = 60.0  # after which it is worked out anew in any case


class HeldStates[Value](NamedTuple):
    """What was worked out, of what was stored then. `trusted`: the partners whose word ended a
    danger, and whether each might hold people."""

    stored: tuple[object, ...]
    day: date
    at: float
    trusted: Mapping[str, bool]
    value: Value


class KeptStates[Key, Value]:
    """What was worked out, by whom or what it is of. Whoever is given it does not change it."""

    def __init__(self) -> None:
        self.held: dict[Key, HeldStates[Value]] = {}
        self._working: dict[Key, Lock] = {}

    def get(self, key: Key, now: datetime, work_out: Callable[[], Value]) -> Value:
        if _may_be_undone():
            return work_out()
        held = self._still(key, now)
        if held is None:
            # Every thread of a server asks at once: one works it out, the others wait for it.
            with self._working.setdefault(key, Lock()):
                held = self._still(key, now) or self._anew(key, now, work_out)
        return held.value

    def _still(self, key: Key, now: datetime) -> HeldStates[Value] | None:
        held = self.held.get(key)
        return held if held is not None and _holds(held, _stored(), now) else None

    def _anew(self, key: Key, now: datetime, work_out: Callable[[], Value]) -> HeldStates[Value]:
        stored = _stored()  # read before: what is stored meanwhile makes the next look work it out
        trusted = _trusted(_leaned_on(), now)
        held = HeldStates(stored, now.date(), monotonic(), trusted, work_out())
        self.held[key] = held
        return held


def _stored() -> tuple[object, ...]:
    return tuple(rows(STORED)[0])


def _may_be_undone() -> bool:
    """Inside a transaction: what it says of itself may never have been."""
    return connection.in_atomic_block


def _holds[Value](held: HeldStates[Value], stored: tuple[object, ...], now: datetime) -> bool:
    same = (held.stored, held.day) == (stored, now.date())
    recent = monotonic() - held.at <= SECONDS
    return same and recent and held.trusted == _trusted(held.trusted, now)


def _leaned_on() -> set[str]:
    states = StateCode.objects.filter(may_need_lead=True).order_by()
    told = states.values_list("id", "case_id", "person_id", "told")
    return {partner for row in told if (partner := stored_in(*row).leans_on)}


def _trusted(partners: Iterable[str], now: datetime) -> dict[str, bool]:
    named = set(partners)
    return may_hold(named, now) if named else {}
