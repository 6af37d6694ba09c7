"""A plan of reintegration with one of everything, and who opens it."""

from django.utils import timezone

from fanal.core.reintegration.closing import ClosingAnswers
from fanal.reintegration.actions import ending, families, goals, plans, records
from fanal.reintegration.actions.plans import ContactRules
from fanal.reintegration.actions.records import add
from fanal.reintegration.models import PlanRecordKind

TODAY = timezone.localdate
BANGKOK, LEAD = {"sokha", "noi"}, {"noi"}


def ids(cast, here, acts):
    plan = plans.begin(
        person=here.person,
        start=TODAY(),
        start_kind="returned",
        domains=["income"],
        words="A stall by the road.",
        rules=ContactRules(pretext="the sewing class"),
        **acts,
    )
    goal = goals.add_goal(
        plan=plan, domain="income", texts={"words": "A shop.", "hoped": "A stall."}, **acts
    )
    sign = records.add_sign(
        plan=plan,
        sign="job_abroad",
        said_by="the neighbour",
        her_view="She laughs.",
        words="A man with a car.",
        on=TODAY(),
        **acts,
    )
    promise = records.promise(plan=plan, words="School fees.", due=TODAY(), **acts)
    given = add(
        plan,
        PlanRecordKind.GIVEN,
        {"months": 6, "answer": ""},
        {"words": "They visit her."},
        on=TODAY(),
        due=TODAY(),
        **acts,
    )
    row = families.assess(
        person=here.person,
        result="conditions",
        conditions=["debt_settled"],
        answers={"her_wish": "Home, asked twice."},
        on=TODAY(),
        **acts,
    )
    # Her worker asks, so that her lead has something to agree to.
    ending.ask_to_end(
        plan=plan, why="by_her_word", answers=ClosingAnswers(), reasons="She asks.", **acts
    )
    return {
        ("reintegration", "goal_id"): (goal.id, None),
        ("reintegration:sign_again", "record_id"): (sign.id, None),
        ("reintegration:settle", "record_id"): (promise.id, None),
        ("reintegration:report", "record_id"): (given.id, None),
        ("reintegration:take_back", "record_id"): (given.id, None),
        ("reintegration", "assessment_id"): (row.id, None),
    }


# Not who asked decides it, nor who asked that a plan ends, which she alone takes back.
OPENS = {
    "reintegration": BANGKOK,
    "reintegration:decide": LEAD,
    "reintegration:agree_end": LEAD,
    "reintegration:do_not_end": {"sokha"},
}
