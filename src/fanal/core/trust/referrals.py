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


class State(StrEnum):
    DRAFT = "draft"
    SENT = "sent"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    EXPIRED = "expired"
    RECALLED = "recalled"
    WITHDRAWN = "withdrawn"


STATE_SAYS: dict[State, Sentence] = {
    State.DRAFT: say("not sent yet"),
    State.SENT: say("sent, waits for an answer"),
    State.ACCEPTED: say("accepted"),
    State.DECLINED: say("declined"),
    State.IN_PROGRESS: say("in progress"),
    State.DONE: say("done"),
    State.EXPIRED: say("expired without an answer"),
    State.RECALLED: say("recalled"),
    State.WITHDRAWN: say("withdrawn before it was sent"),
}
MOVES: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.SENT, State.WITHDRAWN}),
    State.SENT: frozenset({State.ACCEPTED, State.DECLINED, State.EXPIRED, State.RECALLED}),
    State.ACCEPTED: frozenset({State.IN_PROGRESS, State.DONE, State.RECALLED}),
    State.IN_PROGRESS: frozenset({State.DONE, State.RECALLED}),
    State.EXPIRED: frozenset({State.SENT, State.ACCEPTED, State.DECLINED, State.RECALLED}),
    State.DECLINED: frozenset({State.RECALLED}),
    State.DONE: frozenset({State.RECALLED}),
    State.RECALLED: frozenset(),
    State.WITHDRAWN: frozenset(),
}
NEEDS_REASON = frozenset({State.DECLINED, State.WITHDRAWN})


def check_move(start: State, end: State, reason: str) -> None:
    """Raises `BadInput` for a move that is not allowed, or a refusal without its reason."""
    if end not in MOVES[start]:
        words = {"start": STATE_SAYS[start], "end": STATE_SAYS[end]}
        raise BadInput("state", say("What is “{start}” cannot become “{end}”.", **words))
    if end in NEEDS_REASON and not reason.strip():
        raise BadInput("reason", say("Write down the reason that was given."))
