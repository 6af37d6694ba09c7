"""How far a referral or a transfer is, and which moves are allowed, as data.

The states are those of the field's systems (Primero: in progress, accepted, rejected, done), with
expiry and recall beside them; what was never sent is withdrawn. A referral does not move
responsibility; a transfer does, and only when it is accepted; the giving side keeps its history
either way.
"""

from fanal.core.errors import BadInput, Refused
from fanal.core.words import LabelledEnum, say


class ReferralState(LabelledEnum):
    DRAFT = "draft", say("not sent yet")
    SENT = "sent", say("sent, waits for an answer")
    ACCEPTED = "accepted", say("accepted")
    DECLINED = "declined", say("declined")
    IN_PROGRESS = "in_progress", say("in progress")
    DONE = "done", say("done")
    EXPIRED = "expired", say("expired without an answer")
    RECALLED = "recalled", say("recalled")
    WITHDRAWN = "withdrawn", say("withdrawn before it was sent")


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
    # A partner may answer after the time was over: the answer is taken, and what was told is still
    # to be recalled.
    ReferralState.EXPIRED: frozenset(
        {ReferralState.SENT, ReferralState.ACCEPTED, ReferralState.DECLINED, ReferralState.RECALLED}
    ),
    ReferralState.DECLINED: frozenset({ReferralState.RECALLED}),
    # Recalled also after its end: what was told stays with the partner, and a finding of danger may
    # come later.
    ReferralState.DONE: frozenset({ReferralState.RECALLED}),
    ReferralState.RECALLED: frozenset(),
    ReferralState.WITHDRAWN: frozenset(),
}
NEEDS_REASON = frozenset({ReferralState.DECLINED, ReferralState.WITHDRAWN})


def check_approval(state: ReferralState) -> None:
    """Refuse to approve what is not sent any more. Raises `Refused`."""
    if state is ReferralState.WITHDRAWN:
        raise Refused(say("This was withdrawn."))


def check_move(start: ReferralState, end: ReferralState, reason: str) -> None:
    """Check a move. Raises `BadInput` for one that is not allowed, or a refusal
    without its reason."""
    if end not in MOVES[start]:
        words = {"start": start.label, "end": end.label}
        raise BadInput("state", say("What is “{start}” cannot become “{end}”.", **words))
    if end in NEEDS_REASON and not reason.strip():
        raise BadInput("reason", say("Give the reason that was given."))
