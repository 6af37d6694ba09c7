"""Plans in coded facts: when one began and ended, each contact, each review of a goal, families.

Signs are coded with none: they are never counted by person.
"""

from collections.abc import Iterable
from uuid import UUID

from fanal.coded_facts.coders import FactsOfRow, RowContent, register
from fanal.core.coded_facts import coded
from fanal.core.reintegration.codes import PlanEndReason, end_of
from fanal.reintegration.models import FamilyAssessment, Plan, PlanRecord, PlanRecordKind


def code_plan(row: Plan, content: RowContent) -> FactsOfRow:
    end = end_of(row.coded) if row.ended_on else None
    if end is PlanEndReason.PUT_TOGETHER:
        return  # its facts were erased as it ended
    yield (
        row.person_id,
        coded(
            "plan",
            row.start or row.made_on,
            start=row.coded.get("start"),
            end=end,
            start_known=row.start is not None,
        ),
    )


def code_record(row: PlanRecord, content: RowContent) -> FactsOfRow:
    codes, person = row.coded, row.plan.person_id
    if row.kind == PlanRecordKind.CONTACT:
        safe = {"yes": True, "no": False}.get(codes.get("safe", ""))
        yield (person, coded("wave", row.on, result=codes["result"], way=codes["way"], safe=safe))
    elif row.kind == PlanRecordKind.REVIEW:
        yield (
            person,
            coded(
                "goal_review",
                row.on,
                domain=codes["domain"],
                level=str(codes["level"]),
                rater=codes["rater"],
            ),
        )
    elif row.kind == PlanRecordKind.PROMISE:
        yield person, coded("promise", row.over_on or row.on, state=codes["state"])


def code_assessment(row: FamilyAssessment, content: RowContent) -> FactsOfRow:
    yield (
        row.person_id,
        coded("family", row.on, result=row.coded["result"], by_two=row.second_id is not None),
    )


def _plans(case: UUID) -> Iterable[Plan]:
    return Plan.objects.filter(person__cases=case)


def _records(case: UUID) -> Iterable[PlanRecord]:
    return PlanRecord.objects.filter(plan__person__cases=case).select_related("plan")


def _assessments(case: UUID) -> Iterable[FamilyAssessment]:
    return FamilyAssessment.objects.filter(person__cases=case)


def register_coders() -> None:
    register(Plan, code_plan, _plans)
    register(PlanRecord, code_record, _records)
    register(FamilyAssessment, code_assessment, _assessments)
