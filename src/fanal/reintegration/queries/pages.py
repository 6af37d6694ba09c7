"""The page of a plan: what is next first, then waves, her goals, promises, signs and the rest."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.cases.queries.codes import in_danger_of
from fanal.core.reintegration.codes import DOMAINS, PlanEndReason, StartKind, Way, end_of
from fanal.core.reintegration.contact_waves import PlanFacts, Wave, missed_twice_on, waves
from fanal.core.reintegration.first_weeks import EarlyContact, first_contacts
from fanal.core.reintegration.hours import DAYS, ContactHours, in_hours
from fanal.core.reintegration.lost_to_follow_up import (
    NextPlanStep,
    PlanStep,
    Standing,
    left_alone,
    next_step,
    out_since,
    pending_wave,
    plan_standing,
)
from fanal.core.reintegration.turning_18 import AskedAnew
from fanal.core.words import Sentence, say
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.reintegration.actions.plans import WHO_IS_ASKED, hours_of
from fanal.reintegration.models import Plan, PlanRecordKind
from fanal.reintegration.queries.facts import facts_from, heard_of, said_elsewhere
from fanal.reintegration.queries.lists import NOT_REPORTED, days_late
from fanal.reintegration.queries.record_pages import (
    AskedEnd,
    ShownGoal,
    ShownPlanRecord,
    asked_end,
    once_each,
    partner_names,
)
from fanal.reintegration.queries.turning_18 import adult_on, anew_of
from fanal.sharing.queries.lost_trust import trusted_less
from fanal.sharing.queries.never_told import names_somebody_never_told
from fanal.web.days_in_words import hours_in_words
from fanal.web.words import translated

NOBODY_THERE = say("do not ask the person she named: first change how she may be reached")


@dataclass(frozen=True)
class ShownRules:
    """Her contact rules in words. `now`: whether this is her hour. `feared`: of those who are asked
    where she is, who may be somebody who must never hear of her by now."""

    answers: Content
    hours: ContactHours
    now: bool
    feared: frozenset[str] = frozenset()

    @property
    def is_asked(self) -> bool:
        """Whether she said anything of it: what nobody asked holds at no hour."""
        return any(
            self.answers.get(name) for name in ("ways", "days", "begin", "end", "never_call")
        )

    @property
    def no_visit(self) -> bool:
        """Whether she was asked how she may be reached, and said yes to no visit."""
        return bool(self.hours.ways) and Way.VISIT not in self.hours.ways

    @property
    def when(self) -> list[str]:
        """Her days and hours, each as it is said."""
        days = [translated(dict(DAYS)[day]) for day in self.hours.days] or [_("any day")]
        hours = hours_in_words(self.answers.get("begin"), self.answers.get("end"))
        return [*days, hours] if hours else days

    @property
    def ways(self) -> list[Sentence]:
        return [way.sentence() for way in self.hours.ways]


@dataclass(frozen=True)
class PlanPage:
    """A plan as its page shows it. `elsewhere`: it stands in a case or in another plan of hers that
    she is left alone."""

    plan: Plan
    facts: PlanFacts
    next: NextPlanStep
    standing: Standing
    first: list[EarlyContact]
    waves: list[Wave]
    rules: ShownRules
    domains: list[Sentence]
    words: str
    goals: list[ShownGoal]
    dropped: list[ShownGoal]
    records: Mapping[str, list[ShownPlanRecord]]
    missed_twice: bool
    today: date
    asked_end: AskedEnd
    elsewhere: bool = False
    anew: AskedAnew | None = None
    adult_on: date | None = None

    def of(self, kind: PlanRecordKind) -> list[ShownPlanRecord]:
        return self.records.get(kind, [])

    @property
    def contacts(self) -> list[ShownPlanRecord]:
        """The contacts, newest first: an agreed contact that both sides report is one of these."""
        shown_contacts = [
            *once_each(self.of(PlanRecordKind.CONTACT), self.waves),
            *self.of(PlanRecordKind.DECISION),
            *self.of(PlanRecordKind.GIVEN),
        ]
        return sorted(shown_contacts, key=lambda one: (one.row.on, one.row.number), reverse=True)

    @property
    def given(self) -> ShownPlanRecord | None:
        """The contact that a partner makes for us, and has not reported yet."""
        return next(
            (record for record in self.of(PlanRecordKind.GIVEN) if not record.row.over_on), None
        )

    @property
    def to_give(self) -> Wave | None:
        """The contact that a partner could make for us."""
        free = not self.is_left_alone and self.given is None and self.facts.start
        return pending_wave(self.facts, self.today) if free else None

    @property
    def is_stopped(self) -> bool:
        """Whether whoever is to be asked next must not be."""
        return str(self.next.step) in self.rules.feared

    @property
    def says(self) -> Sentence:
        """The sentence of what is next."""
        if self.is_stopped:
            return NOBODY_THERE
        late = self.next.step is PlanStep.REPORT and self.days_late
        return NOT_REPORTED if late else self.next.step.sentence()

    @property
    def signs(self) -> list[ShownPlanRecord]:
        return [sign for sign in self.of(PlanRecordKind.SIGN) if sign.stands]

    @property
    def faded(self) -> list[ShownPlanRecord]:
        return [sign for sign in self.of(PlanRecordKind.SIGN) if not sign.stands]

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
    def parents(self) -> dict[str, str]:
        """The parents of her child as last written down: proposed where it is asked again."""
        parents = [child.content.get("parents") for child in self.children]
        return next((facts for facts in reversed(parents) if facts), {})

    @property
    def start_kind(self) -> StartKind:
        return StartKind(self.plan.coded["start"])

    @property
    def out_since(self) -> date | None:
        return out_since(self.facts)

    @property
    def unproved(self) -> ShownPlanRecord | None:
        """The last contact, where she is in contact by it and it proves nothing: a journey of hers
        goes on to wait for a sign of life."""
        reached = [one for one in self.of(PlanRecordKind.CONTACT) if one.heard]
        last = max(reached, key=lambda one: (one.row.on, one.row.number), default=None)
        is_proof = last is None or last.heard is None or last.heard.proves
        return None if is_proof or self.standing is not Standing.IN_CONTACT else last

    @property
    def end(self) -> PlanEndReason | None:
        return end_of(self.plan.coded)

    @property
    def is_left_alone(self) -> bool:
        return self.standing in (Standing.REFUSED, Standing.DIED, Standing.ENDED)

    @property
    def lead_decides(self) -> bool:
        return self.next.step is PlanStep.LEAD

    @property
    def days_late(self) -> int:
        return days_late(self.next.by, self.today)


def plan_page(plan: Plan, ring: Ring) -> PlanPage:
    """Return the page of a plan, in a constant number of queries. Raises Locked, NotGranted."""
    today = timezone.localdate()
    content = plan.unseal(ring)
    rows = list(plan.records.select_related("made_by", "referral__partner"))
    shown: dict[str, list[ShownPlanRecord]] = {}
    for row, partner in zip(rows, partner_names(rows), strict=True):
        shown.setdefault(str(row.kind), []).append(
            ShownPlanRecord(row, row.try_unseal(ring) or {}, today, partner)
        )
    goals = _goals(plan, ring, shown.get(PlanRecordKind.REVIEW, []))
    elsewhere = said_elsewhere([plan]).get(plan.id, ())
    facts = replace(
        facts_from(plan, rows, elsewhere, heard_of([plan.person_id]).get(plan.person_id)),
        in_danger=bool(in_danger_of([plan.person_id])),
    )
    return PlanPage(
        plan=plan,
        facts=facts,
        next=next_step(facts, today),
        standing=plan_standing(facts, today),
        first=first_contacts(facts),
        waves=waves(facts, today),
        rules=shown_rules(plan, content, ring),
        domains=[dict(DOMAINS)[domain] for domain in content["domains"]],
        words=content["words"],
        goals=[goal for goal in goals if goal.row.dropped_on is None],
        dropped=[goal for goal in goals if goal.row.dropped_on],
        records=shown,
        missed_twice=missed_twice_on(facts, today) is not None,
        today=today,
        elsewhere=left_alone(facts) and not left_alone(facts_from(plan, rows)),
        asked_end=asked_end(content, facts, end_of(plan.coded)),
        anew=None if left_alone(facts) else anew_of(plan, today),
        adult_on=None if left_alone(facts) else adult_on(plan, today),
    )


def why_not_to_wait(page: PlanPage, user: User) -> Sentence | None:
    """Return why a partner who is trusted less since is not waited for, though nobody of ours asks
    her until their day."""
    referral = page.given.row.referral if page.given else None
    fallen = trusted_less([referral], user, timezone.localtime()) if referral else []
    return fallen[0].sentences[0] if fallen else None


def shown_rules(plan: Plan, content: Content, ring: Ring) -> ShownRules:
    """Return the rules of a plan in words, as of now. `content`: of the plan, opened."""
    hours = hours_of(content["rules"])
    now = in_hours(hours, timezone.localtime())
    return ShownRules(content["rules"], hours, now, _feared(plan, content, ring))


def _feared(plan: Plan, content: Content, ring: Ring) -> frozenset[str]:
    """Which of those to be asked she fears by now: they were named when nobody feared them."""
    rules = {name: str(content["rules"].get(name, "")) for name in WHO_IS_ASKED}
    return frozenset(
        name for name, text in rules.items() if names_somebody_never_told(text, plan.person, ring)
    )


def _goals(plan: Plan, ring: Ring, reviews: Iterable[ShownPlanRecord]) -> list[ShownGoal]:
    by_goal: dict[UUID | None, list[ShownPlanRecord]] = {}
    for review in reviews:
        by_goal.setdefault(review.row.goal_id, []).append(review)
    return [
        ShownGoal(row, row.try_unseal(ring) or {}, by_goal.get(row.id, []))
        for row in plan.goals.all()
    ]
