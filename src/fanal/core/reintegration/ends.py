"""Why a plan of reintegration ends, and how its codes keep it."""

from __future__ import annotations

from collections.abc import Mapping

from fanal.core.words import LabelledEnum, say


class PlanEndReason(LabelledEnum):
    """Why a plan ends. `PUT_TOGETHER`: two files of one person were, and the plan of the other one
    goes on: it is kept as `OTHERS_GO_ON`, with a mark of its own (`kept_end`)."""

    BY_HER_WORD = "by_her_word", say("she manages without us, by her word")
    GOALS_REACHED = "goals_reached", say("goals reached, by ours")
    OTHERS_GO_ON = "others_go_on", say("others go on, with her yes")
    REFUSED = "refused", say("she wants no more contact")
    OUT_OF_CONTACT = "out_of_contact", say("out of contact")
    DIED = "died", say("she has died")
    PUT_TOGETHER = "put_together", say("the plan of her other file goes on")


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
