"""How many people on the board are in danger: the number on every page, that leads to the board."""

from __future__ import annotations

import json
from datetime import date
from time import monotonic
from typing import NamedTuple
from uuid import UUID

from django.utils import timezone

from fanal.accounts.models import User
from fanal.cases.models import CaseDays
from fanal.cases.queries.codes import told_of
from fanal.cases.queries.watched import urgent_files
from fanal.journeys import access
from fanal.people.queries import last_of, merged_of
from fanal.web.menu_counts import Question

# How often states were stored, and which versions ended and how many rows there are of what decides
# who sees whom: two rows, of however many people.
STORED = """
    SELECT COALESCE((SELECT CAST(version AS TEXT) FROM cases_watchlist WHERE id = 1), '') || '|'
        || COALESCE((SELECT CAST(number AS TEXT) || '|' || counts FROM authority_head WHERE id = 1),
                    '|{}')"""
# How long a number holds while nothing is stored: who may see whom changes by other acts.
SECONDS = 60.0
WRITTEN = CaseDays._meta.db_table


class HeldCount(NamedTuple):
    """A number already counted, and of what was stored and on which day."""

    stored: tuple[str, str, str]
    day: date
    at: float
    number: int


_held: dict[UUID, HeldCount] = {}  # of this process, by user


def stored_states(_user: User) -> Question:
    return STORED, ()


def shown_in_danger(user: User, stored: str) -> int:
    """As counted when `stored` was the same, less than a minute ago; or counted now."""
    today, now, deciding = timezone.localdate(), monotonic(), _deciding(stored)
    held = _held.get(user.pk)
    if held is None or held[:2] != (deciding, today) or now - held.at > SECONDS:
        held = _held[user.pk] = HeldCount(deciding, today, now, in_danger(user))
    return held.number


def _deciding(stored: str) -> tuple[str, str, str]:
    """Without how often anything was written in cases, which decides nothing here: every note
    would make everybody count again."""
    states, number, counts = stored.split("|", 2)
    left = {name: n for name, n in json.loads(counts).items() if name != WRITTEN}
    return states, number, json.dumps(left, sort_keys=True)


def in_danger(user: User) -> int:
    """How many of those whom the board shows this user are in danger, or their state disputed. Only
    who is urgent anywhere is looked at."""
    files = urgent_files(timezone.localdate())
    if not files:
        return 0
    journeys = list(access.journeys_seen_by(user).filter(followed=True))
    people = {UUID(person) for _journey, person in access.shown_on_the_board(user, journeys)}
    people &= files
    people |= {one.person for one in access.with_open_cases(user, files)}
    into = merged_of()
    whose = {last_of(one, into) for one in people}
    return sum(told.code.counts_as_danger for told in told_of(whose, into=into).values())
