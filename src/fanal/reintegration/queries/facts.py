"""Plans as the rules read them: from codes and days, so that no key is needed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from operator import attrgetter
from uuid import UUID

from fanal.core.reintegration.abroad import GivenContact
from fanal.core.reintegration.codes import ContactResult, LeadChoice, PlanEndReason, Way
from fanal.core.reintegration.waves import Contact, LeadDecision, PlanFacts
from fanal.people.queries import kin_of, last_of, merged_of
from fanal.reintegration.models import Plan, PlanRecord, PlanRecordKind

READ = (PlanRecordKind.CONTACT, PlanRecordKind.DECISION, PlanRecordKind.GIVEN)


def facts_of(plan: Plan) -> PlanFacts:
    """What is written in the plan, and what ends it that was said elsewhere."""
    return facts_of_each([plan])[plan.id]


def facts_from(
    plan: Plan, records: Iterable[PlanRecord], elsewhere: Iterable[Contact] = ()
) -> PlanFacts:
    """`records`: those of the plan. `elsewhere`: as `said_elsewhere`."""
    in_order = sorted(records, key=attrgetter("on", "number"))
    contacts = [contact_of(one) for one in in_order if one.kind == PlanRecordKind.CONTACT]
    end = plan.coded.get("end")
    return PlanFacts(
        plan.start,
        contacts=sorted([*contacts, *elsewhere], key=attrgetter("on")),
        decisions=[
            LeadDecision(one.on, LeadChoice(one.coded["choice"]))
            for one in in_order
            if one.kind == PlanRecordKind.DECISION
        ],
        safe_person=bool(plan.coded.get("safe_person")),
        partner=bool(plan.coded.get("partner")),
        ended_on=plan.ended_on,
        end=PlanEndReason(end) if end and plan.ended_on else None,
        given=next((given_of(one) for one in in_order if waits_for_report(one)), None),
    )


def waits_for_report(row: PlanRecord) -> bool:
    """Whether a partner makes this contact for us, and has not reported back."""
    return row.kind == PlanRecordKind.GIVEN and row.over_on is None


def given_of(row: PlanRecord) -> GivenContact:
    return GivenContact(row.coded["months"], row.on, row.due or row.on)


def contact_of(row: PlanRecord) -> Contact:
    said = row.coded
    return Contact(
        row.on,
        ContactResult(said["result"]),
        Way(said["way"]),
        {"yes": True, "no": False}.get(said.get("safe", "")),
    )


def records_of(plans: Collection[UUID]) -> dict[UUID, list[PlanRecord]]:
    """What the rules read of each, in one query."""
    found: dict[UUID, list[PlanRecord]] = defaultdict(list)
    for row in PlanRecord.objects.filter(plan__in=plans).defer("sealed").order_by("number"):
        if row.kind in READ:
            found[row.plan_id].append(row)
    return found


def facts_of_each(plans: Iterable[Plan]) -> dict[UUID, PlanFacts]:
    rows = {one.id: one for one in plans}
    held, elsewhere = records_of(rows), said_elsewhere(rows.values())
    return {id: facts_from(plan, held[id], elsewhere.get(id, ())) for id, plan in rows.items()}


def said_elsewhere(plans: Collection[Plan]) -> Mapping[UUID, Sequence[Contact]]:
    """Of each of these plans, by id, what ends it though it was written in that of another file of
    hers: that she died, or wants no more contact, which she said since this one was begun. Files
    that were found to be hers keep the plans they had."""
    kin = kin_of({one.person_id for one in plans}) if plans else set()
    if not kin:
        return {}
    into, found = merged_of(), defaultdict[UUID, list[Contact]](list)
    ends = _ends_of(kin | {one.person_id for one in plans}, into)
    for plan in plans:
        for other, contact in ends[last_of(plan.person_id, into)]:
            died = contact.result is ContactResult.DIED
            if other != plan.id and (died or contact.on >= plan.made_on):
                found[plan.id].append(contact)
    return found


def _ends_of(
    files: Collection[UUID], into: Mapping[UUID, UUID]
) -> dict[UUID, list[tuple[UUID, Contact]]]:
    """By the file that stands for a person, the plans that say that she died or refuses."""
    plans = {one.id: one for one in Plan.objects.filter(person__in=files).defer("sealed")}
    held = records_of(plans)
    found: dict[UUID, list[tuple[UUID, Contact]]] = defaultdict(list)
    for id, plan in plans.items():
        facts = facts_from(plan, held[id])
        days = {ContactResult.DIED: facts.died_on, ContactResult.REFUSED: facts.refused_on}
        whose = found[last_of(plan.person_id, into)]
        whose += [(id, one) for one in facts.contacts if days.get(one.result) == one.on]
    return found
