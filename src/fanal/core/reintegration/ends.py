"""Why a plan of reintegration ends, and how its codes keep it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from fanal.core.words import Sentence, say


class PlanEndReason(StrEnum):
    """Why a plan ends. `PUT_TOGETHER`: two files of one person were, and the plan of the other one
    goes on: it is kept as `OTHERS_GO_ON`, with a mark of its own (`kept_end`)."""

    BY_HER_WORD = "by_her_word"
    GOALS_REACHED = "goals_reached"
    OTHERS_GO_ON = "others_go_on"
    REFUSED = "refused"
    OUT_OF_CONTACT = "out_of_contact"
    DIED = "died"
    PUT_TOGETHER = "put_together"

    def sentence(self) -> Sentence:
        return END_SAYS[self]


END_SAYS = {
    PlanEndReason.BY_HER_WORD: say("she lives on without us, by her word"),
    PlanEndReason.GOALS_REACHED: say("goals reached, by ours"),
    PlanEndReason.OTHERS_GO_ON: say("others go on, with her yes"),
    PlanEndReason.REFUSED: say("she wants no more contact"),
    PlanEndReason.OUT_OF_CONTACT: say("out of contact"),
    PlanEndReason.DIED: say("she has died"),
    PlanEndReason.PUT_TOGETHER: say("the plan of her other file goes on"),
}


def kept_end(reason: PlanEndReason) -> dict[str, str | bool]:
    """As the codes of a plan keep it, in values that release 0.2.0 knows."""
    if reason is PlanEndReason.PUT_TOGETHER:
        return {"end": PlanEndReason.OTHERS_GO_ON.value, reason.value: True}
    return {"end": reason.value}


END_CODES = frozenset({"end", PlanEndReason.PUT_TOGETHER.value})


def end_of(codes: Mapping[str, object]) -> PlanEndReason | None:
    """Why a plan ends, or is asked to; None where nobody has asked."""
    if codes.get(PlanEndReason.PUT_TOGETHER.value):
        return PlanEndReason.PUT_TOGETHER
    return PlanEndReason(str(codes["end"])) if codes.get("end") else None
