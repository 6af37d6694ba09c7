"""The facts that the clocks of `fanal.core.protection` read, of one case or of many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from uuid import UUID

from django.db.models import Max, QuerySet

from fanal.cases.models import Case, CasePerson, Closure
from fanal.cases.queries.codes import told_of
from fanal.core.calendars import WeighedBirth
from fanal.core.casework.stages import CaseStage
from fanal.core.protection.codes import RiskEvent
from fanal.core.protection.due import DueStep, due_in, next_review
from fanal.core.protection.facts import CaseFacts, Recorded, Subject
from fanal.core.protection.kinds import RecordKind
from fanal.journeys.queries.story import journeys_of
from fanal.protection.models import ProtectionDecision, ProtectionRecord

# From here on she is treated as a victim, with or without a decision of an authority.
PRESUMED = frozenset({
    CaseStage.PRESUMED_VICTIM, CaseStage.IDENTIFICATION, CaseStage.ASSESSMENT, CaseStage.PLAN,
    CaseStage.IMPLEMENTATION,
})  # fmt: skip


@dataclass(frozen=True)
class KnownPeople:
    """What a page knows of the people of a case. `born`: None where their age is not read at all,
    so that nothing is asked for a child of whom nobody knows whether she is one. `hearings`, and
    `returns`, the days on which journeys ended: where the reader may know them."""

    people: Collection[UUID]
    danger_since: Mapping[UUID, date] = field(default_factory=dict)
    born: Mapping[UUID, WeighedBirth] | None = None
    hearings: Collection[date] = ()
    returns: Collection[date] = ()


def facts_of(
    case: Case, known: KnownPeople, records: Iterable[ProtectionRecord], decided: Iterable[UUID],
    country: str, closed_on: date | None = None,
) -> CaseFacts:  # fmt: skip
    in_order = sorted(records, key=attrgetter("number"))
    return CaseFacts(
        opened_on=case.opened_on,
        country=country,
        subjects=tuple(_subject(one, known) for one in sorted(known.people)),
        records=tuple(one.recorded() for one in in_order),
        presumed=CaseStage(case.stage) in PRESUMED,
        decided=frozenset(decided),
        closed_on=closed_on,
        events=(
            *((RiskEvent.COURT_DATE, one) for one in sorted(known.hearings)),
            *((RiskEvent.RETURN, one) for one in sorted(known.returns)),
        ),
    )


def _subject(person: UUID, known: KnownPeople) -> Subject:
    born = known.born.get(person) if known.born is not None else None
    return Subject(person, born, known.danger_since.get(person), age_is_read=known.born is not None)


def records_of(cases: Collection[UUID]) -> QuerySet[ProtectionRecord]:
    return ProtectionRecord.objects.filter(case__in=cases).order_by()


def decisions_of(cases: Collection[UUID]) -> QuerySet[ProtectionDecision]:
    """What two have agreed to."""
    return ProtectionDecision.objects.filter(case__in=cases, agreed=True).order_by()


def closed_on(cases: Collection[UUID]) -> dict[UUID, date]:
    """The day on which each of these was closed last."""
    rows = Closure.objects.filter(case__in=cases).exclude(agreed_on=None).order_by()
    return dict(rows.values_list("case").annotate(day=Max("agreed_on")))


def danger_of(people: Collection[UUID], today: date) -> dict[UUID, date]:
    """Who of these is in danger, since which day, as it is stored."""
    stored = told_of(people, today) if people else {}
    return {one: told.since or today for one, told in stored.items() if told.code.counts_as_danger}


def due_by_case(cases: Collection[Case], today: date) -> dict[UUID, list[DueStep]]:
    """What is due in each of these, without a key: what hangs on an age is left out, but for an
    assessment that was made. In a constant number of queries; they come with team and office."""
    ids = [one.id for one in cases]
    people = _people_by_case(ids)
    danger = danger_of({one for some in people.values() for one in some}, today)
    records = _by_case(records_of(ids))
    decided = {one.assessment_id for one in decisions_of(ids)}
    closed = closed_on([one.id for one in cases if one.closed])
    return {
        case.id: due_in(
            facts_of(
                case, KnownPeople(people[case.id], danger), records[case.id], decided,
                case.team.office.country if case.team.office else "",
                closed.get(case.id) if case.closed else None,
            ),
            today,
        )
        for case in cases
        if not case.closed or case.id in closed
    }  # fmt: skip


def returns_of(case: UUID) -> list[date]:
    """The days on which journeys of somebody of this case ended."""
    return [one.ended_on for one in journeys_of(case) if one.ended_on]


def reviews_due(opened: Mapping[UUID, date]) -> dict[UUID, DueStep]:
    """The next review of each open case, by the day on which it was opened. A record about nobody
    in particular is a review: nothing has to be opened to know it."""
    rows = ProtectionRecord.objects.filter(case__in=list(opened), person=None).order_by("number")
    held: dict[UUID, list[Recorded]] = defaultdict(list)
    for case, on, due in rows.values_list("case", "on", "due"):
        held[case].append(Recorded(RecordKind.REVIEW, on, due))
    facts = {id: CaseFacts(day, "", (), tuple(held[id])) for id, day in opened.items()}
    return {id: next_review(one) for id, one in facts.items()}


def people_of(case: UUID) -> list[UUID]:
    """Whom the case concerns."""
    return _people_by_case([case])[case]


def _people_by_case(cases: Collection[UUID]) -> dict[UUID, list[UUID]]:
    found: dict[UUID, list[UUID]] = defaultdict(list)
    links = CasePerson.objects.filter(case__in=cases).exclude(of_family=True).order_by("id")
    for case, person in links.values_list("case", "person"):
        found[case].append(person)
    return found


def _by_case(rows: Iterable[ProtectionRecord]) -> dict[UUID, list[ProtectionRecord]]:
    found: dict[UUID, list[ProtectionRecord]] = defaultdict(list)
    for row in rows:
        found[row.case_id].append(row)
    return found
