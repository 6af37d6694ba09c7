"""The page of a case: what is due, what the newest record of each kind says, and the rest."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from fanal.accounts.models import User
from fanal.cases.access import compartments_for, works_on
from fanal.cases.models import Case
from fanal.cases.queries.hearings import hearings_in
from fanal.cases.queries.people_order import her_first
from fanal.cases.queries.reopenings import moves_after_closing, reopened_on
from fanal.core.protection.clocks import Clock, ClockStep, clock
from fanal.core.protection.due import DueStep, ProtectionStep, due_in, period_ends
from fanal.core.protection.duties import Duty, duties_in
from fanal.core.protection.facts import CaseFacts, Happened
from fanal.core.protection.kinds import RecordKind
from fanal.core.sealing.compartments import IDENTITY, LEGAL, NARRATIVE
from fanal.identification.case_countries import countries_by_case
from fanal.journeys.queries.hooks import returns_of
from fanal.keys.ring import Ring
from fanal.people.models import Person
from fanal.people.queries import births
from fanal.protection import access
from fanal.protection.models import ProtectionDecision, ProtectionRecord
from fanal.protection.queries.facts import (
    KnownPeople,
    ages_of,
    closed_on,
    countries_of,
    danger_of,
    facts_of,
    records_of,
)
from fanal.protection.queries.records import ShownRecord, newest_first, shown
from fanal.protection.queries.releases import released_in
from fanal.sharing.queries.earlier_disclosures import told_before

# By which record a step is done.
DONE_BY = {
    ProtectionStep.RISK: RecordKind.RISK,
    ProtectionStep.SAFETY_PLAN: RecordKind.SAFETY_PLAN,
    ProtectionStep.RECOVERY: RecordKind.RECOVERY,
    ProtectionStep.BEST_INTERESTS: RecordKind.BEST_INTERESTS,
    ProtectionStep.DUTY: RecordKind.DUTY,
    ProtectionStep.REVIEW: RecordKind.REVIEW,
    ProtectionStep.FOLLOW_UP: RecordKind.FOLLOW_UP,
}


@dataclass(frozen=True)
class DueRow:
    """A step, whom it is about, how late it is, and the page by which it is done; without one for
    who may not write there."""

    step: DueStep
    person: Person | None
    late: int
    kind: RecordKind | None
    assessment: UUID | None = None

    @property
    def near(self) -> bool:
        return self.step.is_near(timezone.localdate())


@dataclass(frozen=True)
class KindCard:
    """The newest record of a kind, of one person or of the case; `ends`: of a period that runs."""

    kind: RecordKind
    person: Person | None
    last: ShownRecord | None
    may_write: bool
    due: DueStep | None = None
    ends: date | None = None
    waiting: ProtectionDecision | None = None
    decision: Mapping[str, str] | None = None
    may_propose: bool = False

    @property
    def begun(self) -> bool:
        """Whether it stands open on the page: what was never written is folded, but for reviews."""
        return self.last is not None or self.person is None


@dataclass(frozen=True)
class ProcessPage:
    due: list[DueRow]
    cards: list[KindCard]
    history: list[ShownRecord]
    duties: list[Duty]
    recovery: list[tuple[str, Clock]]
    countries: tuple[str, ...]


def process_page(case: Case, user: User, ring: Ring) -> ProcessPage:
    """Return the page, in a constant number of queries. Raises Locked."""
    today = timezone.localdate()
    people = people_in(case)
    opens, writes = access.kinds_open_to(user, case), access.kinds_written_by(user, case)
    rows = [
        record
        for record in records_of([case.id]).select_related("person", "made_by")
        if record.record_kind in opens
    ]
    decisions = list(
        ProtectionDecision.objects.filter(case=case)
        .select_related("asked_by", "decided_by")
        .order_by("asked_on", "id")
    )
    facts = _facts(case, user, ring, people, rows, decisions, today)
    steps = [one for one in due_in(facts, today) if _is_open(one, opens)]
    by_id = {person.id: person for person in people}
    reader = _Reader(case, user, ring, people, rows, decisions, facts, steps)
    return ProcessPage(
        due=[
            DueRow(
                step,
                by_id.get(step.person) if step.person else None,
                step.days_late(today),
                _written_by(step, writes),
                reader.assessment(step),
            )
            for step in steps
        ],
        cards=[card for kind in opens for card in reader.cards(kind, kind in writes)],
        history=newest_first(rows, ring),
        duties=duties_in(facts.countries) if RecordKind.DUTY in opens else [],
        recovery=[
            (country, clock(ClockStep.RECOVERY, country)) for country in facts.countries or ("",)
        ],
        countries=facts.countries,
    )


def people_in(case: Case) -> list[Person]:
    links = case.concerned
    return [one.person for one in her_first(links)]


def _is_open(step: DueStep, opens: Iterable[RecordKind]) -> bool:
    kind = DONE_BY.get(step.step, RecordKind.BEST_INTERESTS)
    return kind in opens


def _written_by(step: DueStep, writes: set[RecordKind]) -> RecordKind | None:
    kind = DONE_BY.get(step.step)
    return kind if kind in writes else None


def _facts(
    case: Case,
    user: User,
    ring: Ring,
    people: list[Person],
    rows: list[ProtectionRecord],
    decisions: list[ProtectionDecision],
    today: date,
) -> CaseFacts:
    opens = compartments_for(user, case)
    ages = ages_of(births(people, ring), today) if IDENTITY in opens else None
    ids = [person.id for person in people]
    danger = danger_of(ids, today) if NARRATIVE in opens else {}
    decided = (decision.assessment_id for decision in decisions if decision.agreed)
    closed = closed_on([case.id]).get(case.id) if case.closed else None
    heard = [one.day for one in hearings_in([case.id], ring)] if LEGAL in opens else []
    returned = returns_of([case.id]).get(case.id, ()) if NARRATIVE in opens else ()
    known = KnownPeople(
        ids,
        danger,
        ages,
        heard,
        returned,
        released=_released(case, opens),
        untrusted=told_before([case.id]).get(case.id, ()),
    )
    again = reopened_on(moves_after_closing([case.id])).get(case.id)
    return facts_of(case, known, rows, decided, countries_in(case, user, ring), closed, again)


def _released(case: Case, opens: Collection[str]) -> Collection[Happened]:
    return released_in([case.id]).get(case.id, ()) if LEGAL in opens else ()


def countries_in(case: Case, user: User, ring: Ring) -> list[str]:
    """Return those that the case touches, where the reader opens what was written for the law."""
    may = LEGAL in compartments_for(user, case)
    return countries_of(case, countries_by_case([case.id], ring).get(case.id, ()) if may else ())


class _Reader:
    """The cards of a page, kind by kind."""

    def __init__(
        self,
        case: Case,
        user: User,
        ring: Ring,
        people: list[Person],
        rows: list[ProtectionRecord],
        decisions: list[ProtectionDecision],
        facts: CaseFacts,
        steps: list[DueStep],
    ) -> None:
        self.case, self.ring, self.people = case, ring, people
        self.facts, self.steps = facts, steps
        self.rows = sorted(rows, key=lambda row: (row.on, row.number))
        self.decisions = decisions
        self.works = works_on(user, case)

    def cards(self, kind: RecordKind, may_write: bool) -> list[KindCard]:
        if kind.described.of_case:
            return [self._card(kind, None, may_write)]
        if kind is RecordKind.FOLLOW_UP and not self.case.closed:
            return []
        if kind is RecordKind.CLOSING and self.case.closed:
            may_write = False
        return [
            self._card(kind, person, may_write)
            for person in self.people
            if kind is not RecordKind.BEST_INTERESTS or self._may_be_child(person)
        ]

    def _may_be_child(self, person: Person) -> bool:
        who = next(subject for subject in self.facts.subjects if subject.person == person.id)
        written = self._last(RecordKind.BEST_INTERESTS, person)
        return written is not None or not who.is_adult(timezone.localdate())

    def _last(self, kind: RecordKind, person: Person | None) -> ProtectionRecord | None:
        found = [
            row
            for row in self.rows
            if row.record_kind is kind and row.person_id in (None, person and person.id)
        ]
        return found[-1] if found else None

    def _card(self, kind: RecordKind, person: Person | None, may_write: bool) -> KindCard:
        last = self._last(kind, person)
        step = next(
            (
                one
                for one in self.steps
                if DONE_BY.get(one.step) is kind and one.person == (person.id if person else None)
            ),
            None,
        )
        waiting, decision, proposes = self._decided(kind, last)
        return KindCard(
            kind,
            person,
            shown(last, self.ring) if last else None,
            may_write,
            step,
            period_ends(last.recorded()) if last and kind is RecordKind.RECOVERY else None,
            waiting,
            decision,
            proposes,
        )

    def _decided(
        self, kind: RecordKind, last: ProtectionRecord | None
    ) -> tuple[ProtectionDecision | None, Mapping[str, str] | None, bool]:
        if kind is not RecordKind.BEST_INTERESTS or last is None:
            return None, None, False
        of_it = [one for one in self.decisions if one.assessment_id == last.id]
        waits = next((one for one in of_it if one.decided_on is None), None)
        done = next((one for one in reversed(of_it) if one.decided_on), None)
        content = done and done.try_unseal(self.ring)
        decision = (
            content
            and done
            and content | {"by": _two(done), "agreed": "yes" if done.agreed else ""}
        )
        agreed = any(one.agreed for one in of_it)
        return waits, decision or None, self.works and not waits and not agreed

    def assessment(self, step: DueStep) -> UUID | None:
        """What two have to decide on, for who may propose."""
        if step.step is not ProtectionStep.DETERMINATION or not self.works:
            return None
        person = next((one for one in self.people if one.id == step.person), None)
        last = self._last(RecordKind.BEST_INTERESTS, person)
        waits = last and any(
            decision.assessment_id == last.id and decision.decided_on is None
            for decision in self.decisions
        )
        return last.id if last and not waits else None


def _two(row: ProtectionDecision) -> str:
    return f"{row.asked_by}, {row.decided_by}"
