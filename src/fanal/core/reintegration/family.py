"""What a family assessment says to a journey that is to end there."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from fanal.core.reintegration.codes import Condition, FamilyResult
from fanal.core.reintegration.timers import PlanTimer
from fanal.core.words import Sentence, say

# Of the people around her (`casework.choices.RELATIONS`) those whom she would live with or beside.
AT_HOME = frozenset(
    {"mother", "father", "child", "sibling", "partner", "relative", "neighbour", ""}
)


def against_return(
    result: FamilyResult,
    open_conditions: Collection[Condition],
    *,
    by_two: bool,
    lead_missing: bool = False,
    feared_since: bool = False,
) -> Iterator[Sentence]:
    """Yield what stands against it. Nothing where two assessors found it safe and every condition
    is met. `lead_missing`: who gained by her leaving lives there, and neither of the two is a lead.
    That is no "no" by itself. `feared_since`: of somebody there it is written since that she must
    fear this one."""
    if not by_two:
        yield say("the assessment of her family waits for the second assessor")
    if lead_missing:
        yield say("somebody there gained by her leaving: one of the two assessors has to be a lead")
    if feared_since:
        yield say("somebody there was found to be a danger to her since: assess her family anew")
    if result in (FamilyResult.NOT_NOW, FamilyResult.NO):
        yield say("the assessment of her family says: {result}", result=result.sentence())
    for condition in sorted(open_conditions):
        yield say("not met yet: {condition}", condition=condition.sentence())


def recheck_on(day: date) -> date:
    return day + timedelta(days=PlanTimer.RECHECK_DAYS.number)
