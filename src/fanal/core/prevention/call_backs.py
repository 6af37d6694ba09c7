"""Calling back who was advised and will go: reached, not reached, or another day was agreed.

The third call without an answer is the last one (lost contact: three attempts), and how she is
reached is kept no longer than `PreventionTimer.CALL_BACK_KEPT`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from fanal.core.errors import BadInput
from fanal.core.prevention.timers import PreventionTimer
from fanal.core.words import LabelledEnum, Sentence, say


class CallBackOutcome(LabelledEnum):
    REACHED = "reached", say("she was reached")
    NOT_REACHED = "not_reached", say("not reached: no further call")
    NO_ANSWER = "no_answer", say("no answer: we try once more on another day")
    MOVED = "moved", say("to be called on another day")


# The two that end it; the other two lead to another day.
ENDS = (CallBackOutcome.REACHED, CallBackOutcome.NOT_REACHED)
# Three attempts, as for lost contact (domain page on the programmes, 5.4).
TRIES = 3


def ended_by_tries(outcome: CallBackOutcome, tried_before: int) -> CallBackOutcome:
    """Return the outcome of this call: the last of the tries ends it."""
    last = outcome is CallBackOutcome.NO_ANSWER and tried_before + 1 >= TRIES
    return CallBackOutcome.NOT_REACHED if last else outcome


def last_day(promised_on: date) -> date:
    """Return the last day on which her contact details are kept, whatever happens."""
    return PreventionTimer.CALL_BACK_KEPT.after(promised_on)


def check_promised(on: date | None, reach: str, today: date) -> date:
    """Return the day, which is to come, where it is said how she is reached. Raises `BadInput`."""
    if on is None:
        raise BadInput("call_on", say("say on which day"))
    # Today is still possible: the office may have the afternoon.
    if on < today:
        raise BadInput("call_on", say("this day is over"))
    # How she is reached is deleted then: a later call could not be made.
    if on > last_day(today):
        raise BadInput("call_on", _too_late(last_day(today)))
    if not reach:
        raise BadInput("reach", say("say how she is reached"))
    return on


def check_moved(on: date | None, today: date, last: date) -> date:
    """Return the day to which it is moved, not after the `last`. Raises `BadInput`."""
    if on is None:
        raise BadInput("on", say("say on which day"))
    # Moved to another day is never today.
    if on <= today:
        raise BadInput("on", say("choose a day that is to come"))
    if on > last:
        raise BadInput("on", _too_late(last))
    return on


def _too_late(last: date) -> Sentence:
    return say("how she is reached is kept until {day}: choose a day before", day=last)


@dataclass(frozen=True, slots=True)
class CallBackCounts:
    """The counts of all call-backs that were due: none of them falls out of the count."""

    reached: int
    not_reached: int
    not_called_yet: int


def counted_call_backs(outcomes: Iterable[CallBackOutcome | None]) -> CallBackCounts:
    """Return the counts of these outcomes; `None`: nobody has called yet."""
    found = list(outcomes)
    reached, not_reached = (found.count(one) for one in ENDS)
    # Whatever is neither reached nor given up is still to be called; the three add up to all.
    return CallBackCounts(reached, not_reached, len(found) - reached - not_reached)
