"""Who was said to be safe before something happened that makes it doubtful.

The word stays what was said last, and ends nothing; a page that shows it in green would claim more
than anybody knows. What happened is read by the apps above, of which the reader may open it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from fanal.accounts.models import User
from fanal.cases.models import Case
from fanal.cases.queries.present import VisibleState, states_of
from fanal.cases.queries.rights import rights_on
from fanal.cases.queries.safety_doubts import latest_of_each, makes_doubtful, of_everybody
from fanal.cases.queries.states_version import held_by_unfit
from fanal.cases.queries.story import UNSETTLED, StoryQuery, Unsettling, told_by
from fanal.core.casework.partner_custody import with_unfit
from fanal.core.casework.present import WORST_FIRST, DangerState
from fanal.core.words import say
from fanal.keys.ring import Ring
from fanal.people.models import Person
from fanal.people.queries import last_of, merged_of


def as_of_now(states: Mapping[UUID, VisibleState], query: StoryQuery) -> dict[UUID, VisibleState]:
    """Return the states, each with what has happened since she was said to be safe; the query names
    these people."""
    found = latest_of_each(told_by(UNSETTLED, query))
    seen = {person: _since(seen, found.get(person)) for person, seen in states.items()}
    green = [who for who, one in seen.items() if one.code is DangerState.SAFE and not one.unsettled]
    return seen | _as_on_the_board(green, seen, query.now)


def _as_on_the_board(
    people: Collection[UUID], seen: Mapping[UUID, VisibleState], now: datetime
) -> dict[UUID, VisibleState]:
    """Return the states of these, each with what may have happened in a case that this query does
    not read: the board says that there is something, and this page would show her in green."""
    if not people:
        return {}
    happened, into = of_everybody(now), merged_of()
    unfit = {last_of(person, into) for _case, person in held_by_unfit()}
    return {
        who: replace(seen[who], unsettled=UNFIT)
        if last_of(who, into) in unfit
        else _since(seen[who], happened.get(last_of(who, into)))
        for who in people
    }


UNFIT = say("nothing known says that the partner whom she is with may take her in")


def _since(seen: VisibleState, happened: Unsettling | None) -> VisibleState:
    # Whenever that was found: she is there today.
    if with_unfit(seen.state) and seen.code is DangerState.SAFE:
        return replace(seen, unsettled=UNFIT)
    if happened is None or not makes_doubtful(happened, seen.code, seen.state.since):
        return seen
    return replace(seen, unsettled=happened.says)


def states_on_page(people: Collection[Person], query: StoryQuery) -> dict[UUID, VisibleState]:
    """Return the state of each of these people of the case as a page about safety shows it."""
    states = states_of([person.id for person in people], query.user, query.ring, query.now)
    return as_of_now(states, replace(query, people=tuple(people)))


def states_of_case(case: Case, user: User, ring: Ring) -> list[tuple[Person, VisibleState]]:
    """Return each person of the case with her state as such a page shows it, the worst first."""
    links = case.concerned
    people = sorted((link.person for link in links), key=lambda person: person.id)
    query = StoryQuery(case, user, ring, rights_on(user, case), timezone.localtime())
    states = states_on_page(people, query)
    pairs = [(person, states[person.id]) for person in people]
    return sorted(pairs, key=lambda pair: WORST_FIRST.index(pair[1].code))
