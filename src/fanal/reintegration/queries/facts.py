"""Plans as the rules read them: from codes and days, so that no key is needed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from operator import attrgetter
from uuid import UUID

from fanal.cases.models import CasePerson
from fanal.cases.queries.changed_cases import changed_among
from fanal.cases.queries.deaths import died_of
from fanal.cases.queries.last_contact import heard_in_cases
from fanal.core.casework.contact_evidence import SAID_WORD
from fanal.core.reintegration.abroad import GivenContact
from fanal.core.reintegration.codes import ContactResult, LeadChoice, Way, end_of, result_by_word
from fanal.core.reintegration.contact_waves import Contact, LeadDecision, PlanFacts
from fanal.database.sql import these
from fanal.people.models import Person
from fanal.people.queries import files_of, kin_of, last_of, merged_of
from fanal.reintegration.models import Plan, PlanRecord, PlanRecordKind

HEARD_FROM = (ContactResult.REACHED, ContactResult.REFUSED)
READ = (PlanRecordKind.CONTACT, PlanRecordKind.DECISION, PlanRecordKind.GIVEN)


def facts_of(plan: Plan) -> PlanFacts:
    """Return what is written in the plan, and what was said elsewhere that ends it."""
    return facts_of_each([plan])[plan.id]


def facts_from(
    plan: Plan,
    records: Iterable[PlanRecord],
    elsewhere: Iterable[Contact] = (),
    heard: date | None = None,
) -> PlanFacts:
    """Return the facts of a plan. `records`: those of it. `elsewhere`: as `said_elsewhere`;
    `heard`: as `heard_of`."""
    # By the day and then as they were written: a call of last week may be entered today.
    in_order = sorted(records, key=attrgetter("on", "number"))
    contacts = [contact_of(record) for record in in_order if record.kind == PlanRecordKind.CONTACT]
    return PlanFacts(
        plan.start,
        contacts=sorted([*contacts, *elsewhere], key=attrgetter("on")),
        decisions=[
            LeadDecision(record.on, LeadChoice(record.coded["choice"]))
            for record in in_order
            if record.kind == PlanRecordKind.DECISION
        ],
        safe_person=bool(plan.coded.get("safe_person")),
        partner=bool(plan.coded.get("partner")),
        ended_on=plan.ended_on,
        end=end_of(plan.coded) if plan.ended_on else None,
        given=next((given_of(record) for record in in_order if waits_for_report(record)), None),
        begun=plan.made_on,
        heard=heard,
    )


def waits_for_report(row: PlanRecord) -> bool:
    """Whether a partner makes this contact for us, and has not reported back."""
    return row.kind == PlanRecordKind.GIVEN and row.over_on is None


def given_of(row: PlanRecord) -> GivenContact:
    return GivenContact(row.coded["months"], row.on, row.due or row.on)


def contact_of(row: PlanRecord) -> Contact:
    codes = row.coded
    return Contact(
        row.on,
        ContactResult(result_by_word(codes["result"], codes.get(SAID_WORD))),
        Way(codes["way"]),
        {"yes": True, "no": False}.get(codes.get("safe", "")),
    )


def records_of(plans: Collection[UUID]) -> dict[UUID, list[PlanRecord]]:
    """Return what the rules read of each, in one query."""
    by_plan: dict[UUID, list[PlanRecord]] = defaultdict(list)
    for row in PlanRecord.objects.filter(plan__in=plans).defer("sealed").order_by("number"):
        if row.kind in READ:
            by_plan[row.plan_id].append(row)
    return by_plan


def facts_of_each(plans: Iterable[Plan]) -> dict[UUID, PlanFacts]:
    rows = {plan.id: plan for plan in plans}
    records, elsewhere = records_of(rows), said_elsewhere(rows.values())
    heard = heard_of({plan.person_id for plan in rows.values()})
    return {
        id: facts_from(plan, records[id], elsewhere.get(id, ()), heard.get(plan.person_id))
        for id, plan in rows.items()
    }


def heard_of(people: Collection[UUID]) -> dict[UUID, date]:
    """Return the last day on which a case of theirs says that somebody saw them or spoke to them:
    she is not asked again for the same day."""
    return {person: heard.last for person, heard in heard_in_cases(people).items() if heard.last}


def said_elsewhere(plans: Collection[Plan]) -> Mapping[UUID, Sequence[Contact]]:
    """Return, by id of these plans, what ends each though it is written elsewhere: that she died;
    or in the plan of another file that was found to be hers, which keeps its own, that she wants no
    more contact, where she said so since this one was begun."""
    people = {plan.person_id for plan in plans}
    # Her death ends every plan of hers, whichever case or file says it.
    kin, died = kin_of(people) if people else set(), died_of(people)
    by_plan: dict[UUID, list[Contact]] = defaultdict(list)
    for plan in plans:
        if day := died.get(plan.person_id):
            by_plan[plan.id].append(Contact(day, ContactResult.DIED, Way.BY_CHANCE))
    if kin:
        into = merged_of()
        refused = _refused_in(kin | people, into)
        for plan in plans:
            for other, contact in refused[last_of(plan.person_id, into)]:
                # A plan begun after her no was begun with her: that no is answered by it.
                if other != plan.id and contact.on >= plan.made_on:
                    by_plan[plan.id].append(contact)
    return by_plan


def died_by_plans(files: Collection[UUID]) -> Iterable[tuple[UUID, date]]:
    """Yield those of these files of which a plan says that she died, with the day."""
    plans = {plan.id: plan for plan in Plan.objects.filter(person__in=these(files)).defer("sealed")}
    records = records_of(plans)
    for id, plan in plans.items():
        day = facts_from(plan, records[id]).died_on
        if day is not None:
            yield plan.person_id, day


def heard_by_plans(files: Collection[UUID]) -> Iterable[tuple[UUID, date]]:
    """Yield the days on which she answered or wanted no more contact, by a plan of these files."""
    plans = {plan.id: plan for plan in Plan.objects.filter(person__in=these(files)).defer("sealed")}
    for id, rows in records_of(plans).items():
        for row in rows:
            if row.kind == PlanRecordKind.CONTACT and contact_of(row).result in HEARD_FROM:
                yield plans[id].person_id, row.on


def _refused_in(
    files: Collection[UUID], into: Mapping[UUID, UUID]
) -> dict[UUID, list[tuple[UUID, Contact]]]:
    """Return the plans in which a refusal of hers stands, by the file that stands for a person."""
    plans = {plan.id: plan for plan in Plan.objects.filter(person__in=these(files)).defer("sealed")}
    records = records_of(plans)
    refusals: dict[UUID, list[tuple[UUID, Contact]]] = defaultdict(list)
    for id, plan in plans.items():
        facts = facts_from(plan, records[id])
        refused = [contact for contact in facts.contacts if contact.result is ContactResult.REFUSED]
        whose = refusals[last_of(plan.person_id, into)]
        # Only one that stands: she may have come back to us since.
        whose += [(id, contact) for contact in refused if contact.on == facts.refused_on]
    return refusals


# Plans and assessments of families that were changed or deleted by hand in the database.
def changed_outside(files: Collection[UUID]) -> set[UUID]:
    """Return those of these files that were changed: what stands in them is marked with each case
    of hers, so that it may be something else of that case."""
    rows = CasePerson.objects.filter(person__in=files).order_by()
    links = list(rows.values_list("person", "case"))
    changed = changed_among({case for _person, case in links})
    return {person for person, case in links if case in changed}


def was_changed(person: Person) -> bool:
    return bool(changed_outside(files_of(person)))
