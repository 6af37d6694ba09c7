"""What the rates of all plans read of one: kept with it, so that thousands cost one value each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NotRequired, TypedDict
from uuid import UUID

from fanal.core.reintegration.codes import (
    PlanEndReason,
    StartKind,
    end_of,
)
from fanal.core.reintegration.rates import kept_waves
from fanal.reintegration.models import Plan, PlanRecord, PlanRecordKind
from fanal.reintegration.queries.facts import facts_from


class PlanTally(TypedDict):
    """`waves`: as `kept_waves`; `levels`: of each goal the last by her own word; `promises`: how
    many of each state; `returned`: whether it counts from a return; `elsewhere`: she is counted by
    the plan of another file, which goes on."""

    waves: str
    levels: list[int]
    promises: dict[str, int]
    returned: bool
    elsewhere: NotRequired[bool]


def tally_of(plan: Plan, records: Iterable[PlanRecord]) -> PlanTally:
    levels: dict[UUID | None, int] = {}
    promises: dict[str, int] = {}
    rows = sorted(records, key=lambda record: (record.on, record.number))
    for row in rows:
        if row.kind == PlanRecordKind.PROMISE:
            state = row.coded["state"]
            promises[state] = promises.get(state, 0) + 1
        elif row.kind == PlanRecordKind.REVIEW and row.coded["rater"] == "hers":
            levels[row.goal_id] = row.coded["level"]
    return {
        "waves": kept_waves(facts_from(plan, rows)),
        "levels": list(levels.values()),
        "promises": promises,
        "returned": plan.coded.get("start") == StartKind.RETURNED,
        "elsewhere": bool(plan.ended_on) and end_of(plan.coded) is PlanEndReason.PUT_TOGETHER,
    }
