"""Kinds of proceedings, her role in each, and the order of their steps.

One person may be a victim in one country and accused in another on the same day: each proceeding
stands for itself, and none says what she is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fanal.core.errors import BadInput
from fanal.core.words import Sentence, say


class ProceedingKind(StrEnum):
    """Before which kind of body, for what."""

    CRIMINAL = "criminal"
    CIVIL = "civil"
    LABOUR = "labour"
    ADMINISTRATIVE = "administrative"
    ASYLUM = "asylum"
    IDENTIFICATION_APPEAL = "identification_appeal"
    FAMILY = "family"
    STATE_COMPENSATION = "state_compensation"
    OTHER = "other"

    def sentence(self) -> Sentence:
        return KIND_SAYS[self]


KIND_SAYS = {
    ProceedingKind.CRIMINAL: say("criminal proceeding"),
    ProceedingKind.CIVIL: say("civil proceeding"),
    ProceedingKind.LABOUR: say("labour proceeding"),
    ProceedingKind.ADMINISTRATIVE: say("administrative or immigration proceeding"),
    ProceedingKind.ASYLUM: say("asylum proceeding"),
    ProceedingKind.IDENTIFICATION_APPEAL: say("appeal against the identification"),
    ProceedingKind.FAMILY: say("family or guardianship proceeding"),
    ProceedingKind.STATE_COMPENSATION: say("compensation by the state"),
    ProceedingKind.OTHER: say("other proceeding"),
}


class HerRole(StrEnum):
    """What she is in a proceeding; she may be two in one, by two rows."""

    VICTIM = "victim"
    WITNESS = "witness"
    PLAINTIFF = "plaintiff"
    CLAIMANT = "claimant"
    ACCUSED = "accused"

    def sentence(self) -> Sentence:
        return ROLE_SAYS[self]


ROLE_SAYS = {
    HerRole.VICTIM: say("she is the victim"),
    HerRole.WITNESS: say("she is a witness"),
    HerRole.PLAINTIFF: say("she is a joint plaintiff"),
    HerRole.CLAIMANT: say("she claims"),
    HerRole.ACCUSED: say("she is accused"),
}


class StepKind(StrEnum):
    """What happened in a proceeding, in the order of a life."""

    CONSIDERED = "considered"
    FILED = "filed"
    INVESTIGATION = "investigation"
    ARREST = "arrest"
    CHARGED = "charged"
    TRIAL = "trial"
    JUDGED = "judged"
    APPEALED = "appealed"
    FINAL = "final"
    ENFORCED = "enforced"
    DROPPED = "dropped"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"
    OUT_OF_TIME = "out_of_time"
    RELEASE = "release"
    DECISION = "decision"

    def sentence(self) -> Sentence:
        return STEP_SAYS[self]


S = StepKind
STEP_SAYS = {
    S.CONSIDERED: say("considered with her"),
    S.FILED: say("filed"),
    S.INVESTIGATION: say("under investigation"),
    S.ARREST: say("arrest"),
    S.CHARGED: say("charge"),
    S.TRIAL: say("trial opened"),
    S.JUDGED: say("judgment"),
    S.APPEALED: say("appeal"),
    S.FINAL: say("final"),
    S.ENFORCED: say("enforced"),
    S.DROPPED: say("dropped, or not prosecuted"),
    S.SUSPENDED: say("suspended: the accused has fled or cannot be tried"),
    S.WITHDRAWN: say("she withdrew her complaint"),
    S.OUT_OF_TIME: say("out of time"),
    S.RELEASE: say("the accused is released"),
    S.DECISION: say("other decision"),
}
# What says nothing of how far the proceeding is.
BESIDE = frozenset({S.ARREST, S.RELEASE, S.DECISION, S.WITHDRAWN})
# What she is told by somebody, in her language (Directive 2012/29/EU art. 6; ECOSOC 2005/20 para.
# 19-20): every step but what she did herself.
HERS = frozenset({S.CONSIDERED, S.WITHDRAWN})
AFTER_FINAL = frozenset({S.ENFORCED, S.RELEASE, S.DECISION, S.ARREST})

# Each step comes after one of these: in a criminal proceeding, and in the others.
CRIMINAL_ORDER = {
    S.TRIAL: (S.CHARGED,),
    S.JUDGED: (S.CHARGED,),
    S.APPEALED: (S.JUDGED, S.DROPPED),
    S.FINAL: (S.JUDGED, S.DROPPED),
    S.ENFORCED: (S.JUDGED,),
}
OTHER_ORDER = {
    S.TRIAL: (S.FILED,),
    S.JUDGED: (S.FILED,),
    S.APPEALED: (S.JUDGED, S.DROPPED, S.DECISION),
    S.FINAL: (S.JUDGED, S.DROPPED, S.DECISION),
    S.ENFORCED: (S.JUDGED, S.DECISION),
}


@dataclass(frozen=True, slots=True)
class ProceedingStep:
    """What happened, and on which day."""

    kind: StepKind
    on: date


def state_of(steps: Iterable[ProceedingStep]) -> ProceedingStep | None:
    """How far it is: the last step that says so. Of one day, the one that was written last."""
    latest: ProceedingStep | None = None
    for step in steps:
        if step.kind not in BESIDE and (latest is None or step.on >= latest.on):
            latest = step
    return latest


def check_step(
    kind: ProceedingKind,
    before: Sequence[ProceedingStep],
    step: ProceedingStep,
    today: date,
    *,
    sure: bool = False,
) -> None:
    """Whether it can be, after what is recorded. Raises `BadInput`: at `on` for what cannot be, at
    `sure` for what has to be confirmed, since a file may lack what came before."""
    if step.on > today:
        raise BadInput("on", say("this day is still to come"))
    order = CRIMINAL_ORDER if kind is ProceedingKind.CRIMINAL else OTHER_ORDER
    needed = order.get(step.kind, ())
    earlier = [previous for previous in before if previous.kind in needed]
    if needed and not earlier and not sure:
        raise BadInput(
            "sure",
            Sentence(
                ASKED_ABOUT.template, {"step": step.kind.sentence(), "before": needed[0].sentence()}
            ),
        )
    # The earliest of them: a second charge on a later day does not make the first trial
    # impossible.
    first = min((previous.on for previous in earlier), default=None)
    if first and step.on < first:
        raise BadInput(
            "on",
            Sentence(
                TOO_EARLY.template,
                {"step": step.kind.sentence(), "before": needed[0].sentence(), "day": first},
            ),
        )
    ended = state_of(before)
    final = ended is not None and ended.kind is S.FINAL and step.kind not in AFTER_FINAL
    if final and ended and step.on >= ended.on and not sure:
        raise BadInput("sure", AFTER_THE_END)


ASKED_ABOUT = say(
    "“{step}” comes after “{before}”, and none is recorded: record it first, or tick here if it "
    "happened all the same"
)
TOO_EARLY = say("“{step}” cannot come before “{before}”, which is recorded on {day}")
AFTER_THE_END = say("this proceeding is final: tick here if it goes on all the same")
