"""Why a case is closed, and by whom: one asks, another agrees."""

from __future__ import annotations

from enum import StrEnum

from fanal.core.words import Sentence, say


class ClosureReason(StrEnum):
    """Reasons for closing, after the closure step of the Inter-Agency Guidelines (2014)."""

    SAFE_AND_INDEPENDENT = "safe_and_independent"
    GOALS_REACHED = "goals_reached"
    HER_WISH = "her_wish"
    TRANSFERRED = "transferred"
    RETURNED_AND_RECEIVED = "returned_and_received"
    NOT_OUR_MANDATE = "not_our_mandate"
    CONTACT_LOST = "contact_lost"
    DIED = "died"
    OPENED_BY_MISTAKE = "opened_by_mistake"
    OTHER = "other"

    def sentence(self) -> Sentence:
        return SAYS[self]


SAYS = {
    ClosureReason.SAFE_AND_INDEPENDENT: say("safe and independent"),
    ClosureReason.GOALS_REACHED: say("the goals of the plan are reached"),
    ClosureReason.HER_WISH: say("she asked to stop"),
    ClosureReason.TRANSFERRED: say("another organisation has taken over and confirmed it"),
    ClosureReason.RETURNED_AND_RECEIVED: say("returned, received and followed up there"),
    ClosureReason.NOT_OUR_MANDATE: say("not within what we do; referred"),
    ClosureReason.CONTACT_LOST: say("contact lost in spite of all attempts"),
    ClosureReason.DIED: say("died"),
    ClosureReason.OPENED_BY_MISTAKE: say("opened by mistake"),
    ClosureReason.OTHER: say("other reason, in words"),
}

# Losing contact or a death is never the ordinary end of a file: the lead reads these.
TO_REVIEW = frozenset({ClosureReason.CONTACT_LOST, ClosureReason.DIED})


def agreed_by_two(asked_by: object, agreed_by: object) -> bool:
    """Whether two different people closed it. One person twice is one person."""
    return None not in (asked_by, agreed_by) and asked_by != agreed_by
