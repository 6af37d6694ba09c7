"""Where a case stands, where it may go next, and what each move still lacks.

The stages merge the identification pillar of the OSCE/ODIHR handbook on national referral
mechanisms (2nd edition, 2022) with the six steps of case management of the Inter-Agency
Guidelines for Case Management and Child Protection (2014). Identification by an authority is no
condition of help (OSCE/ODIHR 2022): assessment is reached with or without it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from fanal.core.errors import Refused
from fanal.core.words import LabelledEnum, Sentence, say


class CaseStage(LabelledEnum):
    """The stage of a case."""

    ALERT = "alert", say("new")
    SCREENING = "screening", say("first look")
    IMMEDIATE_SAFETY = "immediate_safety", say("safety first")
    PRESUMED_VICTIM = "presumed_victim", say("presumed victim")
    IDENTIFICATION = "identification", say("formal identification")
    ASSESSMENT = "assessment", say("getting to know")
    PLAN = "plan", say("making the plan")
    IMPLEMENTATION = "implementation", say("plan running")
    FOLLOW_UP = "follow_up", say("follow-up")
    CLOSED = "closed", say("closed")
    REOPENED = "reopened", say("open again")


@dataclass(frozen=True)
class StageFacts:
    """What the guards look at. Codes and counts only; no content of the case."""

    stage: CaseStage
    safety_answered: bool = False
    consent_answered: bool = False
    goals: int = 0
    open_tasks: int = 0
    waiting_for_handover: bool = False
    in_danger: bool = False
    closure_reason: bool = False
    closed_by_two: bool = False


@dataclass(frozen=True)
class StageNeed:
    """Something that must be there before a move. `met` reads the facts; `says` names the lack."""

    code: str
    met: Callable[[StageFacts], bool]
    says: Sentence


# Asked whether it was answered, never how: "no" is an answer, and help does not depend on it.
SAFETY = StageNeed(
    "safety", lambda f: f.safety_answered, say("immediate safety has not been answered yet")
)
CONSENT = StageNeed(
    "consent", lambda f: f.consent_answered, say("the state of consent is not known")
)
A_GOAL = StageNeed("goal", lambda f: f.goals > 0, say("the plan has no goal yet"))
NO_OPEN_TASK = StageNeed("tasks", lambda f: f.open_tasks == 0, say("tasks are still open"))
NOT_ON_THE_WAY = StageNeed(
    "handover",
    lambda f: not f.waiting_for_handover,
    say("she was handed over, and nobody has confirmed her arrival"),
)
NOT_IN_DANGER = StageNeed(
    "danger",
    lambda f: not f.in_danger,
    say("she is in danger: nobody whose word counts has said that it is over"),
)
REASON = StageNeed("reason", lambda f: f.closure_reason, say("the reason for closing is missing"))
SECOND_PERSON = StageNeed(
    "second_person", lambda f: f.closed_by_two, say("a second person has not agreed yet")
)
# A case with "in danger now: yes" of the same day could once be closed as "safe and independent".
CLOSING = (SAFETY, CONSENT, NO_OPEN_TASK, NOT_ON_THE_WAY, NOT_IN_DANGER, REASON, SECOND_PERSON)


@dataclass(frozen=True)
class AllowedMove:
    """One allowed move and what it needs."""

    start: CaseStage
    end: CaseStage
    needs: tuple[StageNeed, ...] = ()


FORWARD = (
    AllowedMove(CaseStage.ALERT, CaseStage.SCREENING),
    AllowedMove(CaseStage.ALERT, CaseStage.IMMEDIATE_SAFETY),
    AllowedMove(CaseStage.SCREENING, CaseStage.IMMEDIATE_SAFETY),
    AllowedMove(CaseStage.SCREENING, CaseStage.PRESUMED_VICTIM, (SAFETY,)),
    AllowedMove(CaseStage.IMMEDIATE_SAFETY, CaseStage.SCREENING, (SAFETY,)),
    AllowedMove(CaseStage.IMMEDIATE_SAFETY, CaseStage.PRESUMED_VICTIM, (SAFETY,)),
    AllowedMove(CaseStage.PRESUMED_VICTIM, CaseStage.IDENTIFICATION, (SAFETY, CONSENT)),
    AllowedMove(CaseStage.PRESUMED_VICTIM, CaseStage.ASSESSMENT, (SAFETY, CONSENT)),
    AllowedMove(CaseStage.IDENTIFICATION, CaseStage.ASSESSMENT, (SAFETY, CONSENT)),
    AllowedMove(CaseStage.ASSESSMENT, CaseStage.PLAN, (SAFETY, CONSENT)),
    AllowedMove(CaseStage.PLAN, CaseStage.IMPLEMENTATION, (SAFETY, CONSENT, A_GOAL)),
    AllowedMove(CaseStage.IMPLEMENTATION, CaseStage.FOLLOW_UP, (SAFETY, CONSENT)),
)
WORKING = (
    CaseStage.ALERT,
    CaseStage.SCREENING,
    CaseStage.IMMEDIATE_SAFETY,
    CaseStage.PRESUMED_VICTIM,
    CaseStage.IDENTIFICATION,
    CaseStage.ASSESSMENT,
    CaseStage.PLAN,
    CaseStage.IMPLEMENTATION,
    CaseStage.FOLLOW_UP,
)
AGAIN = (
    AllowedMove(CaseStage.ASSESSMENT, CaseStage.IDENTIFICATION, (SAFETY, CONSENT)),
    AllowedMove(CaseStage.IMPLEMENTATION, CaseStage.ASSESSMENT, (SAFETY, CONSENT)),
    AllowedMove(CaseStage.IMPLEMENTATION, CaseStage.PLAN, (SAFETY, CONSENT)),
    AllowedMove(CaseStage.FOLLOW_UP, CaseStage.ASSESSMENT, (SAFETY, CONSENT)),
    AllowedMove(CaseStage.FOLLOW_UP, CaseStage.PLAN, (SAFETY, CONSENT)),
)
# Danger can come back at any moment: nothing stands between any stage and her safety.
DANGER = tuple(
    AllowedMove(stage, CaseStage.IMMEDIATE_SAFETY) for stage in (*WORKING[3:], CaseStage.REOPENED)
)
AFTER_REOPENING = (
    AllowedMove(CaseStage.REOPENED, CaseStage.SCREENING),
    AllowedMove(CaseStage.REOPENED, CaseStage.ASSESSMENT, (SAFETY, CONSENT)),
    AllowedMove(CaseStage.REOPENED, CaseStage.FOLLOW_UP, (SAFETY, CONSENT)),
)
ENDS = tuple(
    AllowedMove(stage, CaseStage.CLOSED, CLOSING) for stage in (*WORKING, CaseStage.REOPENED)
)
MOVES = (
    *FORWARD,
    *AGAIN,
    *DANGER,
    *AFTER_REOPENING,
    *ENDS,
    AllowedMove(CaseStage.CLOSED, CaseStage.REOPENED),
)


# The stage that is proposed once an authority recognised her: none where the case is further, and
# while her safety comes first. Her recognition is no condition of help, and ends the wait for it
# where somebody waited.
ON_FROM_RECOGNITION = {
    CaseStage.ALERT: CaseStage.SCREENING,
    CaseStage.SCREENING: CaseStage.PRESUMED_VICTIM,
    CaseStage.PRESUMED_VICTIM: CaseStage.ASSESSMENT,
    CaseStage.IDENTIFICATION: CaseStage.ASSESSMENT,
    CaseStage.REOPENED: CaseStage.ASSESSMENT,
}


def moves_from(stage: CaseStage) -> tuple[AllowedMove, ...]:
    """Return every move that exists from `stage`, guards aside."""
    return tuple(move for move in MOVES if move.start is stage)


def missing(facts: StageFacts, end: CaseStage) -> tuple[StageNeed, ...]:
    """Return what the move to `end` still lacks. Raises `Refused` where there is no such move."""
    for move in moves_from(facts.stage):
        if move.end is end:
            return tuple(need for need in move.needs if not need.met(facts))
    words = {"start": facts.stage.sentence(), "end": end.sentence()}
    raise Refused(say("What is “{start}” cannot become “{end}”.", **words))


def next_stages(facts: StageFacts) -> tuple[tuple[CaseStage, tuple[StageNeed, ...]], ...]:
    """Return each stage that can follow, with what is missing for it; nothing missing
    means allowed."""
    return tuple((move.end, missing(facts, move.end)) for move in moves_from(facts.stage))
