"""How far a referral or a transfer is, and which moves are allowed, as data.

The states are those of the field's systems (Primero: in progress, accepted, rejected, done), with
expiry and recall beside them; what was never sent is withdrawn. A referral does not move
responsibility; a transfer does, and only when it is accepted; the giving side keeps its history
either way.
"""

from __future__ import annotations

from enum import StrEnum

from fanal.core.errors import BadInput
from fanal.core.words import Sentence, say


class ReferralState(StrEnum):
    DRAFT = "draft"
    SENT = "sent"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    EXPIRED = "expired"
    RECALLED = "recalled"
    WITHDRAWN = "withdrawn"


STATE_SAYS: dict[ReferralState, Sentence] = {
    ReferralState.DRAFT: say("not sent yet"),
    ReferralState.SENT: say("sent, waits for an answer"),
    ReferralState.ACCEPTED: say("accepted"),
    ReferralState.DECLINED: say("declined"),
    ReferralState.IN_PROGRESS: say("in progress"),
    ReferralState.DONE: say("done"),
    ReferralState.EXPIRED: say("expired without an answer"),
    ReferralState.RECALLED: say("recalled"),
    ReferralState.WITHDRAWN: say("withdrawn before it was sent"),
}
MOVES: dict[ReferralState, frozenset[ReferralState]] = {
    ReferralState.DRAFT: frozenset({ReferralState.SENT, ReferralState.WITHDRAWN}),
    ReferralState.SENT: frozenset(
        {
            ReferralState.ACCEPTED,
            ReferralState.DECLINED,
            ReferralState.EXPIRED,
            ReferralState.RECALLED,
        }
    ),
    ReferralState.ACCEPTED: frozenset(
        {ReferralState.IN_PROGRESS, ReferralState.DONE, ReferralState.RECALLED}
    ),
    ReferralState.IN_PROGRESS: frozenset({ReferralState.DONE, ReferralState.RECALLED}),
    ReferralState.EXPIRED: frozenset(
        {ReferralState.SENT, ReferralState.ACCEPTED, ReferralState.DECLINED, ReferralState.RECALLED}
    ),
    ReferralState.DECLINED: frozenset({ReferralState.RECALLED}),
    ReferralState.DONE: frozenset({ReferralState.RECALLED}),
    ReferralState.RECALLED: frozenset(),
    ReferralState.WITHDRAWN: frozenset(),
}
NEEDS_REASON = frozenset({ReferralState.DECLINED, ReferralState.WITHDRAWN})


def check_move(start: ReferralState, end: ReferralState, reason: str) -> None:
    """Raises `BadInput` for a move that is not allowed, or a refusal without its reason."""
    if end not in MOVES[start]:
        words = {"start": STATE_SAYS[start], "end": STATE_SAYS[end]}
        raise BadInput("state", say("What is “{start}” cannot become “{end}”.", **words))
    if end in NEEDS_REASON and not reason.strip():
        raise BadInput("reason", say("Give the reason that was given."))
