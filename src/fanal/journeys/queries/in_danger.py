"""How many people on the board are in danger: the number on every page, that leads to the board."""

from __future__ import annotations

from datetime import date
from time import monotonic
from typing import NamedTuple
from uuid import UUID

from django.utils import timezone

from fanal.accounts.access import HER_TEAMS
from fanal.accounts.models import User
from fanal.cases.queries.codes import told_of
from fanal.core.roles import Permission
from fanal.journeys import access
from fanal.people.exclusion import LISTS
from fanal.people.queries import last_of, merged_of
from fanal.web.menu_counts import Question

# What is stored of the open cases of her teams, or of all: how many, how often each was written
# anew, the last of the ids, which are drawn by lot; and how many conflicts keep her out.
STATES = """
    SELECT CAST(COUNT(*) AS TEXT) || '.' || CAST(COALESCE(SUM(s.version), 0) AS TEXT) || '.'
        || COALESCE(MAX(CAST(s.id AS TEXT)), '') || '.'
        || CAST((SELECT COUNT(*) FROM {lists} l WHERE l.user_id = %s) AS TEXT)
    FROM cases_statecode s JOIN cases_case c ON c.id = s.case_id WHERE NOT c.closed"""
STORED = STATES.format(lists=LISTS)
OF_HER_TEAMS = f"{STORED} AND c.team_id IN ({HER_TEAMS})"
# Of more people than that the board alone says it: to open what is stored of each takes too long.
MOST = 1000
# How long a number holds while nothing is stored: who may see whom changes by other acts.
SECONDS = 60.0


class HeldCount(NamedTuple):
    """A number already counted, and of what was stored and on which day."""

    stored: str
    day: date
    at: float
    number: int


_held: dict[UUID, HeldCount] = {}  # of this process, by user


def stored_states(user: User) -> Question:
    if user.may(Permission.SEE_OVERVIEW):
        return STORED, (user.pk,)
    return OF_HER_TEAMS, (user.pk, user.pk)


def shown_in_danger(user: User, stored: str) -> int:
    """As counted when `stored` was the same, less than a minute ago; or counted now."""
    many = int(stored.partition(".")[0])
    if not 0 < many <= MOST:
        return 0
    today, now = timezone.localdate(), monotonic()
    held = _held.get(user.pk)
    if held is None or held[:2] != (stored, today) or now - held.at > SECONDS:
        held = _held[user.pk] = HeldCount(stored, today, now, in_danger(user))
    return held.number


def in_danger(user: User) -> int:
    """How many of those whom the board shows this user are in danger, or their state disputed."""
    into = merged_of()
    journeys = list(access.journeys_seen_by(user).filter(followed=True))
    people = {UUID(person) for _journey, person in access.shown_on_the_board(user, journeys)}
    people |= {one.person for one in access.with_open_cases(user)}
    files = {last_of(one, into) for one in people}
    return sum(told.code.counts_as_danger for told in told_of(files, into=into).values())
