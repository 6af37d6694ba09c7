"""The present state of people: derived for who may open what was said, as a code for lists.

Nothing else says whether somebody is in danger. `states_of` opens what was said and knows the
hours; `fanal.cases.queries.codes` reads the codes that were stored, without a key, for lists.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.utils import timezone

from fanal.accounts.models import User
from fanal.cases.models import Case, CasePerson, StateCode
from fanal.cases.models.state import HeardOn
from fanal.cases.queries.at_risk import watching
from fanal.cases.queries.codes import URGENT, code_today, trusted_now
from fanal.cases.queries.reopened import reopened_of
from fanal.cases.queries.state_to_store import ToStore, to_store_of
from fanal.cases.queries.statements import (
    AlreadyRead,
    Collected,
    PersonInCase,
    collected,
    links_of,
)
from fanal.core.casework.present import DangerState, PresentState, present_state, worst
from fanal.core.casework.statements import CaseStatement, StatementQuestion, WrittenBy
from fanal.core.words import Translatable
from fanal.database.kept_questions import Kept
from fanal.database.sql import these
from fanal.keys.ring import Ring
from fanal.people.models import Person
from fanal.people.queries import last_of, merged_of
from fanal.sealed.columns import as_written, opens


@dataclass(frozen=True)
class Elsewhere:
    """What is stored of a case of hers that the reader does not open: whom to call about it."""

    case: Case
    code: DangerState
    since: date | None


@dataclass(frozen=True)
class VisibleState:
    """The state of one person as one reader may see it.

    `unopened`: what else is known of her where the reader may not read it. `unread`: the cases in
    which something was said of her safety that the reader cannot read; `unplaced`: those in which
    where she is was written, and she cannot. `by_journey`: the reader reads where a journey says
    that she is. `given`: a hand-over is not confirmed. `unsettled`: what has happened since she was
    said to be safe, where the page knows it and the reader may.
    """

    state: PresentState
    unopened: tuple[Elsewhere, ...] = ()
    given: bool = False
    unsettled: Translatable | None = None
    unread: Collection[UUID] = ()
    unplaced: Collection[UUID] = ()
    by_journey: bool = False

    @property
    def code(self) -> DangerState:
        on_the_way = [DangerState.GIVEN] if self.given else []
        return worst([self.state.code, *(case.code for case in self.unopened), *on_the_way])

    @property
    def in_danger(self) -> bool:
        """Whether she is in danger, also while it is disputed or the reader may not read who says
        so."""
        return self.code.counts_as_danger

    def known_custodian(self, whom: object = None) -> CaseStatement | None:
        """Return what says by name who has her, where it is certain; of the kind `whom`, if
        named."""
        last = self.state.custodian
        if last is None or self.state.or_custodian or whom not in (None, last.custody):
            return None
        return last if last.with_name else None

    def is_closed_in(self, case: Case) -> bool:
        """Whether what was said of her in this case is not open to the reader, by right or for
        want of a key."""
        return case.pk in self.unread

    def hides_place_in(self, case: Case) -> bool:
        """Whether where she is was written in this case, and the reader cannot read it."""
        return case.pk in self.unread or case.pk in self.unplaced

    @property
    def to_call(self) -> tuple[Elsewhere, ...]:
        """The cases that are closed to the reader and say more than what she reads."""
        return tuple(case for case in self.unopened if case.code in URGENT)


def states_of(
    people: Collection[UUID],
    user: User,
    ring: Ring,
    now: datetime | None = None,
    read: AlreadyRead | None = None,
) -> dict[UUID, VisibleState]:
    """The state of each, in a constant number of queries; less what a page has `read` of them
    already. Raises Locked."""
    now = now or timezone.localtime()
    into = {link.person: link.whose for link in read.links} if read else merged_of()
    links = read.links if read else links_of(people, into)
    # Whoever can read all of it stores what follows, so that lists without a key say the same.
    derived = _derived(links, user, ring, now, read)
    _store(
        {
            place: to_store
            for place, to_store in derived.others.items()
            if not _add_heard(to_store, derived.known.get(place))
        },
        derived.known,
    )
    nothing = present_state((), now)
    gathered = derived.gathered
    closed = _unopened(links, gathered.not_whole, now.date())
    on_the_way = {link.whose for link in links if link.given}
    return {
        person: VisibleState(
            derived.states.get(whose, nothing),
            closed.get(whose, ()),
            whose in on_the_way,
            unread=gathered.closed,
            unplaced=gathered.places_closed,
            by_journey=any(_is_place_of_journey(one) for one in gathered.said.get(whose, ())),
        )
        for person in people
        for whose in [into.get(person, person) if read else last_of(person, into)]
    }


def _is_place_of_journey(statement: CaseStatement) -> bool:
    return statement.form is WrittenBy.JOURNEY and statement.question is StatementQuestion.PLACE


def states_in(
    case: Case, user: User, ring: Ring, now: datetime | None = None
) -> dict[UUID, VisibleState]:
    """The state of each person of a case."""
    people = CasePerson.objects.filter(case=case).exclude(of_family=True)
    return states_of(list(people.values_list("person", flat=True)), user, ring, now)


def said_of(people: Collection[UUID], user: User, ring: Ring) -> dict[UUID, list[CaseStatement]]:
    """Return all that was said of each and was answered, the last first, as far as the reader may
    open it: in a constant number of queries."""
    now, into = timezone.localtime(), merged_of()
    said = collected(links_of(people, into), user, ring, now).said
    zone = now.tzinfo or timezone.get_current_timezone()
    return {
        # Of all her files; a case with two of them would say it twice.
        person: sorted(
            {one for one in said.get(last_of(person, into), ()) if one.answered},
            key=lambda one: (one.latest(zone), one.id),
            reverse=True,
        )
        for person in people
    }


def would_be(person: UUID, more: CaseStatement, user: User, ring: Ring) -> VisibleState:
    """Return what would hold of her if this were said as well; nothing is stored."""
    now = timezone.localtime()
    links = links_of([person])
    gathered = collected(links, user, ring, now)
    said = [statement for statements in gathered.said.values() for statement in statements]
    hidden = _unopened(links, gathered.not_whole, now.date()).values()
    unopened = tuple(elsewhere for several in hidden for elsewhere in several)
    again = max(reopened_of(links).values(), default=None)
    return VisibleState(present_state([*said, more], now, again), unopened)


def _unopened(
    links: Iterable[PersonInCase], closed: Collection[UUID], today: date
) -> dict[UUID, tuple[Elsewhere, ...]]:
    hidden = [link for link in links if link.case_id in closed]
    if not hidden:
        return {}
    rows = StateCode.objects.filter(case__in={link.case_id for link in hidden}).order_by()
    stored = {(row.case_id, row.person_id): row.stored for row in rows}
    trusted = trusted_now(stored.values())
    cases = Case.objects.select_related("assignee", "team").in_bulk({case for case, _one in stored})
    by_person: dict[UUID, list[Elsewhere]] = {}
    for link in hidden:
        if state := stored.get((link.case_id, link.person)):
            known = Elsewhere(cases[link.case_id], code_today(state, today, trusted), state.since)
            by_person.setdefault(link.whose, []).append(known)
    return {whose: tuple(several) for whose, several in by_person.items()}


# ── Storing ──────────────────────────────────────────────────────────────────
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
    derived = _derived(links, user, ring, timezone.localtime())
    _store(derived.others, derived.known)
    return bool(derived.others)


STATES = Kept(lambda cases: StateCode.objects.filter(case__in=cases))
type Place = tuple[UUID, UUID]  # case and person


class Derived(NamedTuple):
    """The state of each person, and what it was derived from; by case and person what is not stored
    yet, and the rows there are."""

    states: dict[UUID, PresentState]
    gathered: Collected
    others: dict[Place, ToStore]
    known: dict[Place, StateCode]


def _derived(
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


def _is_stored(wanted: ToStore, row: StateCode | None) -> bool:
    if row is None or not opens(row, "told") or not opens(row, "heard"):
        return False
    return wanted.columns() == {name: getattr(row, name) for name in wanted.columns()}


def _add_heard(wanted: ToStore, row: StateCode | None) -> bool:
    """Add when she was heard from to a row stored without it, where it lacks that alone. No list of
    the urgent reads it, and after an upgrade each case that is opened would have everybody in
    danger looked for anew."""
    if row is None or not opens(row, "heard") or row.heard is not None or wanted.heard.held_by:
        return False
    lacks = _is_stored(wanted._replace(heard=HeardOn()), row)
    if lacks:
        same = StateCode.objects.filter(id=row.id, version=row.version, heard=None)
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
