"""The facts that the clocks of `fanal.core.protection` read, of one case or of many."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from operator import attrgetter
from uuid import UUID

from django.db.models import Max, QuerySet
from django.db.models.expressions import RawSQL

from fanal.cases.models import Case, CasePerson, Closure
from fanal.cases.queries.closing_facts import contact_said, not_asked_here
from fanal.cases.queries.codes import stored_codes_of
from fanal.cases.queries.reopenings import moves_after_closing, reopened_on
from fanal.core.calendars import WeighedBirth
from fanal.core.casework.stages import CaseStage
from fanal.core.casework.whose_consent import ConsentAge, consent_age
from fanal.core.protection.codes import RiskEvent
from fanal.core.protection.due import DueStep, ProtectionStep, due_in, due_soon
from fanal.core.protection.facts import CaseFacts, Happened, Subject
from fanal.database.kept_questions import Kept
from fanal.database.sql import these
from fanal.journeys.queries.hooks import returns_of
from fanal.people.consent_ages import consent_ages
from fanal.protection.models import ProtectionDecision, ProtectionRecord
from fanal.sharing.queries.earlier_disclosures import told_before

RECORDS = "dated records"  # under this the first screen of a case has read them
# From here on she is treated as a victim, with or without a decision of an authority.
PRESUMED = frozenset(
    {
        CaseStage.PRESUMED_VICTIM,
        CaseStage.IDENTIFICATION,
        CaseStage.ASSESSMENT,
        CaseStage.PLAN,
        CaseStage.IMPLEMENTATION,
    }
)


@dataclass(frozen=True)
class KnownPeople:
    """What a page knows of the people of a case. `ages`: None where their age is not read at all,
    so that nothing is asked for a child of whom nobody knows whether she is one. `hearings`,
    `released`, the days on which a suspect was, and `returns`, those on which journeys ended: where
    the reader may know them. `untrusted`: on which it was found that a partner who was told of her
    is not safe. `followed`: whom an app above asks how they are, or who died, `contact`: what they
    said to being contacted after closing; None where that was not read yet."""

    people: Collection[UUID]
    danger_since: Mapping[UUID, date] = field(default_factory=dict)
    ages: Mapping[UUID, ConsentAge] | None = None
    hearings: Collection[date] = ()
    returns: Collection[date] = ()
    followed: Collection[UUID] | None = None
    contact: Mapping[UUID, bool] | None = None
    released: Collection[Happened] = ()
    untrusted: Collection[date] = ()


def facts_of(
    case: Case,
    known: KnownPeople,
    records: Iterable[ProtectionRecord],
    decided: Iterable[UUID],
    countries: Sequence[str],
    closed_on: date | None = None,
    reopened_on: date | None = None,
) -> CaseFacts:
    """Return what the clocks read of a case. `countries`: those that the case touches, the first of
    them whose texts are asked first."""
    in_order = sorted(records, key=attrgetter("number"))
    followed: Collection[UUID] = ()
    contact: Mapping[UUID, bool] = {}
    if closed_on is not None:
        followed = not_asked_here(known.people) if known.followed is None else known.followed
        contact = contact_said(known.people) if known.contact is None else known.contact
    return CaseFacts(
        opened_on=case.opened_on,
        country=next(iter(countries), ""),
        beside=tuple(countries[1:]),
        subjects=tuple(_subject(person, known) for person in known.people),
        records=tuple(record.recorded() for record in in_order),
        presumed=CaseStage(case.stage) in PRESUMED,
        decided=frozenset(decided),
        closed_on=closed_on,
        events=(
            *(Happened(RiskEvent.COURT_DATE, hearing) for hearing in sorted(known.hearings)),
            *(Happened(RiskEvent.RETURN, one) for one in sorted(known.returns)),
            *sorted(known.released),
            *(Happened(RiskEvent.UNTRUSTED, one) for one in sorted(known.untrusted)),
        ),
        followed=frozenset(followed),
        contact=contact,
        reopened_on=reopened_on,
    )


def _subject(person: UUID, known: KnownPeople) -> Subject:
    age = known.ages.get(person, ConsentAge()) if known.ages is not None else None
    return Subject(person, age, known.danger_since.get(person))


def records_of(cases: Collection[UUID]) -> QuerySet[ProtectionRecord]:
    return ProtectionRecord.objects.filter(case__in=these(cases)).order_by()


def decisions_of(cases: Collection[UUID]) -> QuerySet[ProtectionDecision]:
    """What two have agreed to."""
    return ProtectionDecision.objects.filter(case__in=these(cases), agreed=True).order_by()


def closed_on(cases: Collection[UUID]) -> dict[UUID, date]:
    """The day on which each of these was closed last."""
    return dict(CLOSED_ON.ask(these(cases))) if cases else {}


def _closed_on(cases: RawSQL) -> QuerySet[Closure, tuple[UUID, date]]:
    rows = Closure.objects.filter(case__in=cases).exclude(agreed_on=None).order_by()
    return rows.values_list("case").annotate(day=Max("agreed_on"))


CLOSED_ON = Kept(_closed_on)


def danger_of(people: Collection[UUID], today: date) -> dict[UUID, date]:
    """Who of these is in danger, since which day, as it is stored."""
    stored = stored_codes_of(people, today) if people else {}
    return {
        one: state.since or today for one, state in stored.items() if state.code.counts_as_danger
    }


@dataclass(frozen=True)
class ReadBeside:
    """What a list reads beside what needs no key. `aged`: the cases in which the reader may know
    how old somebody is. Of those whose legal part she opens, `hearings`: their days, `acts`: the
    countries in which it happened, and `released`: the days on which a suspect was."""

    aged: Collection[UUID] = ()
    hearings: Mapping[UUID, Collection[date]] = field(default_factory=dict)
    acts: Mapping[UUID, Sequence[str]] = field(default_factory=dict)
    released: Mapping[UUID, Collection[Happened]] = field(default_factory=dict)


def due_by_case(
    cases: Collection[Case], today: date, beside: ReadBeside
) -> dict[UUID, list[DueStep]]:
    """What is due in each of these. In a constant number of queries; they come with team and
    office."""
    ids = [one.id for one in cases]
    people = people_by_case(ids)
    every = {one for some in people.values() for one in some}
    danger, ages = danger_of(every, today), consent_ages(every, today)
    records = by_case(records_of(ids))
    decided = {decision.assessment_id for decision in decisions_of(ids)} if records else set()
    closed = closed_on([one.id for one in cases if one.closed])
    returns, untrusted = returns_of(ids), told_before(ids)
    again = reopened_on(moves_after_closing([one.id for one in cases if not one.closed]))
    followed = not_asked_here(every) if closed else frozenset()
    known_of: dict[UUID, CaseFacts] = {}
    for case in (one for one in cases if not one.closed or one.id in closed):
        known = KnownPeople(
            people[case.id],
            danger_since=danger,
            ages=ages if case.id in beside.aged else None,
            hearings=beside.hearings.get(case.id, ()),
            returns=returns.get(case.id, ()),
            followed=followed,
            contact={},
            released=beside.released.get(case.id, ()),
            untrusted=untrusted.get(case.id, ()),
        )
        known_of[case.id] = facts_of(
            case,
            known,
            records[case.id],
            decided,
            countries_of(case, beside.acts.get(case.id, ())),
            closed_on=closed.get(case.id) if case.closed else None,
            reopened_on=again.get(case.id),
        )
    found = {id: due_in(facts, today) for id, facts in known_of.items()}
    return found | _whom_she_lets_ask(found, known_of, today)


def _whom_she_lets_ask(
    found: Mapping[UUID, list[DueStep]], known: Mapping[UUID, CaseFacts], today: date
) -> dict[UUID, list[DueStep]]:
    """The same of closed cases whose people said no to contact: it is read of those alone whom the
    clock would ask by now."""
    asked = {
        id: {one.person for one in due_soon(steps, today) if one.step is ProtectionStep.FOLLOW_UP}
        for id, steps in found.items()
    }
    people = {one for some in asked.values() for one in some if one}
    contact = contact_said(people) if people else {}
    return {
        id: due_in(replace(known[id], contact=contact), today)
        for id, some in asked.items()
        if some & contact.keys()
    }


def countries_of(case: Case, acts: Iterable[str]) -> list[str]:
    """Return the countries where it happened, as far as that is known; then the country of the
    office of its team."""
    office = case.team.office
    return list(dict.fromkeys([*acts, *([office.country] if office else [])]))


def ages_of(born: Mapping[UUID, WeighedBirth], today: date) -> dict[UUID, ConsentAge]:
    """Return the ages by births that were opened, by the same rule as where nobody has a key
    (`consent_ages`)."""
    return {one: consent_age(weighed.born, today) for one, weighed in born.items()}


def people_of(case: UUID) -> list[UUID]:
    """Return whom the case concerns."""
    return people_by_case([case])[case]


def people_by_case(cases: Collection[UUID]) -> dict[UUID, list[UUID]]:
    found: dict[UUID, list[UUID]] = defaultdict(list)
    for case, person in PEOPLE.ask(these(cases)):
        found[case].append(person)
    return found


def _people_in(cases: RawSQL) -> QuerySet[CasePerson, tuple[UUID, UUID]]:
    links = CasePerson.objects.filter(case__in=cases).exclude(of_family=True)
    return links.order_by("id").values_list("case", "person")


PEOPLE = Kept(_people_in)


def by_case(rows: Iterable[ProtectionRecord]) -> dict[UUID, list[ProtectionRecord]]:
    found: dict[UUID, list[ProtectionRecord]] = defaultdict(list)
    for row in rows:
        found[row.case_id].append(row)
    return found
