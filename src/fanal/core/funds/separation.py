"""Who may do which step of a payment: two duties that stand together in the table take two people.

Domain page on the programmes, 6.3: who asks, who agrees and who pays are not the same person, and
nobody agrees to an own request. Here this holds for every amount.
"""

from collections.abc import Collection, Mapping
from enum import StrEnum
from uuid import UUID

from fanal.core.errors import Refused
from fanal.core.funds.movements import MoneyStep
from fanal.core.words import Sentence, say

ENDED = say("this was ended already")
type Done = Mapping[PaymentDuty, Collection[UUID]]  # who has done what


class PaymentDuty(StrEnum):
    ASK = "ask"
    AGREE = "agree"
    PAY = "pay"
    WITNESS = "witness"
    LOSE = "lose"  # say that it did not arrive, or that it never will


WHO = {
    PaymentDuty.ASK: say("you asked for it"),
    PaymentDuty.AGREE: say("you agreed to it"),
    PaymentDuty.PAY: say("you paid it"),
    PaymentDuty.WITNESS: say("you witnessed it"),
    PaymentDuty.LOSE: say("you wrote that it did not arrive"),
}
APART = frozenset(
    frozenset(pair)
    for pair in (
        # Who agreed may witness that it arrived: neither step moves money.
        (PaymentDuty.ASK, PaymentDuty.AGREE),
        (PaymentDuty.ASK, PaymentDuty.PAY),
        (PaymentDuty.ASK, PaymentDuty.WITNESS),
        (PaymentDuty.AGREE, PaymentDuty.PAY),
        (PaymentDuty.PAY, PaymentDuty.WITNESS),
        # Neither of the two on whose word money is lost may be who could have kept it.
        (PaymentDuty.ASK, PaymentDuty.LOSE),
        (PaymentDuty.PAY, PaymentDuty.LOSE),
    )
)
TWICE = frozenset({PaymentDuty.AGREE})  # takes two, and one person is one of them only


def why_not(done: Done, duty: PaymentDuty, who: UUID) -> Sentence | None:
    """Return why this person may not do this too; None where she may."""
    for other, people in done.items():
        same = other == duty
        apart = duty in TWICE if same else frozenset((duty, other)) in APART
        if apart and who in people:
            return say("{why}: it takes another person", why=WHO[other])
    return None


def why_not_lost(done: Done, who: UUID, said_by: Collection[UUID]) -> Sentence | None:
    """Return why this person may not write it off; None where she may. `said_by`: who has said that
    it did not arrive."""
    if reason := why_not(done, PaymentDuty.LOSE, who):
        return reason
    others = {*said_by} - {who}
    if any(why_not(done, PaymentDuty.LOSE, other) is None for other in others):
        return None
    return say(
        "First another colleague, who neither asked for it nor paid it, asks her, and writes that "
        "it did not reach her."
    )


def why_not_undone(done: Done, step: MoneyStep, who: UUID) -> Sentence | None:
    """Return why this person may not undo such a step; None where she may. Whoever could have kept
    money that is lost would end, alone, every question about it."""
    return why_not(done, PaymentDuty.LOSE, who) if step is MoneyStep.LOST else None


def check_waiting(done: Done, who: UUID, *, over: bool, two: bool) -> None:
    """Check that it waits for the yes or no of this person. `two`: have agreed.
    Raises `Refused`."""
    if over:
        raise Refused(ENDED)
    if reason := why_not(done, PaymentDuty.AGREE, who):
        raise Refused(reason)
    if two:
        raise Refused(say("two agreed to it already"))
