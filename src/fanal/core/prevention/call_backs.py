"""Calling back who was advised and will go: reached, not reached, or another day was agreed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fanal.core.errors import BadInput
from fanal.core.words import Sentence, say


class CallBackOutcome(StrEnum):
    REACHED = "reached"
    NOT_REACHED = "not_reached"
    MOVED = "moved"

    def sentence(self) -> Sentence:
        return OUTCOME_SAYS[self]


OUTCOME_SAYS: dict[CallBackOutcome, Sentence] = {
    CallBackOutcome.REACHED: say("she was reached"),
    CallBackOutcome.NOT_REACHED: say("not reached: no further call"),
    CallBackOutcome.MOVED: say("to be called on another day"),
}
ENDS = (CallBackOutcome.REACHED, CallBackOutcome.NOT_REACHED)


def check_promised(on: date | None, reach: str, today: date) -> date:
    """The day, which is to come, where it is said how she is reached. Raises `BadInput`."""
    if on is None:
        raise BadInput("call_on", say("say on which day"))
    if on < today:
        raise BadInput("call_on", say("this day is over"))
    if not reach:
        raise BadInput("reach", say("say how she is reached"))
    return on


def check_moved(on: date | None, today: date) -> date:
    """The day to which it is moved. Raises `BadInput`."""
    if on is None:
        raise BadInput("on", say("say on which day"))
    if on <= today:
        raise BadInput("on", say("choose a day that is to come"))
    return on


@dataclass(frozen=True, slots=True)
class CallBackCounts:
    """Of all that were due: none of them falls out of the count."""

    reached: int
    not_reached: int
    not_called_yet: int


def counted_call_backs(outcomes: Iterable[CallBackOutcome | None]) -> CallBackCounts:
    """`None`: nobody has called yet."""
    found = list(outcomes)
    reached, not_reached = (found.count(one) for one in ENDS)
    return CallBackCounts(reached, not_reached, len(found) - reached - not_reached)
