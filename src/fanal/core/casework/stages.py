"""Where a case stands, where it may go next, and what each move still lacks.

The stages merge the identification pillar of the OSCE/ODIHR handbook on national referral
mechanisms (2nd edition, 2022) with the six steps of case management of the Inter-Agency
Guidelines for Case Management and Child Protection (2014). Identification by an authority is no
condition of help (OSCE/ODIHR 2022): assessment is reached with or without it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from fanal.core.errors import Refused
from fanal.core.words import Sentence, say


class Stage(StrEnum):
    """The stage of a case."""

    ALERT = "alert"
    SCREENING = "screening"
    IMMEDIATE_SAFETY = "immediate_safety"
    PRESUMED_VICTIM = "presumed_victim"
    IDENTIFICATION = "identification"
    ASSESSMENT = "assessment"
    PLAN = "plan"
    IMPLEMENTATION = "implementation"
    FOLLOW_UP = "follow_up"
    CLOSED = "closed"
    REOPENED = "reopened"

    def sentence(self) -> Sentence:
        return SAYS[self]


SAYS = {
    Stage.ALERT: say("alert"),
    Stage.SCREENING: say("screening"),
    Stage.IMMEDIATE_SAFETY: say("immediate safety"),
    Stage.PRESUMED_VICTIM: say("presumed victim"),
    Stage.IDENTIFICATION: say("identification"),
    Stage.ASSESSMENT: say("assessment"),
    Stage.PLAN: say("plan"),
    Stage.IMPLEMENTATION: say("implementation"),
    Stage.FOLLOW_UP: say("follow-up"),
    Stage.CLOSED: say("closed"),
    Stage.REOPENED: say("reopened"),
}


@dataclass(frozen=True)
class CaseFacts:
    """What the guards look at. Codes and counts only; no content of the case."""

    stage: Stage
    safety_answered: bool = False
    consent_answered: bool = False
    goals: int = 0
    open_tasks: int = 0
    waiting_for_handover: bool = False
    in_danger: bool = False
    closure_reason: bool = False
    closed_by_two: bool = False


@dataclass(frozen=True)
class Need:
    """Something that must be there before a move. `met` reads the facts; `says` names the lack."""

    code: str
    met: Callable[[CaseFacts], bool]
    says: Sentence


SAFETY = Need(
    "safety", lambda f: f.safety_answered, say("immediate safety has not been answered yet")
)
CONSENT = Need(
    "consent", lambda f: f.consent_answered, say("the state of consent has not been written down")
)
A_GOAL = Need("goal", lambda f: f.goals > 0, say("the plan has no goal yet"))
NO_OPEN_TASK = Need("tasks", lambda f: f.open_tasks == 0, say("tasks are still open"))
NOT_ON_THE_WAY = Need(
    "handover",
    lambda f: not f.waiting_for_handover,
    say("she is between two hands: no one has confirmed her arrival"),
)
NOT_IN_DANGER = Need(
    "danger",
    lambda f: not f.in_danger,
    say("she is in danger: nobody who counts has said that it is over"),
)
REASON = Need("reason", lambda f: f.closure_reason, say("the reason for closing is missing"))
SECOND_PERSON = Need(
    "second_person", lambda f: f.closed_by_two, say("a second person has not agreed yet")
)
CLOSING = (SAFETY, CONSENT, NO_OPEN_TASK, NOT_ON_THE_WAY, NOT_IN_DANGER, REASON, SECOND_PERSON)


@dataclass(frozen=True)
class Move:
    """One allowed move and what it needs."""

    start: Stage
    end: Stage
    needs: tuple[Need, ...] = ()


FORWARD = (
    Move(Stage.ALERT, Stage.SCREENING),
    Move(Stage.ALERT, Stage.IMMEDIATE_SAFETY),
    Move(Stage.SCREENING, Stage.IMMEDIATE_SAFETY),
    Move(Stage.SCREENING, Stage.PRESUMED_VICTIM, (SAFETY,)),
    Move(Stage.IMMEDIATE_SAFETY, Stage.SCREENING, (SAFETY,)),
    Move(Stage.IMMEDIATE_SAFETY, Stage.PRESUMED_VICTIM, (SAFETY,)),
    Move(Stage.PRESUMED_VICTIM, Stage.IDENTIFICATION, (SAFETY, CONSENT)),
    Move(Stage.PRESUMED_VICTIM, Stage.ASSESSMENT, (SAFETY, CONSENT)),
    Move(Stage.IDENTIFICATION, Stage.ASSESSMENT, (SAFETY, CONSENT)),
    Move(Stage.ASSESSMENT, Stage.PLAN, (SAFETY, CONSENT)),
    Move(Stage.PLAN, Stage.IMPLEMENTATION, (SAFETY, CONSENT, A_GOAL)),
    Move(Stage.IMPLEMENTATION, Stage.FOLLOW_UP, (SAFETY, CONSENT)),
)
WORKING = (
    Stage.ALERT,
    Stage.SCREENING,
    Stage.IMMEDIATE_SAFETY,
    Stage.PRESUMED_VICTIM,
    Stage.IDENTIFICATION,
    Stage.ASSESSMENT,
    Stage.PLAN,
    Stage.IMPLEMENTATION,
    Stage.FOLLOW_UP,
)
AGAIN = (
    Move(Stage.ASSESSMENT, Stage.IDENTIFICATION, (SAFETY, CONSENT)),
    Move(Stage.IMPLEMENTATION, Stage.ASSESSMENT, (SAFETY, CONSENT)),
    Move(Stage.IMPLEMENTATION, Stage.PLAN, (SAFETY, CONSENT)),
    Move(Stage.FOLLOW_UP, Stage.ASSESSMENT, (SAFETY, CONSENT)),
    Move(Stage.FOLLOW_UP, Stage.PLAN, (SAFETY, CONSENT)),
)
# Danger can come back at any moment: nothing stands between any stage and her safety.
DANGER = tuple(Move(stage, Stage.IMMEDIATE_SAFETY) for stage in (*WORKING[3:], Stage.REOPENED))
AFTER_REOPENING = (
    Move(Stage.REOPENED, Stage.SCREENING),
    Move(Stage.REOPENED, Stage.ASSESSMENT, (SAFETY, CONSENT)),
    Move(Stage.REOPENED, Stage.FOLLOW_UP, (SAFETY, CONSENT)),
)
ENDS = tuple(Move(stage, Stage.CLOSED, CLOSING) for stage in (*WORKING, Stage.REOPENED))
MOVES = (*FORWARD, *AGAIN, *DANGER, *AFTER_REOPENING, *ENDS, Move(Stage.CLOSED, Stage.REOPENED))


def moves_from(stage: Stage) -> tuple[Move, ...]:
    """Every move that exists from `stage`, guards aside."""
    return tuple(move for move in MOVES if move.start is stage)


def missing(facts: CaseFacts, end: Stage) -> tuple[Need, ...]:
    """What the move to `end` still lacks. Raises `Refused` where there is no such move."""
    for move in moves_from(facts.stage):
        if move.end is end:
            return tuple(need for need in move.needs if not need.met(facts))
    raise Refused(say("there is no move from {start} to {end}", start=facts.stage, end=end))


def next_stages(facts: CaseFacts) -> tuple[tuple[Stage, tuple[Need, ...]], ...]:
    """Each stage that can follow, with what is missing for it; nothing missing means allowed."""
    return tuple((move.end, missing(facts, move.end)) for move in moves_from(facts.stage))
