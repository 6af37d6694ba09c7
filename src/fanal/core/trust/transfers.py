"""A case offered from one team of ours to another: who answers for her, and which moves there are.

A transfer moves responsibility, a referral does not (Primero); it moves when it is accepted and not
before. So at every moment exactly one team answers for her.
"""

from fanal.core.errors import BadInput, Refused
from fanal.core.words import LabelledEnum, say


class Offer(LabelledEnum):
    OFFERED = "offered", say("offered, waits for an answer")
    ACCEPTED = "accepted", say("accepted")
    DECLINED = "declined", say("declined")
    RECALLED = "recalled", say("taken back")
    EXPIRED = "expired", say("expired without an answer")


NEEDS_REASON = frozenset({Offer.DECLINED, Offer.RECALLED})


def responsible(giving: str, receiving: str, state: Offer) -> str:
    """The team that answers for her: the giving one until the other has said yes."""
    # Declined, recalled and expired too: nobody may answer for her only because an offer was made.
    return receiving if state is Offer.ACCEPTED else giving


def check_answer(state: Offer, answer: Offer, reason: str = "") -> None:
    """Check that an offer is answered once. Raises `Refused`, or `BadInput` for a no
    without its reason."""
    if state is not Offer.OFFERED:
        raise Refused(say("This offer has been answered already: {state}.", state=state.label))
    if answer in NEEDS_REASON and not reason.strip():
        raise BadInput("reason", say("Give the reason."))
