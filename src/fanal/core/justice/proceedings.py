"""Kinds of proceedings, her role in each, and the order of their steps.

One person may be a victim in one country and accused in another on the same day: each proceeding
stands for itself, and none says what she is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from fanal.core.calendars.future_dates import refuse_future
from fanal.core.errors import BadInput
from fanal.core.words import LabelledEnum, say


class ProceedingKind(LabelledEnum):
    """The kind of a proceeding: before which kind of body, and for what."""

    CRIMINAL = "criminal", say("criminal proceeding")
    CIVIL = "civil", say("civil proceeding")
    LABOUR = "labour", say("labour proceeding")
    ADMINISTRATIVE = "administrative", say("administrative or immigration proceeding")
    ASYLUM = "asylum", say("asylum proceeding")
    IDENTIFICATION_APPEAL = "identification_appeal", say("appeal against the identification")
    FAMILY = "family", say("family or guardianship proceeding")
    STATE_COMPENSATION = "state_compensation", say("compensation by the state")
    OTHER = "other", say("other proceeding")


class HerRole(LabelledEnum):
    """What she is in a proceeding; she may be two in one, by two rows."""

    VICTIM = "victim", say("she is the victim")
    WITNESS = "witness", say("she is a witness")
    PLAINTIFF = "plaintiff", say("she is a joint plaintiff")
    CLAIMANT = "claimant", say("she claims")
    ACCUSED = "accused", say("she is accused")


class StepKind(LabelledEnum):
    """What happened in a proceeding, in the order of a life."""

    CONSIDERED = "considered", say("considered with her")
    FILED = "filed", say("filed")
    INVESTIGATION = "investigation", say("under investigation")
    ARREST = "arrest", say("arrest")
    CHARGED = "charged", say("charge")
    TRIAL = "trial", say("trial opened")
    JUDGED = "judged", say("judgment")
    APPEALED = "appealed", say("appeal")
    APPEAL_WITHDRAWN = "appeal_withdrawn", say("the appeal was taken back")
    FINAL = "final", say("final")
    ENFORCED = "enforced", say("enforced")
    DROPPED = "dropped", say("dropped, or not prosecuted")
    SUSPENDED = "suspended", say("suspended: the accused has fled or cannot be tried")
    WITHDRAWN = "withdrawn", say("she withdrew her complaint")
    OUT_OF_TIME = "out_of_time", say("out of time")
    RELEASE = "release", say("the accused is released")
    DECISION = "decision", say("other decision")


class WhereAccused(LabelledEnum):
    """Where the accused is once a step was taken."""

    HELD = "held", say("in custody")
    FREE = "free", say("free, on bail or acquitted")
    FLED = "fled", say("fled, or nobody knows where")


# The same of her, where she is the accused.
WHERE_SHE_IS = {
    WhereAccused.HELD: say("she is in custody"),
    WhereAccused.FREE: say("she is free, on bail or acquitted"),
    WhereAccused.FLED: say("nobody knows where she is"),
}

S = StepKind
# What says nothing of how far the proceeding is.
BESIDE = frozenset({S.ARREST, S.RELEASE, S.DECISION, S.WITHDRAWN})
# What she is told by somebody, in her language (Directive 2012/29/EU art. 6; ECOSOC 2005/20 para.
# 19-20): every step but what she did herself.
HERS = frozenset({S.CONSIDERED, S.WITHDRAWN})
ENDED = frozenset({S.FINAL, S.ENFORCED, S.DROPPED, S.OUT_OF_TIME})
# What ends an appeal: only one that waits can be taken back.
DECIDES = ENDED | {S.JUDGED}
# Steps by which an accused goes free, unless it is said that he is held.
FREES = frozenset({S.RELEASE, S.DROPPED, S.SUSPENDED, S.OUT_OF_TIME})
AFTER_FINAL = frozenset({S.ENFORCED, S.RELEASE, S.DECISION, S.ARREST})

# Each step comes after one of these: in a criminal proceeding, and in the others.
CRIMINAL_ORDER = {
    S.TRIAL: (S.CHARGED,),
    S.JUDGED: (S.CHARGED,),
    S.APPEALED: (S.JUDGED, S.DROPPED),
    S.APPEAL_WITHDRAWN: (S.APPEALED,),
    S.FINAL: (S.JUDGED, S.DROPPED),
    S.ENFORCED: (S.JUDGED,),
}
OTHER_ORDER = {
    S.TRIAL: (S.FILED,),
    S.JUDGED: (S.FILED,),
    S.APPEALED: (S.JUDGED, S.DROPPED, S.DECISION),
    S.APPEAL_WITHDRAWN: (S.APPEALED,),
    S.FINAL: (S.JUDGED, S.DROPPED, S.DECISION),
    S.ENFORCED: (S.JUDGED, S.DECISION),
}


@dataclass(frozen=True, slots=True)
class ProceedingStep:
    """What happened, and on which day."""

    kind: StepKind
    on: date


def state_of(steps: Iterable[ProceedingStep]) -> ProceedingStep | None:
    """Return how far it is: the last step that says so. Of one day, the one that was
    written last. Where an appeal was taken back, what was appealed against stands again."""
    so_far: list[ProceedingStep] = []
    for step in sorted(steps, key=lambda step: step.on):
        if step.kind is S.APPEAL_WITHDRAWN:
            so_far = _without_appeal(so_far)
        elif step.kind not in BESIDE:
            so_far.append(step)
    return so_far[-1] if so_far else None


def _without_appeal(steps: list[ProceedingStep]) -> list[ProceedingStep]:
    """These before the last appeal, with whatever was done about it; all of them where it was
    decided meanwhile, and so is over."""
    appeals = [place for place, step in enumerate(steps) if step.kind is S.APPEALED]
    if not appeals or any(step.kind in DECIDES for step in steps[appeals[-1] :]):
        return steps
    return steps[: appeals[-1]]


def is_over(steps: Sequence[ProceedingStep]) -> bool:
    """Whether nothing of it is to come as far as is recorded. What she took back is over where
    nothing was recorded since."""
    last = state_of(steps)
    if last is not None and last.kind in ENDED:
        return True
    latest = sorted(steps, key=lambda step: step.on)[-1:]  # of one day, as they were written
    return any(step.kind is S.WITHDRAWN for step in latest)


def check_step(
    kind: ProceedingKind,
    before: Sequence[ProceedingStep],
    step: ProceedingStep,
    today: date,
    *,
    sure: bool = False,
) -> None:
    """Check that a step can follow what is recorded. Raises `BadInput`: at `on` for what cannot be,
    at `sure` for what has to be confirmed, since a file may lack what came before."""
    refuse_future("on", step.on, today)
    order = CRIMINAL_ORDER if kind is ProceedingKind.CRIMINAL else OTHER_ORDER
    needed = order.get(step.kind, ())
    named = {"step": step.kind.sentence(), "before": needed[0].sentence()} if needed else {}
    earlier = [previous for previous in before if previous.kind in needed]
    # Who confirmed that a later step came all the same is not asked about the earlier one again.
    confirmed = any(set(needed) & set(order.get(previous.kind, ())) for previous in before)
    if needed and not (earlier or confirmed or sure):
        raise BadInput("sure", replace(ASKED_ABOUT, values=named))
    # The earliest of them: a second charge on a later day does not make the first trial
    # impossible.
    first = min((previous.on for previous in earlier), default=None)
    if first and step.on < first:
        raise BadInput("on", replace(TOO_EARLY, values=named | {"day": first}))
    ended = state_of(before)
    final = ended is not None and ended.kind is S.FINAL and step.kind not in AFTER_FINAL
    if final and ended and step.on >= ended.on and not sure:
        raise BadInput("sure", AFTER_THE_END)


def may_be_challenged(kind: ProceedingKind, role: HerRole, step: StepKind) -> bool:
    """Whether there is something for her to do against it until a day: not where a charge against
    her was dropped. An office decides without a judgment: what it decides can be challenged."""
    order = CRIMINAL_ORDER if kind is ProceedingKind.CRIMINAL else OTHER_ORDER
    return step in order[S.APPEALED] and not (step is S.DROPPED and role is HerRole.ACCUSED)


def is_free(
    kind: ProceedingKind, role: HerRole, step: StepKind, where: WhereAccused | None
) -> bool:
    """Whether somebody whom she has to fear is free by this step: not she, where she is accused."""
    if role is HerRole.ACCUSED or where is WhereAccused.HELD:
        return False
    # Before another court than a criminal one nobody is held: a claim that was dropped frees
    # nobody.
    by_itself = step is S.RELEASE or (step in FREES and kind is ProceedingKind.CRIMINAL)
    return by_itself or where is not None


ASKED_ABOUT = say(
    "“{step}” comes after “{before}”, and none is recorded: record it first, or tick here if it "
    "happened all the same"
)
TOO_EARLY = say("“{step}” cannot come before “{before}”, which is recorded on {day}")
AFTER_THE_END = say("this proceeding is final: tick here if it goes on all the same")
