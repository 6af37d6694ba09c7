"""An advance to a colleague: agreed to by two, given, settled by receipts or given back.

It moves as every other amount does (`movements`): what is given out is paid, a receipt receives it,
the rest comes back. An advance is settled within 30 days (domain page on the programmes, 6.2, 8).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from fanal.core.casework.amounts import written
from fanal.core.errors import BadInput, Refused
from fanal.core.funds.kinds import ReceiptProof
from fanal.core.words import Sentence, say


class AdvanceKind(StrEnum):
    """What finance reads as the kind of such a payment."""

    ADVANCE = "advance"

    def sentence(self) -> Sentence:
        return say("advance to a colleague")


@dataclass(frozen=True, slots=True)
class OpenAdvance:
    """One that is out: how much of it, and whether for more than 30 days."""

    in_hand: Decimal
    currency: str
    asked_on: date
    late: bool


def must_be_settled(earlier: Iterable[OpenAdvance]) -> None:
    """Refuse while an advance of the same person is late; one that is not is shown.
    Raises `Refused`."""
    for advance in earlier:
        if advance.late:
            raise Refused(
                say(
                    "{amount} {currency} of the advance of {day} is not settled after 30 days: "
                    "settle it first",
                    amount=written(advance.in_hand),
                    currency=advance.currency,
                    day=str(advance.asked_on),
                )
            )


# Her own mark and a voucher belong to help that she received; an advance went to a colleague.
SETTLED_BY = (ReceiptProof.BILL, ReceiptProof.WITNESS)


def must_prove(proof: str, receipt: str, payee: str) -> ReceiptProof:
    """A bill with its number, or a colleague where there is none. Raises `BadInput`."""
    if proof not in SETTLED_BY:
        raise BadInput("proof", say("say what shows it"))
    if proof == ReceiptProof.BILL and not receipt:
        raise BadInput("receipt", say("the number of the bill"))
    if proof == ReceiptProof.BILL and not payee:
        raise BadInput("payee", say("who wrote the bill?"))
    return ReceiptProof(proof)
