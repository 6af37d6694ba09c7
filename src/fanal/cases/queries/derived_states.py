"""The present state of people, derived from what was said and stored for whoever has no key.

Whoever can read a case whole stores what follows from it, so that lists say the same as its pages.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.utils import timezone

from fanal.accounts.models import User
from fanal.cases.models import StateCode
from fanal.cases.models.state import HeardOn
from fanal.cases.queries.at_risk import watching
from fanal.cases.queries.reopenings import reopened_of
from fanal.cases.queries.state_to_store import ToStore, to_store_of
from fanal.cases.queries.statements import AlreadyRead, Collected, PersonInCase, collected
from fanal.core.casework.present import PresentState, present_state
from fanal.database.kept_questions import Kept
from fanal.database.sql import these
from fanal.keys.ring import Ring
from fanal.people.models import Person
from fanal.sealed.columns import as_written, opens

STATES = Kept(lambda cases: StateCode.objects.filter(case__in=cases))
type Place = tuple[UUID, UUID]  # case and person


def refresh(links: tuple[PersonInCase, ...], user: User, ring: Ring) -> bool:
    """Derive the state of these people anew and store it, in the transaction of the action that
    wrote a statement. What the writer cannot read stays as others stored it. Return whether
    anything that is stored is another now. Raises Locked."""
    # Two who write of one person at once: the second reads what the first has written.
    list(
        Person.objects.select_for_update()
        .filter(id__in={link.whose for link in links})
        .order_by("id")
        .values_list("id")
    )
    derived = derive(links, user, ring, timezone.localtime())
    _store(derived.others, derived.known)
    return bool(derived.others)


class Derived(NamedTuple):
    """The state of each person, and what it was derived from; by case and person what is not stored
    yet, and the rows there are."""

    states: dict[UUID, PresentState]
    gathered: Collected
    others: dict[Place, ToStore]
    known: dict[Place, StateCode]


def derive(
    links: tuple[PersonInCase, ...],
    user: User,
    ring: Ring,
    now: datetime,
    read: AlreadyRead | None = None,
) -> Derived:
    """The state of each person, to be stored in every case that the reader can read whole."""
    cases = {link.case_id for link in links}
    stored = read.states if read else STATES.ask(these(cases))
    known = {(row.case_id, row.person_id): row for row in stored}
    gathered = collected(links, user, ring, now, read)
    again = reopened_of(links, read.moves if read else None)
    states = {
        whose: present_state(gathered.said.get(whose, ()), now, again.get(whose))
        for whose in {link.whose for link in links}
    }
    wanted = {
        (link.case_id, link.person): to_store_of(
            states[link.whose], gathered.said.get(link.whose, ()), now
        )
        for link in links
        if link.case_id not in gathered.not_whole
    }
    others = {
        place: to_store
        for place, to_store in wanted.items()
        if not _is_stored(to_store, known.get(place))
    }
    return Derived(states, gathered, others, known)


def store_what_was_read(derived: Derived) -> None:
    """Store what a page has found to be another than it was stored."""
    others = {
        place: to_store
        for place, to_store in derived.others.items()
        if not _add_heard(to_store, derived.known.get(place))
    }
    _store(others, derived.known)


def _is_stored(wanted: ToStore, row: StateCode | None) -> bool:
    if row is None or not opens(row, "told") or not opens(row, "heard"):
        return False
    return wanted.columns() == {name: getattr(row, name) for name in wanted.columns()}


def _add_heard(wanted: ToStore, row: StateCode | None) -> bool:
    """Add when she was heard from, or when who has her was said, to a row stored without it, where
    it lacks that alone. No list of the urgent reads it, and after an upgrade each case that is
    opened would have everybody in danger looked for anew."""
    if row is None or not opens(row, "heard"):
        return False
    before = [wanted.heard._replace(kept=None)]
    if row.heard is None and not wanted.heard.held_by:
        before.append(HeardOn())
    lacks = any(_is_stored(wanted._replace(heard=heard), row) for heard in before)
    if lacks:
        same = StateCode.objects.filter(id=row.id, version=row.version)
        same.update(**as_written(row, {"heard": wanted.heard.packed()}))
    return lacks


def _store(states: Mapping[Place, ToStore], known: Mapping[Place, StateCode]) -> None:
    """Store the states, but none over what was stored since these statements were read."""
    if not states:
        return
    new = []
    with watching({case for case, _person in states}):
        for (case, person), state in states.items():
            values = state.columns()
            row = known.get((case, person))
            if row is None:
                new.append(StateCode(case_id=case, person_id=person, **values))
            else:
                same = StateCode.objects.filter(id=row.id, version=row.version)
                # Only where the version is the one that was read: the newer word of a colleague is
                # not overwritten by a page that was slow.
                same.update(**as_written(row, values), version=row.version + 1)
        # Two pages that read the same case at once may both store the first state of her.
        StateCode.objects.bulk_create(new, ignore_conflicts=True)
