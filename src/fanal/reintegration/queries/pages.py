"""The page of a plan: what is next first, then waves, her goals, promises, signs and the rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from fanal.core.reintegration.codes import (
    DOMAINS,
    GoalLevel,
    LeadChoice,
    PlanEndReason,
    PromiseState,
    Result,
    StartKind,
    SupportKind,
    WarningSign,
    Way,
)
from fanal.core.reintegration.hours import DAYS, ContactHours, in_hours
from fanal.core.reintegration.lost import (
    NextPlanStep,
    PlanStep,
    Standing,
    next_step,
    out_since,
    standing,
)
from fanal.core.reintegration.signs import stands
from fanal.core.reintegration.waves import PlanFacts, Wave, missed_twice, waves
from fanal.core.words import Sentence
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.reintegration.actions.goals import HERS, LEVELS, OURS
from fanal.reintegration.actions.plans import hours_of
from fanal.reintegration.forms import CHILD, YES_NO, ChildForm
from fanal.reintegration.models import Plan, PlanGoal, PlanRecord, PlanRecordKind
from fanal.reintegration.queries.facts import facts_of


@dataclass(frozen=True)
class ShownPlanRecord:
    """A record with what is sealed in it."""

    row: PlanRecord
    told: Content
    today: date

    @property
    def at(self) -> datetime | None:
        return datetime.fromisoformat(self.told["at"]) if self.told.get("at") else None

    @property
    def way(self) -> Way:
        return Way(self.row.coded["way"])

    @property
    def result(self) -> Result:
        return Result(self.row.coded["result"])

    @property
    def choice(self) -> LeadChoice:
        return LeadChoice(self.row.coded["choice"])

    @property
    def sign(self) -> WarningSign:
        return WarningSign(self.row.coded["sign"])

    @property
    def first_seen(self) -> date:
        return date.fromisoformat(self.row.coded["first"])

    @property
    def stands(self) -> bool:
        return stands(self.row.on, self.today)

    @property
    def support(self) -> SupportKind:
        return SupportKind(self.row.coded["support"])

    @property
    def promise(self) -> PromiseState:
        return PromiseState(self.row.coded["state"])

    @property
    def level(self) -> GoalLevel:
        return GoalLevel(self.row.coded["level"])

    @property
    def child_facts(self) -> list[tuple[str, str]]:
        """Each question on her child that was asked, with its answer."""
        said = self.told.get("answers", {})
        words = dict(YES_NO)
        return [
            (str(ChildForm.base_fields[name].label), str(words[said[name]]))
            for name in CHILD if said.get(name)
        ]  # fmt: skip

    @property
    def days_late(self) -> int:
        late = self.row.over_on is None and self.row.due is not None and self.row.due < self.today
        return (self.today - self.row.due).days if late and self.row.due else 0


@dataclass(frozen=True)
class ShownGoal:
    """A goal, and how far it is by her word and by ours: side by side, never one number."""

    row: PlanGoal
    told: Content
    reviews: list[ShownPlanRecord] = field(default_factory=list)

    @property
    def domain(self) -> Sentence | None:
        return dict(DOMAINS).get(self.told.get("domain", ""))

    @property
    def levels(self) -> list[tuple[GoalLevel, str]]:
        return [(one, self.told.get(name, "")) for one, name in zip(GoalLevel, LEVELS, strict=True)]

    def _last(self, rater: str) -> ShownPlanRecord | None:
        found = [
            one for one in self.reviews
            if one.row.coded["rater"] == rater and one.row.coded["edition"] == self.row.edition
        ]  # fmt: skip
        return max(found, key=lambda one: (one.row.on, one.row.number)) if found else None

    @property
    def hers(self) -> ShownPlanRecord | None:
        return self._last(HERS)

    @property
    def ours(self) -> ShownPlanRecord | None:
        return self._last(OURS)

    @property
    def before(self) -> list[Content]:
        return [one | {"until": date.fromisoformat(one["until"])} for one in
                self.told.get("before", [])]  # fmt: skip


@dataclass(frozen=True)
class ShownRules:
    """Her contact rules in words. `now`: whether this is her hour."""

    kept: Content
    hours: ContactHours
    now: bool

    @property
    def days(self) -> list[Sentence]:
        return [dict(DAYS)[one] for one in self.hours.days]

    @property
    def ways(self) -> list[Sentence]:
        return [one.sentence() for one in self.hours.ways]


@dataclass(frozen=True)
class PlanPage:
    plan: Plan
    facts: PlanFacts
    next: NextPlanStep
    standing: Standing
    waves: list[Wave]
    rules: ShownRules
    domains: list[Sentence]
    words: str
    goals: list[ShownGoal]
    dropped: list[ShownGoal]
    records: Mapping[str, list[ShownPlanRecord]]
    missed_twice: bool
    today: date

    def of(self, kind: PlanRecordKind) -> list[ShownPlanRecord]:
        return self.records.get(kind, [])

    @property
    def contacts(self) -> list[ShownPlanRecord]:
        found = [*self.of(PlanRecordKind.CONTACT), *self.of(PlanRecordKind.DECISION)]
        return sorted(found, key=lambda one: (one.row.on, one.row.number), reverse=True)

    @property
    def signs(self) -> list[ShownPlanRecord]:
        return [one for one in self.of(PlanRecordKind.SIGN) if one.stands]

    @property
    def faded(self) -> list[ShownPlanRecord]:
        return [one for one in self.of(PlanRecordKind.SIGN) if not one.stands]

    @property
    def promises(self) -> list[ShownPlanRecord]:
        def order(one: ShownPlanRecord) -> tuple[bool, date]:
            return one.row.over_on is not None, one.row.due or one.row.on

        return sorted(self.of(PlanRecordKind.PROMISE), key=order)

    @property
    def supports(self) -> list[ShownPlanRecord]:
        return self.of(PlanRecordKind.SUPPORT)

    @property
    def children(self) -> list[ShownPlanRecord]:
        return self.of(PlanRecordKind.CHILD)

    @property
    def start_kind(self) -> StartKind:
        return StartKind(self.plan.coded["start"])

    @property
    def out_since(self) -> date | None:
        return out_since(self.facts)

    @property
    def end(self) -> PlanEndReason | None:
        code = self.plan.coded.get("end")
        return PlanEndReason(code) if code else None

    @property
    def is_left_alone(self) -> bool:
        return self.standing in (Standing.REFUSED, Standing.DIED, Standing.ENDED)

    @property
    def lead_decides(self) -> bool:
        return self.next.step is PlanStep.LEAD

    @property
    def days_late(self) -> int:
        by = self.next.by
        return max(0, (self.today - by).days) if by else 0


def plan_page(plan: Plan, ring: Ring) -> PlanPage:
    """In a constant number of queries. Raises Locked, NotGranted."""
    today, now = timezone.localdate(), timezone.localtime()
    kept = plan.unseal(ring)
    rows = list(plan.records.select_related("made_by"))
    shown: dict[str, list[ShownPlanRecord]] = {}
    for row in rows:
        shown.setdefault(str(row.kind), []).append(
            ShownPlanRecord(row, row.try_unseal(ring) or {}, today)
        )
    goals = _goals(plan, ring, shown.get(PlanRecordKind.REVIEW, []))
    facts = facts_of(plan, rows)
    hours = hours_of(kept["rules"])
    return PlanPage(
        plan=plan, facts=facts, next=next_step(facts, today), standing=standing(facts, today),
        waves=waves(facts, today), rules=ShownRules(kept["rules"], hours, in_hours(hours, now)),
        domains=[dict(DOMAINS)[one] for one in kept["domains"]], words=kept["words"],
        goals=[one for one in goals if one.row.dropped_on is None],
        dropped=[one for one in goals if one.row.dropped_on], records=shown,
        missed_twice=missed_twice(facts, today), today=today,
    )  # fmt: skip


def _goals(plan: Plan, ring: Ring, reviews: Iterable[ShownPlanRecord]) -> list[ShownGoal]:
    by_goal: dict[UUID | None, list[ShownPlanRecord]] = {}
    for one in reviews:
        by_goal.setdefault(one.row.goal_id, []).append(one)
    return [
        ShownGoal(row, row.try_unseal(ring) or {}, by_goal.get(row.id, []))
        for row in plan.goals.all()
    ]
