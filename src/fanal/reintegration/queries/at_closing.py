"""What the plan of a person says when a case of hers is to be closed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from fanal.accounts.models import User
from fanal.cases.models import Case
from fanal.cases.queries.closing_facts import GoalAtClosing, PlanAtClosing
from fanal.core.casework.closure import ClosureReason, OpenEnd, StillOpen
from fanal.core.reintegration.codes import (
    GoalLevel,
)
from fanal.core.reintegration.ends import PlanEndReason
from fanal.core.reintegration.lost import Standing
from fanal.core.words import say
from fanal.keys.ring import Ring
from fanal.people.models import Person
from fanal.reintegration import access
from fanal.reintegration.models import Plan, PlanGoal, PlanRecord, PlanRecordKind
from fanal.reintegration.queries.pages import PlanPage, plan_page
from fanal.sql import db_value, rows

R, E = ClosureReason, PlanEndReason
BY_STANDING = {
    Standing.DIED: R.DIED, Standing.REFUSED: R.HER_WISH, Standing.OUT_OF_CONTACT: R.CONTACT_LOST,
}  # fmt: skip
BY_END = {
    E.BY_HER_WORD: R.SAFE_AND_INDEPENDENT, E.GOALS_REACHED: R.GOALS_REACHED,
    E.OTHERS_GO_ON: R.TRANSFERRED, E.REFUSED: R.HER_WISH, E.OUT_OF_CONTACT: R.CONTACT_LOST,
    E.DIED: R.DIED,
}  # fmt: skip

ANY_PLAN = """SELECT 1 FROM reintegration_plan
    WHERE person_id IN (SELECT person_id FROM cases_caseperson WHERE case_id = %s) LIMIT 1"""


def plans_at_closing(case: Case, user: User, ring: Ring) -> Iterator[PlanAtClosing]:
    """Each of her plans that this user reads is opened, and that is written down."""
    for person in _concerned(case, user):
        plan = access.plan_of(person)
        if plan is not None and plan.try_unseal(ring) is not None:
            access.opened(user, person)
            yield _at_closing(person, plan_page(plan, ring))


def _concerned(case: Case, user: User) -> list[Person]:
    ids = case.concerns.exclude(of_family=True).values_list("person", flat=True)
    open_to = access.open_to(user, ids)
    return [person for person in case.people.all() if person.id in open_to]


def _at_closing(person: Person, page: PlanPage) -> PlanAtClosing:
    reached = [contact for contact in page.contacts if contact.row.coded.get("result") == "reached"]
    last = reached[0] if reached else None
    ended = page.plan.ended_on is not None
    return PlanAtClosing(
        person.code_name,
        reverse("reintegration:person", args=[person.id]),
        page.standing.sentence(),
        last.row.on if last else None,
        {"yes": True, "no": False}.get(last.row.coded.get("safe", "")) if last else None,
        (page.her_end_words if ended else "") or (last.told.get("words", "") if last else ""),
        [
            GoalAtClosing(
                goal.told.get("words", ""), goal.hers.level.sentence() if goal.hers else None
            )
            for goal in page.goals
        ],
        BY_END.get(page.end) if ended and page.end else BY_STANDING.get(page.standing),
    )


def goals_still_open(case: Case, user: User, _now: datetime) -> Iterator[StillOpen]:
    """Goals of her plan that are not as she hopes, by her own word: no key is needed."""
    if not rows(ANY_PLAN, [db_value(case.id)]):
        return  # of most cases: one small question in place of seven
    plans = Plan.objects.filter(person__in=[person.id for person in _concerned(case, user)])
    goals = {
        one.id: one
        for one in PlanGoal.objects.filter(plan__in=plans.values("id"), dropped_on=None).defer(
            "sealed"
        )
    }
    last: dict[object, int] = {}
    records = PlanRecord.objects.filter(goal__in=goals).defer("sealed")
    for row in records.order_by("on", "number"):
        told = row.coded
        goal = goals[row.goal_id] if row.goal_id else None
        is_hers = row.kind == PlanRecordKind.REVIEW and told["rater"] == "hers"
        if goal and is_hers and told["edition"] == goal.edition:
            last[goal.id] = told["level"]
    if n := sum(last.get(one, GoalLevel.AS_NOW) < GoalLevel.HOPED for one in goals):
        says = say("goals of her plan that are not yet as she hopes: {n}", n=n)
        yield StillOpen(OpenEnd.GOALS, says, at="reintegration:of_case")
