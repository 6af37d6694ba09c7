"""Her goals: agreed with her, changed by her, looked at by her and by us apart."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.core.casework.typed_text import long_text
from fanal.core.closed_lists import check_code
from fanal.core.errors import Conflict
from fanal.core.reintegration.codes import DOMAINS, GoalLevel
from fanal.core.words import say
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.reintegration.actions.plans import held
from fanal.reintegration.actions.records import add
from fanal.reintegration.models import Plan, PlanGoal, PlanRecord, PlanRecordKind

# Names of the levels, so that text and number of a level cannot drift apart.
LEVELS = tuple(level.name.casefold() for level in GoalLevel)
TEXTS = ("words", *LEVELS)
# Without "as hoped" a goal has no level that could be looked at (Kiresuk and Sherman 1968).
NEEDED = {
    "words": say("write the goal in her own words"),
    "hoped": say("agree with her when it is as hoped"),
}
HERS, OURS = "hers", "ours"


@transaction.atomic
def add_goal(
    *,
    plan: Plan,
    domain: str,
    texts: Mapping[str, str],
    by: User,
    ring: Ring,
    on: date | None = None,
) -> PlanGoal:
    """Add a goal. `texts`: her words, and what each level means to her. Raises `BadInput` naming
    the question."""
    content = _checked_texts(domain, texts)
    # Locked until the end of the transaction: two goals that are added at once get two numbers.
    held(plan)
    goal = PlanGoal(
        plan=plan,
        folder=plan.folder,
        number=plan.goals.count() + 1,
        made_by=by,
        made_on=on or timezone.localdate(),
    )
    # Every row has a "before", so that no reader asks whether it is there.
    goal.write(ring, content | {"before": []}, 0)
    audit.record(act="reintegration.goal", by=by, about=plan.person_id)
    return goal


def _checked_texts(domain: str, texts: Mapping[str, str]) -> Content:
    check_code("domain", domain, dict(DOMAINS))
    content = {
        name: long_text(name, texts.get(name, ""), needed=NEEDED.get(name)) for name in TEXTS
    }
    return content | {"domain": domain}


@transaction.atomic
def change_goal(
    *,
    goal: PlanGoal,
    domain: str,
    texts: Mapping[str, str],
    version: int,
    by: User,
    ring: Ring,
    on: date | None = None,
) -> None:
    """Change a goal. Once somebody looked at it, the wording of before is closed and kept with its
    day. Raises `Conflict` with both texts; `BadInput` naming the question."""
    content = _checked_texts(domain, texts)
    held(goal.plan)
    before = goal.unseal(ring)
    earlier = list(before["before"])
    # Only then: a slip of the pen that nobody has rated yet is no earlier goal.
    if goal.reviews.exists() and goal.version == version:
        day = (on or timezone.localdate()).isoformat()
        earlier.append({name: before[name] for name in (*TEXTS, "domain")} | {"until": day})
        goal.edition += 1
    try:
        goal.write(ring, content | {"before": earlier}, version)
    # Only what both typed: the history of the goal is not a difference between them.
    except Conflict as met:
        raise met.only(("domain", *TEXTS)) from None
    audit.record(act="reintegration.goal", by=by, about=goal.plan.person_id)


@transaction.atomic
def review_goal(
    *,
    goal: PlanGoal,
    rater: str,
    level: int,
    words: str,
    by: User,
    ring: Ring,
    on: date | None = None,
    today: date | None = None,
) -> PlanRecord:
    """Record how far a goal is, by her word or by ours: both are kept. Raises `BadInput`."""
    check_code("rater", rater, (HERS, OURS))
    check_code("level", level, GoalLevel)
    domain = goal.unseal(ring)["domain"]
    # The edition goes along: a level means what it meant when it was given.
    coded = {"rater": rater, "level": int(level), "edition": goal.edition, "domain": domain}
    return add(
        goal.plan,
        PlanRecordKind.REVIEW,
        coded,
        {"words": long_text("words", words)},
        on=on or today or timezone.localdate(),
        goal=goal,
        by=by,
        ring=ring,
        today=today,
    )


@transaction.atomic
def drop_goal(*, goal: PlanGoal, version: int, by: User, ring: Ring) -> None:
    """Drop a goal at her wish: that is not "not reached". Raises `Conflict`."""
    held(goal.plan)
    # Dropped and not reached are two ends (domain page on the programmes, 5.3).
    goal.dropped_on = timezone.localdate()
    goal.write(ring, goal.unseal(ring), version)
    audit.record(act="reintegration.goal", by=by, about=goal.plan.person_id)
