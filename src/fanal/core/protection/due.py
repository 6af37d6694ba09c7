"""What is due in a case, by which day, and why. Days, never hours; the first reason speaks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from fanal.core.protection.clocks import ClockStep, clock
from fanal.core.protection.codes import NEEDS_A_PLAN, NOT_YET, TAKES, RiskEvent, RiskLevel
from fanal.core.protection.duties import duties_in
from fanal.core.protection.events import (
    UNFORESEEN,
    LookAsked,
    events_after,
    last_of,
    unsettling,
)
from fanal.core.protection.facts import CaseFacts, Recorded, Subject
from fanal.core.protection.follow_up import follow_ups
from fanal.core.protection.kinds import RecordKind
from fanal.core.words import LabelledEnum, Sentence, say

SOON = timedelta(days=7)


class ProtectionStep(LabelledEnum):
    """What somebody has to do."""

    RISK = "risk", say("assess the risk again")
    SAFETY_PLAN = "safety_plan", say("go through the safety plan with her")
    RECOVERY = "recovery", say("recovery and reflection period")
    BEST_INTERESTS = "best_interests", say("assess the best interests of the child")
    DETERMINATION = "determination", say("two decide on the best interests")
    DUTY = "duty", say("explain to her what we must report")
    REVIEW = "review", say("review of the case with the lead")
    FOLLOW_UP = "follow_up", say("ask how she is")
    REOPEN = "reopen", say("open the case again, or say why not")


IN_ORDER = {step: place for place, step in enumerate(ProtectionStep)}
# Where it was never done, there is nothing to look at again.
FIRST_SAYS = {
    ProtectionStep.RISK: say("assess the risk"),
    ProtectionStep.SAFETY_PLAN: say("make a safety plan with her"),
}
# A small child is asked nothing: who cares for it is.
SMALL_SAYS = {
    ProtectionStep.SAFETY_PLAN: say("make a safety plan with who cares for this child"),
    ProtectionStep.DUTY: say("explain to who cares for this child what we must report"),
}


AT_ONCE = (ProtectionStep.RECOVERY, ProtectionStep.DUTY)


@dataclass(frozen=True, slots=True)
class DueStep:
    """`person`: whom it is about, None for the case. `first`: it was never done. `small`: it is
    about a child so young that it is asked nothing. `event`: what has happened that asks for it by
    today as well. `unsettling`: what has happened since anybody looked that makes a word of before,
    that she is safe, doubtful."""

    step: ProtectionStep
    by: date
    why: Sentence
    person: UUID | None = None
    first: bool = False
    small: bool = False
    event: RiskEvent | None = None
    unsettling: tuple[LookAsked, ...] = ()

    def sentence(self) -> Sentence:
        says = (FIRST_SAYS if self.first else {}) | (SMALL_SAYS if self.small else {})
        return says.get(self.step, self.step.sentence())

    def days_late(self, today: date) -> int:
        return max(0, (today - self.by).days)

    def is_near(self, today: date) -> bool:
        """Whether it is late, or due within a week."""
        return self.by <= today + SOON


def due_in(facts: CaseFacts, today: date) -> list[DueStep]:
    """Return what is due in the case: each step at most once for each person, the
    earliest first."""
    if facts.closed_on is not None:
        found = [
            DueStep(
                ProtectionStep.REOPEN if one.reopen else ProtectionStep.FOLLOW_UP,
                one.by,
                one.why,
                who.person,
            )
            for who in facts.subjects
            if (one := follow_ups(facts, who.person, today))
        ]
        found += [step for who in facts.subjects for step in _since_closing(facts, who, today)]
    else:
        found = [next_review(facts)]
        for who in facts.subjects:
            small = who.is_small
            steps = (_since_reopening(facts, step, who) for step in _of_person(facts, who, today))
            found += [replace(step, small=small) for step in steps]
    return sorted(found, key=lambda one: (one.by, IN_ORDER[one.step]))


def due_soon(steps: Iterable[DueStep], today: date) -> list[DueStep]:
    """Return the steps for the first screen: late, or due within a week."""
    return [step for step in steps if step.is_near(today)]


def _of_person(facts: CaseFacts, who: Subject, today: date) -> Iterator[DueStep]:
    yield _risk(facts, who, today)
    yield from _safety_plan(facts, who)
    yield from _recovery(facts, who)
    yield from _duty(facts, who, today)
    if not who.is_adult(today):
        yield from _best_interests(facts, who)


def _since_reopening(facts: CaseFacts, one: DueStep, who: Subject) -> DueStep:
    """Return a step, moved if it fell due while the case was closed, when nobody was to do it:
    within the time that a new case has for it, and at once where she is in danger, something has
    happened or a day of the law stands behind it."""
    again = facts.reopened_on
    if again is None or one.by >= again:
        return one
    at_once = who.danger_since or one.event or one.step in AT_ONCE
    return replace(one, by=again if at_once else clock(ClockStep.FIRST).after(again))


def next_review(facts: CaseFacts) -> DueStep:
    runs, since = clock(ClockStep.REVIEW), facts.open_since
    if last := facts.last(RecordKind.REVIEW):
        by = last.due or runs.after(last.on)
        if by < since:  # while it was closed: as in a new case
            by = runs.after(since)
        return DueStep(ProtectionStep.REVIEW, by, say("the last one was on {day}", day=last.on))
    return DueStep(ProtectionStep.REVIEW, runs.after(since), say("none has been held yet"))


def _risk(facts: CaseFacts, who: Subject, today: date) -> DueStep:
    """Return when the risk is assessed next: on its own day, or earlier after an event."""
    last = facts.last(RecordKind.RISK, who.person)
    asked = list(events_after(facts, who, last))
    if last is None:
        by = clock(ClockStep.FIRST).after(facts.open_since)
        found = [(by, say("no level is written yet"))]
    else:
        by = last.due or default_review(last)
        found = [(by, say("the last review was on {day}", day=last.on))]
    found += [(one.by, one.why) for one in asked]
    by, says = min(found, key=lambda one: one[0])
    now = [one for one in reversed(asked) if one.by <= today]
    event = now[0].event if now else None
    happened = unsettling(facts, who, last, today)
    if happened:  # said first, and since when it was late already
        first = _said_first(happened)
        event = first.event
        says = first.why if by == first.by else say("{why}; {before}", why=first.why, before=says)
    return DueStep(
        ProtectionStep.RISK,
        by,
        says,
        who.person,
        first=last is None,
        event=event,
        unsettling=happened,
    )


def _said_first(happened: Iterable[LookAsked]) -> LookAsked:
    """What nobody could foresee; else what happened last."""
    several = list(happened)
    return last_of([one for one in several if one.event in UNFORESEEN] or several)


def _since_closing(facts: CaseFacts, who: Subject, today: date) -> Iterator[DueStep]:
    """Yield a look at what has happened since the case was closed: whom it puts at high risk is to
    be told (GDPR, article 34; of a release Directive 2012/29/EU, article 6(5)), and whether the
    case is opened again is settled with the lead, as its closing was (Inter-Agency Guidelines for
    Case Management and Child Protection 2014, step 6)."""
    happened = unsettling(facts, who, facts.last(RecordKind.RISK, who.person), today)
    since = [one for one in happened if facts.closed_on and one.on >= facts.closed_on]
    if since:
        one = _said_first(since)
        step, event = ProtectionStep.RISK, one.event
        yield DueStep(step, one.on, one.why, who.person, event=event, unsettling=happened)


def default_review(risk: Recorded) -> date:
    """The day on which a level is looked at again where nobody set one."""
    level = risk.codes.get("level")
    # A level that is missing counts as high: looked at too early costs a visit, too late may cost
    # her.
    known = level if level in set(RiskLevel) else RiskLevel.HIGH
    return clock(ClockStep(f"risk_{known}")).after(risk.on)


def _safety_plan(facts: CaseFacts, who: Subject) -> Iterator[DueStep]:
    """Asked for from a medium risk on, and of whoever is in danger; then by its own days."""
    if last := facts.last(RecordKind.SAFETY_PLAN, who.person):
        by = last.due or clock(ClockStep.SAFETY_PLAN).after(last.on)
        says = say("the last time was on {day}", day=last.on)
        yield DueStep(ProtectionStep.SAFETY_PLAN, by, says, who.person)
        return
    risk = facts.last(RecordKind.RISK, who.person)
    if who.danger_since:
        says = say("she is in danger, and there is no plan")
        yield DueStep(ProtectionStep.SAFETY_PLAN, who.danger_since, says, who.person, first=True)
    elif risk and risk.codes.get("level") in NEEDS_A_PLAN:
        says = say("this risk asks for a plan, and there is none")
        yield DueStep(ProtectionStep.SAFETY_PLAN, risk.on, says, who.person, first=True)


def period_ends(record: Recorded) -> date | None:
    """The last day of a recovery and reflection period that she took."""
    if record.codes.get("decision") != TAKES:
        return None
    runs = clock(ClockStep.RECOVERY, record.codes.get("country", ""))
    return record.due or runs.after(record.on)


def _recovery(facts: CaseFacts, who: Subject) -> Iterator[DueStep]:
    last = facts.last(RecordKind.RECOVERY, who.person)
    if last is None:
        # Reasonable grounds are enough for it (Council of Europe Convention 2005, article 13: at
        # least 30 days).
        if facts.presumed:
            by = clock(ClockStep.FIRST).after(facts.open_since)
            yield DueStep(
                ProtectionStep.RECOVERY, by, say("nobody has offered it to her"), who.person
            )
    elif ends := period_ends(last):
        # Never before the day on which she took it, where the period is shorter than the time
        # before its end.
        by = max(last.on, clock(ClockStep.RECOVERY_ENDS).before(ends))
        yield DueStep(ProtectionStep.RECOVERY, by, say("it ends on {day}", day=ends), who.person)
    elif last.codes.get("decision", NOT_YET) == NOT_YET:
        by = last.due or clock(ClockStep.FIRST).after(last.on)
        yield DueStep(ProtectionStep.RECOVERY, by, say("she has not decided yet"), who.person)


def _duty(facts: CaseFacts, who: Subject, today: date) -> Iterator[DueStep]:
    """Yield the step to tell her, at once and once, of a duty that holds in any of
    its countries."""
    explained = facts.last(
        RecordKind.DUTY, who.person, where=lambda one: one.codes.get("explained") == "yes"
    )
    # Whose age the reader may not know is read as no child here: what the page says would tell her
    # age.
    child = who.age_is_read and not who.is_adult(today)
    if explained is None and any(duty.concerns(child=child) for duty in duties_in(facts.countries)):
        says = say("before she is asked anything")
        yield DueStep(ProtectionStep.DUTY, facts.open_since, says, who.person)


def _is_or_may_be_a_child(who: Subject) -> Sentence:
    if who.is_child:
        return say("she is a child, and nobody has assessed it")
    return say("she may be a child, and nobody has assessed it")


def _best_interests(facts: CaseFacts, who: Subject) -> Iterator[DueStep]:
    last = facts.last(RecordKind.BEST_INTERESTS, who.person)
    first = clock(ClockStep.FIRST)
    if last is None:
        if who.age_is_read:
            says = _is_or_may_be_a_child(who)
            yield DueStep(
                ProtectionStep.BEST_INTERESTS, first.after(facts.open_since), says, who.person
            )
        return
    by = last.due or clock(ClockStep.BEST_INTERESTS).after(last.on)
    says = say("the last time was on {day}", day=last.on)
    yield DueStep(ProtectionStep.BEST_INTERESTS, by, says, who.person)
    # An assessment by one person is no determination: that takes two (a panel in UNHCR's Best
    # Interests Procedure).
    if last.key not in facts.decided:
        says = say("assessed on {day}, not decided", day=last.on)
        yield DueStep(ProtectionStep.DETERMINATION, first.after(last.on), says, who.person)
