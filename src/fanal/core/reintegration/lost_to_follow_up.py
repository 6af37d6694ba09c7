"""What is next with somebody, and what is done step by step when she is not reached.

Three attempts within four weeks in at least two ways and only in her hours, then the safe person
that she named, then a partner within her consent, then a lead decides. *Refused* ends all attempts
the same day.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from fanal.core.reintegration.codes import OURS, ContactResult, Way
from fanal.core.reintegration.contact_waves import Contact, PlanFacts, Wave, WaveState, waves
from fanal.core.reintegration.first_weeks import is_given, pending_first
from fanal.core.reintegration.timers import PlanTimer
from fanal.core.words import LabelledEnum, say


class PlanStep(LabelledEnum):
    START = "start", say("find out from which day to count")
    WAVE = "wave", say("ask how she is")
    ATTEMPT = "attempt", say("try again, in another way")
    SAFE_PERSON = "safe_person", say("ask the safe person she named")
    PARTNER = "partner", say("ask the partner, within her consent")
    REPORT = "report", say("wait for the report of the partner who asks her")
    LEAD = "lead", say("a lead decides what is done")
    KNOCK = "knock", say("try once more")
    DONE = "done", say("every agreed contact is over: offer her to end the plan")
    NOTHING = "nothing", say("nothing: she is left alone")


@dataclass(frozen=True, slots=True)
class NextPlanStep:
    """The next step. `by`: None where nothing has to be done. `done`: attempts made since she was
    last reached."""

    step: PlanStep
    by: date | None = None
    done: int = 0


class Standing(LabelledEnum):
    """Whether we know how she is."""

    IN_CONTACT = "in_contact", say("in contact")
    LATE = "late", say("an agreed contact is late")
    NOT_REACHED = "not_reached", say("not reached: attempts run")
    OUT_OF_CONTACT = "out_of_contact", say("out of contact")
    REFUSED = "refused", say("wants no more contact")
    DIED = "died", say("has died")
    ENDED = "ended", say("the plan has ended")


def next_step(plan: PlanFacts, today: date) -> NextPlanStep:
    """Return the one thing to do, and by when. After a refusal, a death or the end: nothing. In
    danger no step waits for its day."""
    step = _by_its_day(plan, today)
    if plan.in_danger and step.by is not None and step.by > today:
        return replace(step, by=today)
    return step


def _by_its_day(plan: PlanFacts, today: date) -> NextPlanStep:
    if left_alone(plan):
        return NextPlanStep(PlanStep.NOTHING)
    if plan.start is None:
        return NextPlanStep(PlanStep.START, today)
    first = pending_first(plan)
    # Before our own attempts: while a partner asks her we do not, even if we did not reach her
    # before.
    if plan.given is not None and is_given(plan, first):
        return NextPlanStep(PlanStep.REPORT, plan.given.report_by)
    failed = failed_since(plan)
    if failed:
        return _protocol(plan, failed)
    if first is not None:
        return NextPlanStep(PlanStep.WAVE, first.day)
    pending = pending_wave(plan, today)
    return NextPlanStep(PlanStep.WAVE, pending.day) if pending else NextPlanStep(PlanStep.DONE)


def left_alone(plan: PlanFacts) -> bool:
    """Whether she is left alone: after a refusal that stands, her death, or the end of the plan."""
    return bool(plan.ended_on or plan.died_on or plan.refused_on)


def plan_standing(plan: PlanFacts, today: date) -> Standing:
    if plan.died_on:
        return Standing.DIED
    if plan.refused_on:
        return Standing.REFUSED
    if plan.ended_on:
        return Standing.ENDED
    next = next_step(plan, today)
    if next.step in (PlanStep.KNOCK, PlanStep.LEAD):
        return Standing.OUT_OF_CONTACT
    if next.step in (PlanStep.ATTEMPT, PlanStep.SAFE_PERSON, PlanStep.PARTNER):
        return Standing.NOT_REACHED
    if next.step is PlanStep.REPORT and failed_since(plan):
        return Standing.NOT_REACHED
    late = next.by is not None and next.by < today
    return Standing.LATE if late else Standing.IN_CONTACT


def out_since(plan: PlanFacts) -> date | None:
    """Return the day of the first attempt that failed since somebody reached her."""
    failed = failed_since(plan)
    return failed[0].on if failed else None


def failed_since(plan: PlanFacts) -> list[Contact]:
    """Return the attempts since she was last reached. Seen by chance is a sign, and
    ends nothing."""
    found: list[Contact] = []
    for contact in plan.contacts:
        if contact.is_wave:
            found = []
        elif contact.result is ContactResult.NOT_REACHED:
            found.append(contact)
    return found


def pending_wave(plan: PlanFacts, today: date) -> Wave | None:
    """Return the last wave whose time has come and that nobody answered; else the next one."""
    all_of = waves(plan, today)
    reached = [contact.on for contact in plan.contacts if contact.is_wave]
    last = max(reached, default=date.min)
    begun = [wave for wave in all_of if wave.opens <= today]
    if begun and begun[-1].state is not WaveState.REACHED and last < begun[-1].opens:
        return begun[-1]
    return next((wave for wave in all_of if wave.opens > today), None)


def _protocol(plan: PlanFacts, failed: Sequence[Contact]) -> NextPlanStep:
    ours = [contact for contact in failed if contact.way in OURS]
    done, last, begun = len(ours), failed[-1].on, failed[0].on
    week = timedelta(days=PlanTimer.STEP_DAYS.number)
    ways = {one.way for one in ours}
    # As often as that in one way alone is not enough: a telephone may be in other hands.
    if done < PlanTimer.ATTEMPTS.number or len(ways) < PlanTimer.WAYS.number:
        pause = timedelta(days=PlanTimer.ATTEMPT_DAYS.number)
        most = PlanTimer.ATTEMPTS.number - 1
        return NextPlanStep(PlanStep.ATTEMPT, begun + pause * min(max(done, 1), most), done)
    tried = {contact.way for contact in failed}
    if plan.safe_person and Way.SAFE_PERSON not in tried:
        return NextPlanStep(PlanStep.SAFE_PERSON, last + week, done)
    if plan.partner and Way.PARTNER not in tried:
        return NextPlanStep(PlanStep.PARTNER, last + week, done)
    # A decision of before is about another silence.
    decided = [decision.on for decision in plan.decisions if decision.on >= begun]
    if not decided:
        return NextPlanStep(PlanStep.LEAD, last + week, done)
    knock = timedelta(days=PlanTimer.KNOCK_DAYS.number)
    return NextPlanStep(PlanStep.KNOCK, max(last, decided[-1]) + knock, done)
