"""Asked again after a payment: did it reach her, and did it stay with her?

Domain page on the programmes, 6.3 (follow-up after a payment) and 6.4: a figure is corrected down
by what the asked say (Tearfund, IndiKit), and both are printed with how many were asked.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Protocol

from fanal.core.words import LabelledEnum, say


class AfterPayment(LabelledEnum):
    ARRIVED = "arrived", say("it reached her and stayed with her")
    TAKEN = "taken", say("it reached her, and somebody took it from her")
    NOT_ARRIVED = "not_arrived", say("it did not reach her")
    NOT_REACHED = "not_reached", say("she could not be reached")
    NOT_SAID = "not_said", say("she does not want to say")


REACHED = frozenset({AfterPayment.ARRIVED, AfterPayment.TAKEN})
# Who could not be reached, or does not want to say, is in neither part of the share: printed
# beside it as `silent`.
ANSWERED = REACHED | {AfterPayment.NOT_ARRIVED}
TENTH = Decimal("0.1")
# So long whoever paid asks for it back, or sends it again, before two decide whether it is lost,
# unless somebody says that it is.
ASKED_BACK_FOR = timedelta(days=14)


class PaymentAnswer(Protocol):
    @property
    def answer(self) -> AfterPayment: ...


def that_holds[Asked: PaymentAnswer](checks: Sequence[Asked]) -> Asked | None:
    """Return the last that says something, else the last: who could not be reached a week later
    has taken nothing back of what she said."""
    said = [check for check in checks if check.answer in ANSWERED]
    return next(reversed(said or checks), None)


@dataclass(frozen=True, slots=True)
class Corrected:
    """`used` as it was written down; `asked`: who answered; `reached`: of these, whom it reached.

    `silent`: who was asked and could not be reached or does not want to say.
    """

    issued: int
    used: int
    asked: int
    reached: int
    silent: int

    @property
    def corrected(self) -> Decimal | None:
        """None where nobody has answered: nothing is known, and nothing corrected."""
        if not self.asked:
            return None
        share = Decimal(self.used) * self.reached / self.asked
        return share.quantize(TENTH, rounding=ROUND_HALF_EVEN)


def corrected(issued: int, used: int, answers: Iterable[AfterPayment]) -> Corrected:
    found = list(answers)
    asked = sum(answer in ANSWERED for answer in found)
    reached = sum(answer in REACHED for answer in found)
    return Corrected(issued, used, asked, reached, len(found) - asked)
