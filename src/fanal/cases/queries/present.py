"""The present state of people: derived for who may open what was said, as a code for lists.

Nothing else says whether somebody is in danger. `states_of` opens what was said and knows the
hours; `fanal.cases.queries.codes` reads the codes that were stored, without a key, for lists.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from fanal.accounts.models import User
from fanal.cases.models import Case, CasePerson, StateCode
from fanal.cases.queries.codes import URGENT, code_today, trusted_now
from fanal.cases.queries.derived_states import derive, store_what_was_read
from fanal.cases.queries.reopenings import reopened_of
from fanal.cases.queries.statements import AlreadyRead, PersonInCase, collected, links_of
from fanal.core.casework.present import DangerState, PresentState, present_state, worst
from fanal.core.casework.statements import CaseStatement, StatementQuestion, WrittenBy
from fanal.core.words import Translatable
from fanal.keys.ring import Ring
from fanal.people.queries import last_of, merged_of


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
    derived = derive(links, user, ring, now, read)
    store_what_was_read(derived)
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
