"""Plans as the rules read them: from codes and days, so that no key is needed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from operator import attrgetter
from uuid import UUID

from fanal.core.reintegration.abroad import GivenContact
from fanal.core.reintegration.codes import ContactResult, LeadChoice, PlanEndReason, Way
from fanal.core.reintegration.waves import Contact, LeadDecision, PlanFacts
from fanal.reintegration.models import Plan, PlanRecord, PlanRecordKind

READ = (PlanRecordKind.CONTACT, PlanRecordKind.DECISION, PlanRecordKind.GIVEN)


def facts_of(plan: Plan, records: Iterable[PlanRecord] | None = None) -> PlanFacts:
    """`records`: those of the plan, where they were read already."""
    rows = records_of([plan.id])[plan.id] if records is None else records
    in_order = sorted(rows, key=attrgetter("on", "number"))
    end = plan.coded.get("end")
    return PlanFacts(
        plan.start,
        contacts=[contact_of(one) for one in in_order if one.kind == PlanRecordKind.CONTACT],
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
    held = records_of(rows)
    return {id: facts_of(plan, held[id]) for id, plan in rows.items()}
