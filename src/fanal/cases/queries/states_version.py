"""The version of the states of everybody: the same while nothing was stored that decides them. They
are sealed, so no database can sort or count by them, and a page of a large team would open all of
them at each look.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.utils import timezone

from fanal.cases.models import StateCode
from fanal.database.sql import YES, rows
from fanal.partners.queries.holding import may_hold
from fanal.processes.process_cache import ProcessCache
from fanal.web.request_cache import once_a_page

# Changes with every case that is opened, closed or moved, with every person who comes into one or
# goes, with every file found to be another's, and with every state that is stored: the list of
# those that are watched is written anew each time (`fanal.cases.queries.at_risk`).
STORED = """SELECT
    (SELECT number FROM authority_head WHERE id = 1), (SELECT COUNT(*) FROM cases_caseperson),
    (SELECT COUNT(*) FROM cases_case), (SELECT SUM(version) FROM cases_case),
    (SELECT version FROM cases_watchlist WHERE id = 1)"""

type StatesVersion = tuple[tuple[int | None, ...], date, dict[str, bool]]
type Place = tuple[UUID, UUID]  # case and person


class WithPartners(NamedTuple):
    """The partners by whom states stand or fall. `leaned_on`: whose word ended a danger; `held_by`:
    who has whom, by case and person."""

    leaned_on: frozenset[str]
    held_by: Mapping[Place, str]


_partners = ProcessCache[None, WithPartners]()


def states_version(now: datetime) -> StatesVersion:
    """What was stored (last of it how often states were), the day, and whether each partner whose
    word ended a danger, or who has somebody, may hold people today."""
    stored, found = stored_version(), with_partners()
    # A partner can lose trust, and a day can begin, without anything being written.
    partners = found.leaned_on.union(found.held_by.values())
    return stored, now.date(), may_hold(partners, now) if partners else {}


@once_a_page
def stored_version() -> tuple[int | None, ...]:
    """Return what was stored. It counts all cases and all people in them: a start page needs it of
    five lists."""
    return tuple(rows(STORED)[0])


def with_partners() -> WithPartners:
    stored = stored_version()
    return _partners.get(None, lambda: stored, _read)


@once_a_page
def held_by_unfit() -> frozenset[Place]:
    """Return who is with a partner who may not hold people today, by case and person."""
    held = with_partners().held_by
    trusted = may_hold(set(held.values()), timezone.localtime()) if held else {}
    return frozenset(place for place, partner in held.items() if not trusted[partner])


def _read() -> WithPartners:
    states = list(StateCode.objects.filter(may_need_lead=YES).order_by())
    held = {(row.case_id, row.person_id): row.held_by for row in states if row.held_by}
    return WithPartners(frozenset(filter(None, (row.stored.leans_on for row in states))), held)
